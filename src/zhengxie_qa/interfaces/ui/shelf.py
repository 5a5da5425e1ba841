"""The documents' tab: which there are, new ones in, wrong ones out. Its rows come from one route of the page and the
rest from the REST interface; Gradio only holds the place where the tab's script draws.
"""

import json
from typing import Final

import gradio as gr
from fastapi import APIRouter
from starlette.responses import JSONResponse

from zhengxie_qa.interfaces import payloads
from zhengxie_qa.interfaces.http.problems import CODES
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.places import script
from zhengxie_qa.interfaces.ui.texts import both, escape

HOLDINGS: Final = "/page/holdings"


def router(service: Service) -> APIRouter:
    """The route of the page that lists the documents."""
    routes = APIRouter()

    @routes.get(HOLDINGS)
    @service.reads.queued
    def holdings() -> JSONResponse:
        held, _ = service.holdings()
        return JSONResponse({"documents": [payloads.holding(each) for each in held]})

    return routes


def add_documents(service: Service) -> None:
    """Add the tab's blocks to the page being built."""
    gr.HTML(
        _tab(service),
        elem_id="documents",
        apply_default_css=False,
        js_on_load=script("base.js", "form.js", "editing.js", "documents.js"),
    )


def _tab(service: Service) -> str:
    """Everything of the tab that stands still; what its script needs to know is in the attributes of the root."""
    kinds = ",".join(sorted(service.suffixes()))
    known = {
        "errors": {code: texts.ERRORS[kind] for kind, (code, _) in CODES.items()},
        "rules": texts.LEFT_OUT_RULES,
        "kinds": texts.DOCUMENT_KIND,
        "largest": service.settings.max_upload_bytes,
    }
    heads = "".join(
        f'<th scope="col" class="{name}"><button type="button" data-sort="{name}">{both(label)}</button></th>'
        for name, label in texts.DOCUMENT_COLUMNS.items()
    )
    return (
        f'<div data-known="{escape(json.dumps(known, ensure_ascii=False))}">'
        f'<label class="drop">{both(texts.ADD_DOCUMENTS)}'
        f'<span class="hint">{both(texts.ADD_HINT)}</span>'
        f'<input type="file" multiple accept="{escape(kinds)}"></label>'
        f'<ul class="uploads"></ul><div class="removals"></div>'
        f'<div class="bar"><input type="search"><span class="count" role="status"></span></div>'
        f'<table><thead><tr>{heads}<th scope="col"></th></tr></thead><tbody></tbody></table>'
        f'<button type="button" class="more" hidden>{both(texts.MORE_DOCUMENTS)}</button></div>'
    )
