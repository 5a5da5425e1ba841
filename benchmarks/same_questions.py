"""The same questions over the same texts, as plain text, PDF and Word: are they answered the same?

``python benchmarks/same_questions.py`` sets a sample of our own invented papers in four forms and asks each form the
questions written for them: plain text; Word; PDF of one column as LibreOffice sets the Word file; PDF of two columns as
Chromium prints a page (both have to be installed). ``--texts`` and ``--questions`` say how many; ``--wrong FILE``
writes what a form answers otherwise than plain text. Right is what ``evaluate`` calls right; of a question that the
papers do not answer, declining.
"""

import argparse
import json
import random
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from formats import _RELATIONS, _TYPES, _paragraph

from zhengxie_qa import Engine
from zhengxie_qa.evaluation.metrics.cmrc import f1_cmrc
from zhengxie_qa.evaluation.metrics.numeric import em_numeric
from zhengxie_qa.evaluation.outcomes import is_right

SEED = 13
PAPERS = Path(__file__).parents[1] / "src" / "zhengxie_qa" / "training" / "papers"
_STYLE = "body{font-family:'Noto Serif CJK SC';font-size:11pt;columns:2;column-gap:2em}p{text-indent:2em;margin:0}"
_PRINT = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")


def as_text(text: str, path: Path) -> None:
    """As it is."""
    path.with_suffix(".txt").write_text(text, encoding="utf-8")


def as_word(text: str, path: Path) -> None:
    """A paragraph for each line."""
    body = "".join(map(_paragraph, text.split("\n")))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(path.with_suffix(".docx"), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _RELATIONS)
        packed.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><w:document {space}><w:body>{body}</w:body></w:document>',
        )


def as_pdf(text: str, path: Path) -> None:
    """Set by LibreOffice in one column, each paragraph with an indent as papers have it."""
    lines = [line if at == 0 else f"　　{line}" for at, line in enumerate(text.split("\n"))]
    as_word("\n".join(lines), path)
    made = path.with_suffix(".docx")
    command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(path.parent), str(made)]
    subprocess.run(command, check=True, capture_output=True)
    made.unlink()


def as_two_columns(text: str, path: Path) -> None:
    """Printed by Chromium in two columns."""
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())
    page = path.with_suffix(".html")
    page.write_text(f"<meta charset=utf-8><style>{_STYLE}</style><body>{paragraphs}", encoding="utf-8")
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    made = f"--print-to-pdf={path.with_suffix('.pdf')}"
    subprocess.run([browser, *_PRINT, made, page.as_uri()], check=True, capture_output=True)
    page.unlink()


FORMS: dict[str, Callable[[str, Path], None]] = {
    "plain text": as_text,
    "Word (.docx)": as_word,
    "PDF, one column": as_pdf,
    "PDF, two columns": as_two_columns,
}


def sample(texts: int, questions: int) -> tuple[list[str], list[dict[str, Any]]]:
    """Choose papers and questions about them."""
    chance = random.Random(SEED)
    names = sorted(path.name for path in (PAPERS / "texts").glob("*.txt"))
    chosen = sorted(chance.sample(names, min(texts, len(names))))
    rows = [json.loads(line) for line in (PAPERS / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    own = [row for row in rows if row.get("doc") in chosen]
    return chosen, chance.sample(own, min(questions, len(own)))


def right(row: dict[str, Any], answer: str | None) -> bool:
    """Whether an answer counts as right."""
    golds = [] if row.get("is_impossible") else [each["text"] for each in row["answers"]] + row.get("alternatives", [])
    if not golds or answer is None:
        return not golds and answer is None
    return is_right(em_numeric=em_numeric(answer, golds), f1=f1_cmrc(answer, golds))


def asked(form: str, names: Sequence[str], rows: Sequence[dict[str, Any]]) -> tuple[list[str | None], int, int]:
    """Answers to all questions over one form; how many figures were read in two ways, and how many of them differ."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "files"
        files.mkdir()
        for name in names:
            FORMS[form]((PAPERS / "texts" / name).read_text(encoding="utf-8").strip("\n"), files / name)
        with Engine.open(Path(folder) / "index", create=True) as engine:
            report = engine.ingest(files)
            assert len(report.added) == len(names), report.failed
            held = engine.holdings()
            answers = [engine.ask(row["question"]).text for row in rows]
    return answers, sum(each.figures or 0 for each in held), sum(each.doubts for each in held)


def main() -> None:
    """Print the page's table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=20)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--only", choices=FORMS, help="one form beside plain text")
    parser.add_argument("--wrong", type=Path, help="where answers go that differ from those of plain text, as JSONL")
    options = parser.parse_args()
    names, rows = sample(options.texts, options.questions)
    forms = ["plain text", options.only] if options.only else list(FORMS)
    plain: list[str | None] = []
    differing = []
    print(f"| {len(names)} papers, {len(rows)} questions | right | answered as plain text | figures that differ |")
    print("|---|---|---|---|")
    for form in dict.fromkeys(forms):
        answers, figures, doubts = asked(form, names, rows)
        plain = plain or answers
        good = sum(map(right, rows, answers)) / len(rows)
        same = sum(one == other for one, other in zip(answers, plain, strict=True))
        print(f"| {form} | {good:.1%} | {same} | {f'{doubts} of {figures}' if figures else '—'} |", flush=True)
        for row, answer, before in zip(rows, answers, plain, strict=True):
            if answer != before:
                verdict = (right(row, before), right(row, answer))
                differing.append(
                    {
                        "form": form,
                        "id": row["id"],
                        "question": row["question"],
                        "plain": before,
                        "answer": answer,
                        "right": verdict,
                    }
                )
    if options.wrong:
        lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in differing)
        options.wrong.write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
