"""How the command line shows things to a person: short texts, one line each. Machine output is in ``payloads``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.style import Style
from rich.text import Text

from zhengxie_qa.answering.answer import Answer, Citation, ConfidenceLevel, Sentence
from zhengxie_qa.interfaces.locations import differing, named
from zhengxie_qa.interfaces.terminal import harmless, harmless_line
from zhengxie_qa.location import locate
from zhengxie_qa.types import Document, DocumentInfo, Hit, Holding, Status

CONTEXT: Final = 40
"""Characters of the passage shown on each side of the quoted words."""
EXCERPT: Final = 120
LEVEL_STYLE: Final = {ConfidenceLevel.HIGH: "green", ConfidenceLevel.MEDIUM: "yellow", ConfidenceLevel.LOW: "red"}
STATUS_WORD: Final = {Status.PLANNED: "planned", Status.ACHIEVED: "achieved"}


def show_answer(console: Console, answer: Answer) -> None:
    """Show the quoted words first, then where they stand; or why there are none, and what comes nearest."""
    if answer.interpreted_as != answer.question:
        _line(console, Text(f"read as: {answer.interpreted_as}", style="dim"))
    for question in answer.also_asked:
        _line(console, Text(f"not answered, ask it by itself: {question}", style="yellow"))
    if answer.text is None:
        _line(console, Text(answer.message or "No answer.", style="yellow"))
        _show_nearest(console, answer.nearest)
        return
    style = LEVEL_STYLE[answer.confidence_level]
    notes = [f"confidence {answer.confidence_level.value} ({answer.confidence:.2f})"]
    notes += [STATUS_WORD[answer.status]] if answer.status else []
    notes += [f"as of {answer.as_of}"] if answer.as_of else []
    line = Text(answer.text, style="bold")
    line.append(f"  {', '.join(notes)}", style=Style.parse(f"not bold {style}"))
    _line(console, line)
    if answer.cell:
        cell = answer.cell
        names = [*filter(None, [cell.caption]), *cell.row, *cell.column, *filter(None, [cell.unit])]
        _line(console, Text(f"    {' · '.join(_one_line(name.text) for name in names)}", style="dim"))
    for cited in answer.citations:
        _show_citation(console, cited, around=answer.evidence if cited.n == 1 else None)
    for alternative in answer.alternatives:
        _line(console, Text(f"also: {alternative.text} ({alternative.label})"))
        _show_citation(console, alternative.citation)


def _show_citation(console: Console, cited: Citation, *, around: Sentence | None = None) -> None:
    """Show the quoted words in their sentence, or amid some characters of the passage, and where they stand."""
    before, after = _beside(cited) if around is None else _within(around, cited)
    line = Text(f"[{cited.n}] ", style="cyan")
    line.append(_one_line(before), style="default")
    line.append(_one_line(cited.quote), style="bold reverse")
    line.append(_one_line(after), style="default")
    _line(console, line)
    place = f"{harmless_line(cited.document.file)}:{cited.start}-{cited.end}"
    location = named(cited.locations)
    place += f"  {harmless_line(location)}" if location else ""
    _line(console, Text(f"    {_origin(cited.document)}  {place}", style="dim"))
    differs = differing(cited.doubts)
    if differs:
        _line(console, Text(f"    {harmless_line(differs)}", style="yellow"))


def _within(around: Sentence, cited: Citation) -> tuple[str, str]:
    return around.text[: cited.start - around.start], around.text[cited.end - around.start :]


def _beside(cited: Citation) -> tuple[str, str]:
    start = cited.start - cited.passage.start
    end = start + len(cited.quote)
    text = cited.passage.text
    before = ("…" if start > CONTEXT else "") + text[max(0, start - CONTEXT) : start]
    return before, text[end : end + CONTEXT] + ("…" if end + CONTEXT < len(text) else "")


def _show_nearest(console: Console, nearest: Sequence[Hit]) -> None:
    if nearest:
        _line(console, Text("nearest passages:", style="dim"))
    for hit in nearest:
        _line(console, Text(f"  {hit.rank}. {_excerpt(hit.passage.text)}"))
        _line(console, Text(f"     {_origin(hit.document)}", style="dim"))


def show_hits(console: Console, hits: Sequence[Hit], *, explain: bool) -> None:
    """Show passages, best first; with ``explain``, each part of the score."""
    if not hits:
        _line(console, Text("No passage found. Try other words, or fewer filters.", style="yellow"))
    for hit in hits:
        line = Text(f"{hit.rank}. ", style="cyan")
        line.append(f"{hit.score:.4f}", style="bold")
        if explain:
            parts = ", ".join(f"{name} {value:.3f}" for name, value in hit.parts.items())
            line.append(f"  ({parts})", style="default")
        _line(console, line)
        _line(console, Text(f"   {_excerpt(hit.passage.text)}"))
        _line(console, Text(f"   {_origin(hit.document)}  {hit.passage.passage_id}", style="dim"))


def show_documents(console: Console, documents: Sequence[Holding]) -> None:
    """Show the documents, one on a line, with what there is to know about how their pages were read."""
    for each in documents:
        info = each.info
        line = Text(f"{info.doc_id}  ", style="cyan")
        line.append(_origin(info), style="default")
        line.append(f"  {harmless_line(info.file)}", style="dim")
        for count, what in ((each.scanned_pages, "read by OCR"), (each.unread_pages, "not read")):
            line.append(f"  {count} {'page' if count == 1 else 'pages'} {what}" if count else "")
        if each.doubts:
            line.append(f"  {each.doubts} of {each.figures} figures differ", style="yellow")
        _line(console, line)
    count = len(documents)
    _line(console, Text(f"{count} {'document' if count == 1 else 'documents'}", style="dim"))


def show_left_out(console: Console, documents: Iterable[Document]) -> None:
    """Show what the text of each document does without: rule, place in the source file, and how it begins."""
    for document in documents:
        line = Text(f"{document.info.doc_id}  ", style="cyan")
        line.append(harmless_line(document.info.file), style="default")
        line.append(f"  {len(document.left_out)} left out", style="dim")
        _line(console, line)
        for each in document.left_out:
            words = _excerpt(document.raw_text[each.start : each.end])
            place = named(locate(document.locations, each.start, each.end))
            told = (each.rule, f"{each.start}-{each.end}", harmless_line(place or ""), words)
            _line(console, Text("  " + "  ".join(filter(None, told))))
        for doubt in document.audit.doubts if document.audit else ():
            place = named(locate(document.locations, doubt.start, doubt.end))
            said = f"{doubt.read or 'nothing'} / {doubt.other or 'nothing'}"
            told = ("figure", f"{doubt.start}-{doubt.end}", harmless_line(place or ""), harmless_line(said))
            _line(console, Text("  " + "  ".join(filter(None, told)), style="yellow"))


def show_explanation(console: Console, told: Mapping[str, Any]) -> None:
    """Show how an answer came about: what was understood, read, weighed and decided.

    :param told: the answer's explanation as JSON values; what is not in it is left out.
    """
    _line(console, Text("why", style="bold"))
    for name, value in (told.get("question") or {}).items():
        if value not in (None, "", []):
            _line(console, Text(f"  {name:13} {_flat(value)}"))
    for each in told.get("passages") or []:
        where = each.get("heading") or each.get("title") or ""
        shared = _flat(each.get("matched") or [])
        _line(
            console, Text(f"  passage {each['rank']:<5} {each['score']:.3f}  {where}  [{shared}]  {each['passage_id']}")
        )
    for each in told.get("spans") or []:
        figures = f"confidence {each['confidence']:.2f}, score {each['score']:.2f}"
        _line(console, Text(f"  candidate     {_excerpt(each['text'])}  ({figures})  {each['passage_id']}"))
        said = (each.get("evidence") or {}).items()
        around = [f"{name} {_flat(value)}" for name, value in said if value or value is False]
        if around:
            _line(console, Text(f"    evidence    {', '.join(around)}"))
    decision = told.get("decision") or {}
    if decision:
        verdict = "answered" if decision.get("answered") else f"declined, {decision.get('reason')}"
        figures = f"confidence {decision['confidence']:.2f}, threshold {decision['threshold']:.2f}"
        _line(console, Text(f"  decision      {verdict} ({figures})"))


def _line(console: Console, text: Text) -> None:
    """Print one line as it is; the terminal wraps it, and a program reading along gets it whole."""
    shown = text.copy()
    shown.plain = harmless(text.plain)
    console.print(shown, soft_wrap=True)


def _flat(value: Any) -> str:
    return "、".join(str(each) for each in value) if isinstance(value, list) else _one_line(str(value))


def _origin(info: DocumentInfo) -> str:
    return harmless_line(" · ".join(part for part in (info.title, info.source, info.published) if part))


def _excerpt(text: str) -> str:
    line = _one_line(text)
    return line if len(line) <= EXCERPT else line[:EXCERPT] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
