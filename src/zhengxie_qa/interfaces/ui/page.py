"""The chat page: Gradio blocks, and the handlers that put an exchange into them. The one door behind which Gradio is.

REST is the programming interface: every event here is private. The page holds no secret and keeps no conversation;
what was asked lives in the browser's session only.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import gradio as gr
from fastapi import FastAPI

from zhengxie_qa.interfaces.access.record import Visitor
from zhengxie_qa.interfaces.http import problems
from zhengxie_qa.interfaces.http.key_gate import VISITOR
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui import evaluations, limits, shelf, texts
from zhengxie_qa.interfaces.ui.asking import Question, Reading, asking
from zhengxie_qa.interfaces.ui.evaluate import add_evaluation
from zhengxie_qa.interfaces.ui.evaluations import EvaluationDesk
from zhengxie_qa.interfaces.ui.examples import Examples
from zhengxie_qa.interfaces.ui.keeping import feedback, word
from zhengxie_qa.interfaces.ui.places import kept_place, limits_place, script
from zhengxie_qa.interfaces.ui.render import Exchange, answer_message, panel, question_message
from zhengxie_qa.interfaces.ui.shelf import add_documents
from zhengxie_qa.interfaces.ui.tables import words
from zhengxie_qa.interfaces.ui.tables.table import rows_so_far
from zhengxie_qa.interfaces.ui.texts import both, escape
from zhengxie_qa.types import MAX_QUESTION

ASSETS: Final = Path(__file__).parent / "assets"
CONCURRENT: Final = 4
WAITING: Final = 64
STATE_SECONDS: Final = 4 * 3600

WITH_LIMITS: Final = (
    "(question, talk) => [question, talk, document.querySelector('#limits [data-set]')?.dataset.set ?? '']"
)
"""What is set beside the box goes with the question."""
SCRIPTS: Final = (
    "base.js",
    "reader.js",
    "tables.js",
    "page.js",
    "welcome.js",
    "kept.js",
    "form.js",
    "marking.js",
    "keeping.js",
)
_Now = tuple[Any, Any, Any, str]
"""What chat, conversation, panel and the words asked become."""

CLEAR_IF_UNCHANGED: Final = "(now, asked) => (now === asked ? '' : now)"
"""What was typed while an answer was on its way stays in the box."""

I18N: Final = gr.I18n(
    **{
        "zh-CN": {name: chinese for name, (chinese, _) in texts.LABELS.items()},
        "en": {name: english for name, (_, english) in texts.LABELS.items()},
    }
)


def page_app(service: Service) -> FastAPI:
    """Build the page's application; it takes every path."""
    desk = EvaluationDesk(largest=service.settings.max_upload_bytes)
    examples = Examples(service)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            examples.close()
            desk.close()

    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan)
    problems.install(app)
    app.include_router(evaluations.router(desk))
    app.include_router(examples.router())
    for each in (shelf, limits, feedback, word):
        app.include_router(each.router(service))
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        build(service, desk),
        path="/",
        i18n=I18N,
        theme=_theme(),
        css_paths=[ASSETS / "page.css"],
        head=(ASSETS / "head.html").read_text(encoding="utf-8"),
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        app_kwargs={"openapi_url": None, "docs_url": None, "redoc_url": None},
    )
    return mounted


def build(service: Service, desk: EvaluationDesk) -> gr.Blocks:
    """Build the page."""
    title = texts.titled(service.settings.title)
    blocks = gr.Blocks(title=" · ".join(dict.fromkeys(title)), analytics_enabled=False)
    with blocks:
        gr.HTML(
            _masthead(title, signed_in=service.access.wanted),
            elem_id="masthead",
            apply_default_css=False,
            js_on_load=(ASSETS / "masthead.js").read_text(encoding="utf-8"),
        )
        with gr.Tabs():
            with gr.Tab(I18N("ask"), id="ask"):
                _add_conversation(service, desk)
            with gr.Tab(I18N("documents"), id="documents"):
                add_documents(service)
            with gr.Tab(I18N("kept"), id="kept-tab"):
                gr.HTML(
                    kept_place(),
                    elem_id="kept",
                    apply_default_css=False,
                    js_on_load=script("base.js", "kept.js", "history.js"),
                )
            with gr.Tab(I18N("evaluate"), id="evaluate"):
                add_evaluation(service, desk, I18N)
    blocks.queue(max_size=WAITING, default_concurrency_limit=CONCURRENT, api_open=False)
    return blocks


def _add_conversation(service: Service, desk: EvaluationDesk) -> None:
    at_work: dict[str, Question] = {}
    exchanges = gr.State([], time_to_live=STATE_SECONDS)
    asked, limited = gr.Textbox(visible=False), gr.Textbox(visible=False)
    with gr.Row(equal_height=False):
        with gr.Column(scale=6, min_width=320):
            chat = gr.Chatbot(
                elem_id="chat",
                label=I18N("chat"),
                show_label=False,
                height="60vh",
                buttons=[],
                layout="bubble",
                sanitize_html=True,
                allow_tags=False,
                latex_delimiters=[],
                feedback_options=None,
                placeholder=_welcome(),
            )
            gr.HTML(
                limits_place(),
                elem_id="limits",
                apply_default_css=False,
                js_on_load=script("base.js", "kept.js", "limits.js"),
            )
            box = gr.Textbox(
                elem_id="question",
                label=I18N("question"),
                show_label=False,
                placeholder=I18N("placeholder"),
                lines=1,
                max_lines=4,
                container=False,
                submit_btn=True,
                autofocus=True,
            )
            new = gr.Button(I18N("new"), elem_id="new", size="sm")
            stop = gr.Button(I18N("stop"), elem_id="stop", size="sm")
        with gr.Column(scale=5, min_width=320):
            sources = gr.HTML(
                panel([]),
                elem_id="panel",
                apply_default_css=False,
                js_on_load=script(*SCRIPTS),
            )

    def respond(question: str, so_far: list[Exchange], limited: str, request: gr.Request) -> Iterator[_Now]:
        session = str(request.session_hash)
        try:
            yield from _responses(
                service,
                desk,
                question or "",
                so_far,
                limited,
                visitor=request.request.scope.get(VISITOR),
                begun=lambda work: at_work.update({session: work}),
            )
        finally:
            was_left = at_work.pop(session, None) is None
        if was_left:  # the words stay in the box
            yield gr.skip(), gr.skip(), gr.skip(), ""

    def leave(request: gr.Request) -> None:
        if work := at_work.pop(str(request.session_hash), None):
            work.leave()

    def halt(question: str, so_far: list[Exchange], request: gr.Request) -> list[dict[str, Any]]:
        leave(request)
        return _noted(so_far, both(words.STOPPED), question=question)

    def begin_anew(request: gr.Request) -> tuple[Any, ...]:
        leave(request)
        return [], [], panel([]), ""

    box.submit(
        respond,
        [box, exchanges, limited],
        [chat, exchanges, sources, asked],
        js=WITH_LIMITS,
        api_visibility="private",
        show_progress="minimal",
        show_progress_on=[chat],
    ).then(None, [box, asked], box, js=CLEAR_IF_UNCHANGED, api_visibility="private")
    stop.click(halt, [asked, exchanges], chat, api_visibility="private", show_progress="hidden")
    new.click(begin_anew, None, [chat, exchanges, sources, box], api_visibility="private", show_progress="hidden")


def _responses(
    service: Service,
    desk: EvaluationDesk,
    question: str,
    so_far: Sequence[Exchange],
    limited: str,
    *,
    visitor: Visitor | None,
    begun: Callable[[Question], None],
) -> Iterator[_Now]:
    """What chat, conversation, panel and the words asked become, as often as there is news."""
    asked = question.strip()
    if not asked:
        yield gr.skip(), gr.skip(), gr.skip(), question
    elif len(asked) > MAX_QUESTION:
        yield _noted(so_far, _too_long(len(asked))), gr.skip(), gr.skip(), ""
    else:
        for now in asking(service, desk, asked, so_far, limited=limited, visitor=visitor, begun=begun):
            if isinstance(now, Reading):
                yield _noted(so_far, _reading(now), question=asked), gr.skip(), gr.skip(), question
            else:
                yield _messages(now), now, panel(now), question


def _too_long(count: int) -> str:
    values = {"count": count, "limit": MAX_QUESTION}
    chinese, english = texts.TOO_LONG
    return both((chinese.format(**values), english.format(**values)))


def _reading(now: Reading) -> str:
    """Say how far a comparison is, with a way out and with what is known."""
    told = both(texts.filled(words.READING_EACH, done=now.done, total=now.total))
    bar = f'<progress value="{now.done}" max="{now.total}"></progress>'
    return f'{told} {bar} <a class="more" href="#stop">{both(words.STOP)}</a>{rows_so_far(now.cells)}'


def _messages(exchanges: Sequence[Exchange]) -> list[dict[str, Any]]:
    said = []
    for each in exchanges:
        said += [_said("user", question_message(each.question)), _said("assistant", answer_message(each))]
    return said


def _noted(exchanges: Sequence[Exchange], notice: str, *, question: str = "") -> list[dict[str, Any]]:
    """The conversation, and below it a question that has no answer, with a word on it."""
    said = [_said("user", question_message(question))] if question else []
    return [*_messages(exchanges), *said, _said("assistant", f'<span class="notice">{notice}</span>')]


def _said(role: str, words: str) -> dict[str, Any]:
    return {"role": role, "content": words}


def _masthead(title: tuple[str, str], *, signed_in: bool) -> str:
    way_out = f'<form method="post" action="sign-out"><button>{both(texts.SIGN_OUT)}</button></form>'
    return (
        f'<div class="row"><h1><span class="seal" aria-hidden="true">{escape(title[0][0])}</span>{both(title)}</h1>'
        f'<span class="size" id="size"></span>{way_out if signed_in else ""}</div><p>{both(texts.SUBTITLE)}</p>'
    )


def _welcome() -> str:
    """The welcome, whose examples come when they are found."""
    return (
        f'<div class="welcome none"><h2>{both(texts.WELCOME)}</h2><p>{both(texts.WELCOME_MORE)}</p>'
        '<div class="tries"></div></div>'
    )


def _theme() -> gr.themes.Base:
    """System fonts only: no font is fetched."""
    sans = ["system-ui", "-apple-system", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]
    theme = gr.themes.Base(primary_hue="red", neutral_hue="stone", font=sans, font_mono=["ui-monospace", "monospace"])
    return theme.set(button_primary_background_fill="#9b2c22", button_primary_background_fill_dark="#9b2c22")
