"""The chat page: Gradio blocks, and the handlers that put an exchange into them. The one door behind which Gradio is.

REST is the programming interface: every event here is private. The page holds no secret and keeps no conversation;
what was asked lives in the browser's session only.
"""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import gradio as gr
from fastapi import FastAPI

from zhengxie_qa.errors import IndexMissingError, ZhengxieError
from zhengxie_qa.interfaces.http import problems
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui import evaluations, feedback, limits, shelf, texts
from zhengxie_qa.interfaces.ui.evaluate import add_evaluation
from zhengxie_qa.interfaces.ui.evaluations import EvaluationDesk
from zhengxie_qa.interfaces.ui.examples import Examples
from zhengxie_qa.interfaces.ui.places import kept_place, limits_place, script
from zhengxie_qa.interfaces.ui.render import Exchange, answer_message, panel, question_message
from zhengxie_qa.interfaces.ui.shelf import add_documents
from zhengxie_qa.interfaces.ui.texts import both, escape, plain
from zhengxie_qa.types import MAX_QUESTION, Turn

log = logging.getLogger("zhengxie_qa.page")

ASSETS: Final = Path(__file__).parent / "assets"
KEPT_EXCHANGES: Final = 20
"""The whole conversation travels with every question; a longer one slows the page down."""
CONCURRENT: Final = 4
WAITING: Final = 64
STATE_SECONDS: Final = 4 * 3600

WITH_LIMITS: Final = (
    "(question, talk) => [question, talk, document.querySelector('#limits [data-set]')?.dataset.set ?? '']"
)
"""What is set beside the box goes with the question."""
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
    for routes in (shelf.router(service), limits.router(service), feedback.router(service), examples.router()):
        app.include_router(routes)
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
            _masthead(title),
            elem_id="masthead",
            apply_default_css=False,
            js_on_load=(ASSETS / "masthead.js").read_text(encoding="utf-8"),
        )
        with gr.Tabs():
            with gr.Tab(I18N("ask"), id="ask"):
                _add_conversation(service)
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


def answer(service: Service, question: str, exchanges: Sequence[Exchange], *, limited: str = "") -> list[Exchange]:
    """Ask one question and add the exchange to the conversation, also when it could not be asked.

    :param limited: the limits set, as the page's script writes them.
    :returns: the conversation, its oldest exchanges dropped past ``KEPT_EXCHANGES``.
    """
    number = exchanges[-1].number + 1 if exchanges else 1
    history = [Turn(each.answer.interpreted_as, each.answer.text) for each in exchanges if each.answer is not None]
    try:
        filters = limits.chosen(limited)
        given, state = service.questions.submit(
            lambda: service.ask(question, history=history, filters=filters, explain=True)
        ).result()
        added = Exchange(number, question, given, generation=state.generation, limited=limits.told(filters, service))
    except IndexMissingError:
        added = Exchange(number, question, None, notice=both(texts.NO_INDEX))
    except ZhengxieError as error:
        added = Exchange(number, question, None, notice=both(texts.FAILED) + both(texts.told(error), plain))
    except Exception:
        log.exception("a question of the page failed")
        added = Exchange(number, question, None, notice=both(texts.UNFORESEEN))
    return [*exchanges, added][-KEPT_EXCHANGES:]


def _add_conversation(service: Service) -> None:
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
                limits_place(), elem_id="limits", apply_default_css=False, js_on_load=script("base.js", "limits.js")
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
        with gr.Column(scale=5, min_width=320):
            sources = gr.HTML(
                panel([]),
                elem_id="panel",
                apply_default_css=False,
                js_on_load=script("base.js", "reader.js", "page.js", "welcome.js", "kept.js", "keeping.js"),
            )

    def respond(question: str, so_far: list[Exchange], limited: str) -> tuple[Any, Any, Any, str]:
        words = (question or "").strip()
        if not words:
            return gr.skip(), gr.skip(), gr.skip(), question
        if len(words) > MAX_QUESTION:
            notice = f'<span class="notice">{_too_long(len(words))}</span>'
            return [*_messages(so_far), _said("assistant", notice)], gr.skip(), gr.skip(), ""
        now = answer(service, words, so_far, limited=limited)
        return _messages(now), now, panel(now), question

    box.submit(
        respond,
        [box, exchanges, limited],
        [chat, exchanges, sources, asked],
        js=WITH_LIMITS,
        api_visibility="private",
        show_progress="minimal",
        show_progress_on=[chat],
    ).then(None, [box, asked], box, js=CLEAR_IF_UNCHANGED, api_visibility="private")
    fresh: tuple[Any, ...] = ([], [], panel([]), "")
    new.click(lambda: fresh, None, [chat, exchanges, sources, box], api_visibility="private", show_progress="hidden")


def _too_long(count: int) -> str:
    values = {"count": count, "limit": MAX_QUESTION}
    chinese, english = texts.TOO_LONG
    return both((chinese.format(**values), english.format(**values)))


def _messages(exchanges: Sequence[Exchange]) -> list[dict[str, Any]]:
    said = []
    for each in exchanges:
        said += [_said("user", question_message(each.question)), _said("assistant", answer_message(each))]
    return said


def _said(role: str, words: str) -> dict[str, Any]:
    return {"role": role, "content": words}


def _masthead(title: tuple[str, str]) -> str:
    return (
        f'<div class="row"><h1><span class="seal" aria-hidden="true">{escape(title[0][0])}</span>{both(title)}</h1>'
        f'<span class="size" id="size"></span></div><p>{both(texts.SUBTITLE)}</p>'
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
