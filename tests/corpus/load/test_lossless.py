"""No Chinese character and no digit of a file is lost: each is in the text, or in a stretch that is listed.

Which rules took anything of the pages and cases is written down here by name: another that begins to take is seen.
"""

from collections import Counter
from pathlib import Path

import pytest

from corpus.load.words import counted, html_text
from tests_paths import ROOT
from zhengxie_qa.corpus.load import load_file, supported_suffixes
from zhengxie_qa.types import Document

PAGES = Path(__file__).parent.parent / "pages"
CASES = ROOT.parent / "shared" / "cases"
ARTICLES = ROOT / "corpus"


EXCEPTIONS = frozenset(
    {
        *("page title", "code", "comment", "hidden", "nav", "header", "footer", "aside", "links", "note mark"),
        *("class share", "class foot", "class footer", "front matter", "link address"),
        *(
            "site header",
            "breadcrumb",
            "navigation",
            "widget",
            "neighbour",
            "credit",
            "related",
            "organiser",
            "possible",
        ),
    }
)


def readable(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in supported_suffixes())


FILES = {path.relative_to(folder).as_posix(): path for folder in (PAGES, CASES, ARTICLES) for path in readable(folder)}


def words_of(raw: str, *, is_page: bool) -> Counter[str]:
    return counted(html_text(raw) if is_page else raw)


def differences(document: Document) -> tuple[Counter[str], Counter[str]]:
    """What was lost, and what came in: nothing but a source that the head of a page tells."""
    is_page = document.info.file.endswith((".html", ".htm"))
    listed: Counter[str] = Counter()
    for each in document.left_out:
        if each.rule not in {"comment", "code"} or not is_page:
            listed += words_of(document.raw_text[each.start : each.end], is_page=is_page)
    expected = words_of(document.raw_text, is_page=is_page)
    found = counted(document.text) + listed
    told = counted(f"来源{document.info.source}") if document.text.startswith("来源：") and is_page else Counter()
    return expected - found, found - expected - told


@pytest.mark.parametrize("name", FILES)
def test_every_character_and_digit_is_in_the_text_or_listed(name: str) -> None:
    document = load_file(FILES[name], file=FILES[name].name, doc_id="d")

    assert differences(document) == (Counter(), Counter())


def test_only_known_rules_take_anything() -> None:
    documents = [load_file(path, file=path.name, doc_id="d") for path in FILES.values()]

    assert {each.rule for document in documents for each in document.left_out} <= EXCEPTIONS
