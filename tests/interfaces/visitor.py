"""A person before the page in headless Chromium, with what went wrong on the way."""

from playwright.sync_api import Browser, expect

expect.set_options(timeout=20_000)  # a busy machine is not a failure


class Visitor:
    """A page with what it asked for outside and what went wrong in it."""

    def __init__(self, browser: Browser, address: str, **context: object) -> None:
        self.context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 860}, **context})
        self.page = self.context.new_page()
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.refused: list[str] = []
        self.address = address
        self.page.on("request", self._note)
        self.page.on("response", lambda got: self.refused.append(got.url) if got.status >= 400 else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._heard)
        self.page.goto(address, timeout=120_000)
        expect(self.box).to_be_editable(timeout=60_000)

    def _note(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def _heard(self, message) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    @property
    def box(self):
        return self.page.locator("#question textarea")

    @property
    def answers(self):
        return self.page.locator("#chat .bot .md")

    def ask(self, question: str) -> None:
        before = self.answers.count()
        self.box.fill(question)
        self.box.press("Enter")
        expect(self.answers).to_have_count(before + 1, timeout=30_000)

    def leave(self) -> None:
        self.context.close()
        assert self.outside == []
        assert self.errors == []
        assert self.refused == []


CONTRAST = """(place) => {
  const parse = (text) => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const light = (rgb) => {
    const linear = (v) => (v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    const [r, g, b] = rgb.slice(0, 3).map((v) => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const shown = [...document.querySelectorAll(place)].find((each) => each.offsetParent !== null);
  const front = parse(getComputedStyle(shown).color);
  let node = shown, back = [255, 255, 255];
  for (; node; node = node.parentElement) {
    const found = parse(getComputedStyle(node).backgroundColor);
    if (found.length < 4 || found[3] > .9) { back = found; break; }
  }
  const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
  return (high + .05) / (low + .05);
}"""
