"""Conversations of the browser as a Word document: each answer with its quote, its source and what proves it.

Each quote is looked up once more while the document is made, and what was found is said below it.
"""

import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from zhengxie_qa.errors import NotFoundError
from zhengxie_qa.interfaces.http.schemas import MAX_QUOTE, Offset, ShortText
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.keeping.proofs import Proof, digest, proof_line

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

WORD: Final = "/page/word"
KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST: Final = 2_000
"""Conversations of a document, and exchanges of a conversation."""
_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SERIF, _SONG = "Times New Roman", "SimSun"
_GREY: Final = 0x5C636C
Words = Annotated[str, Field(max_length=MAX_QUOTE)]
Language = Literal["zh", "en"]

_SAID: Final = {
    "title": ("问答记录", "Questions and answers"),
    "made": (
        "{at} 导出，资料版本 {generation}。每条引文下方的编号、位置和 SHA-256 可用 zhengxie-qa verify 核对本文件。",
        "Exported {at}, index {generation}. Document, place and SHA-256 below each quote are what "
        "zhengxie-qa verify checks this file by.",
    ),
    "limited": ("只查：", "Limited to: "),
    True: ("导出时已核对：原文与引文一致。", "Checked at export: the words stand there."),
    False: ("导出时核对：原文此处已不是这些字。", "Checked at export: other words stand there now."),
    None: ("导出时核对：资料库里已没有这篇文档。", "Checked at export: the document is not in the index any more."),
}


class _Kept(BaseModel):
    """What the browser keeps; what else it keeps of it is no matter here."""

    model_config = ConfigDict(extra="ignore")


class Source(_Kept):
    """Where a quote stands and how it is cited."""

    doc_id: ShortText
    file: Annotated[str, Field(max_length=1_000)]
    start: Offset
    end: Offset
    quote: Words
    sentence: Words | None = None
    reference: Words


class Row(_Kept):
    """A line of a table."""

    label: Words
    answer: Words | None = None
    source: Source


class Exchange(_Kept):
    """A question and its answer."""

    question: Words
    answer: Words | None = None
    declined: list[Words] | None = None
    limited: list[Words] | None = None
    generation: ShortText = ""
    at: ShortText = ""
    source: Source | None = None
    rows: list[Row] = Field(default=[], max_length=MOST)


class Talk(_Kept):
    """A conversation under its name."""

    name: Words
    exchanges: list[Exchange] = Field(max_length=MOST)


class Wanted(BaseModel):
    """What is to be written."""

    model_config = ConfigDict(extra="forbid")

    language: Language
    talks: list[Talk] = Field(min_length=1, max_length=MOST)


def router(service: Service) -> APIRouter:
    """The route of the page that makes the document."""
    routes = APIRouter()

    @routes.post(WORD)
    @service.reads.queued
    def word(body: Wanted) -> Response:
        return Response(_Writer(service, body.language).write(body.talks), media_type=KIND)

    return routes


class _Writer:
    """Writes one document."""

    def __init__(self, service: Service, language: Language) -> None:
        from docx import Document

        self._service = service
        self._at = 0 if language == "zh" else 1
        self._document: Document = Document()

    def write(self, talks: Sequence[Talk]) -> bytes:
        """Write everything; give the file."""
        self._set_fonts()
        state = self._service.state_or_none()
        made = datetime.now().astimezone().isoformat(sep=" ", timespec="minutes")
        self._document.core_properties.title = self._said("title")
        self._document.core_properties.author = "zhengxie_qa"
        self._document.add_heading(self._said("title"), 0)
        self._small(self._said("made").format(at=made, generation=state.generation if state else "—"))
        for talk in talks:
            self._document.add_heading(_clean(talk.name), 1)
            for each in talk.exchanges:
                self._exchange(each)
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _exchange(self, each: Exchange) -> None:
        self._document.add_heading(_clean(each.question), 2)
        if each.limited:
            self._small(self._said("limited") + each.limited[min(self._at, len(each.limited) - 1)])
        if each.rows:
            self._table(each.rows)
        else:
            declined = each.declined[min(self._at, len(each.declined) - 1)] if each.declined else ""
            self._document.add_paragraph().add_run(_clean(each.answer or declined)).bold = bool(each.answer)
        for row in each.rows:
            self._source(row.source, each, label=row.label)
        if each.source and not each.rows:
            self._source(each.source, each)

    def _table(self, rows: Sequence[Row]) -> None:
        table = self._document.add_table(rows=0, cols=2, style="Table Grid")
        for row in rows:
            label, answer = table.add_row().cells
            label.text, answer.text = _clean(row.label), _clean(row.answer or "")

    def _source(self, source: Source, exchange: Exchange, *, label: str = "") -> None:
        from docx.enum.text import WD_COLOR_INDEX

        before, quote, after = (source.sentence or source.quote).partition(source.quote)
        told = self._document.add_paragraph(style="Quote")
        told.add_run(_clean(f"{label}：" if label else "")).bold = True
        told.add_run(_clean(before))
        told.add_run(_clean(quote)).font.highlight_color = WD_COLOR_INDEX.YELLOW
        told.add_run(_clean(after))
        self._small(source.reference)
        proof = Proof(source.doc_id, source.file, source.start, source.end, digest(source.quote))
        self._small(proof_line(proof, generation=exchange.generation, at=exchange.at))
        self._small(self._said(self._stands(source)))

    def _stands(self, source: Source) -> bool | None:
        try:
            return self._service.verify(source.doc_id, source.start, source.end, source.quote)[0]
        except NotFoundError:
            return None

    def _small(self, words: str) -> "Paragraph":
        from docx.shared import Pt, RGBColor

        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        run = paragraph.add_run(_clean(words))
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor(*_GREY.to_bytes(3))
        return paragraph

    def _set_fonts(self) -> None:
        """Name a Chinese font for each style that is used, and take the blue out of headings."""
        from docx.oxml.ns import qn
        from docx.shared import RGBColor

        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Quote"):
            style: Any = self._document.styles[name]
            style.font.name, style.font.color.rgb, style.font.italic = _SERIF, RGBColor(0, 0, 0), False
            fonts = style.element.rPr.rFonts
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            fonts.set(qn("w:eastAsia"), _SONG)

    def _said(self, what: str | bool | None) -> str:
        return _SAID[what][self._at]


def _clean(words: str) -> str:
    """Leave out what no XML may hold."""
    return _UNWRITABLE.sub("", words)
