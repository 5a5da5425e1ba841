/* Runs once, when the source panel appears. Links in chat and panel name what they open; nothing goes to the server
   except the full text of an article, which is fetched from the REST interface on demand. */
const frame = document.getElementById('panel') ?? element;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const glide = () => (calm.matches ? 'auto' : 'smooth');

const show = (id) => {
  const target = frame.querySelector('#' + CSS.escape(id));
  if (!target) return;
  frame.querySelectorAll('section.turn').forEach((each) => each.classList.toggle('on', each.contains(target)));
  frame.querySelectorAll('.active').forEach((each) => each.classList.remove('active'));
  const card = target.closest('article') ?? target;
  card.classList.add('active');
  frame.querySelectorAll('mark.' + CSS.escape(id)).forEach((each) => each.classList.add('active'));
  if (target.tagName === 'DETAILS') target.open = true;
  card.scrollIntoView({ behavior: glide(), block: 'nearest' });
  card.focus({ preventScroll: true });
};

/* A new answer is read from its question on, where the chat has scrolled past it, and its sources from the top. */
const toQuestion = () => {
  const asked = [...document.querySelectorAll('#chat .user')].pop();
  let scroller = asked?.parentElement;
  while (scroller && !['auto', 'scroll'].includes(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
  if (!scroller?.closest('#chat')) return;
  const above = asked.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
  if (above < 0) scroller.scrollTop += above;
};
new MutationObserver(() => { frame.scrollTop = 0; setTimeout(toQuestion, 500); }).observe(element, { childList: true, subtree: true });

const fill = (text, send) => {
  const box = document.querySelector('#question textarea');
  if (!box) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, text);
  box.dispatchEvent(new Event('input', { bubbles: true }));
  box.focus();
  box.setSelectionRange(text.length, text.length);
  if (send) setTimeout(() => document.querySelector('#question button')?.click(), 60);
};

document.addEventListener('ask', (event) => fill(event.detail, true));

document.addEventListener('click', (event) => {
  const heading = event.target.closest?.('button.sort');
  if (heading) return sort(heading.closest('th'));
  const link = event.target.closest?.('a[href*="#"]');
  if (!link) return;
  const key = link.getAttribute('href').split('#').pop();
  const actions = [
    [/^(src|alt|near|why)-/, () => show(key)],
    [/^doc-/, () => read(key.slice(4))],
    [/^left-out-/, () => readLeftOut(key.slice(9))],
    [/^edit$/, () => fill(link.querySelector('.words')?.textContent ?? link.textContent, false)],
    [/^try$/, () => fill(link.textContent, true)],
    [/^copy-/, () => offerCopies(Number(key.slice(5)))],
    [/^wrong-/, () => complain(Number(key.slice(6)))],
    [/^stop$/, () => document.querySelector('#stop')?.click()],
    [/^save-/, () => document.getElementById(key)?.click()],
    [/^picture$/, () => picture(link)],
    [/^chat$/, () => document.getElementById('chat')?.scrollIntoView({ behavior: glide(), block: 'start' })],
  ];
  const found = actions.find(([pattern]) => pattern.test(key));
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  found[1]();
}, true);
