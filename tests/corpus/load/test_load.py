import os
from pathlib import Path

import pytest

from zhengxie_qa.corpus.invisible import without_invisible
from zhengxie_qa.corpus.load import LARGEST_FILE, load_bytes, load_file, supported_suffixes
from zhengxie_qa.errors import FileError

ARTICLE = "某市政协召开会议\n来源：市报　时间：2025-01-02\n会议通报，全年提出提案612件。\n"


def test_text_markdown_html_and_office_files_are_supported() -> None:
    articles = {".txt", ".md", ".html", ".htm", ".docx", ".xlsx", ".pdf", ".doc", ".wps", ".rtf", ".odt", ".xls", ".et"}
    assert articles < set(supported_suffixes())
    assert list(supported_suffixes()) == sorted(set(supported_suffixes()))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_loaded_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "2025_通报.TXT"
    path.write_bytes(ARTICLE.encode(encoding))

    document = load_file(path, file="sub/2025_通报.TXT", doc_id="abc")

    assert (document.info.doc_id, document.info.file) == ("abc", "sub/2025_通报.TXT")
    assert document.text == document.raw_text == ARTICLE
    assert (document.info.title, document.info.source, document.info.published) == (
        "某市政协召开会议",
        "市报",
        "2025-01-02",
    )


def test_the_file_name_stands_in_for_a_missing_title() -> None:
    document = load_bytes("会议于今天上午召开，通过了工作报告。\n".encode(), file="2024-03-01_会议情况.txt", doc_id="d")

    assert (document.info.title, document.info.published, document.info.year) == ("会议情况", "2024-03-01", 2024)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.ppt", b"PK", "format that cannot be read (.ppt): open it in PowerPoint or WPS and save it as .pptx."),
        ("a.RAR", b"PK", "format that cannot be read (.rar): unpack it and ingest the folder, or pack it as ZIP."),
        ("a.xyz", b"PK", "format that cannot be read (.xyz): save it as .docx, .pdf"),
        ("README", b"text", "no suffix"),
        ("a.txt", b"%PDF-1.7 renamed", "is a PDF document"),
        ("a.txt", b"", "is empty"),
        ("a.txt", "您现在的位置：首页 > 要闻\n".encode(), "holds no words"),
        ("a.html", b"<html><script>var a = 1;</script></html>", "holds no words"),
        ("a.md", b"---\n---\n", "holds no words"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(FileError, match=r"^[^\n]+\.$") as caught:
        load_bytes(data, file=f"folder/{name}", doc_id="d")

    assert said in str(caught.value)
    assert str(caught.value).startswith(name)


def test_a_pipe_is_refused_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(FileError, match=r"pipe.*save its content"):
        load_file(tmp_path / "pipe.txt", file="pipe.txt", doc_id="d")


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    huge.touch()
    os.truncate(huge, LARGEST_FILE + 1)

    for path, said in ((tmp_path / "no.txt", "does not exist"), (tmp_path, "is a folder"), (huge, "larger than 64 MB")):
        with pytest.raises(FileError, match=said):
            load_file(path, file=path.name, doc_id="d")


def _printed(text: str) -> str:
    """What a text prints, without its line breaks."""
    return without_invisible(text).text.replace("\n", "")


def test_all_political_reports_have_title_year_and_place(shared_data: Path) -> None:
    folders = ("gwr_provinces_2026", "gwr_state_council", "cpc_congress_reports")
    paths = [path for folder in folders for path in sorted((shared_data / "text" / folder).glob("*.txt"))]
    documents = [load_file(path, file=path.name, doc_id="d") for path in paths]

    assert len(documents) == 118
    assert [d.info.file for d in documents if not (d.info.title and d.info.year and d.info.place)] == []
    altered = [d for d in documents if _printed(d.text) != _printed(d.raw_text)]
    assert [d.info.file for d in altered] == []
    for document in documents:
        year, _, name = Path(document.info.file).stem.partition("_")
        if len(year) == 4 and year.isdigit():
            assert document.info.year == int(year)
        if "2026_" in document.info.file:
            assert document.info.place == name
            assert document.info.published.startswith("2026-")


def test_beijing_is_published_when_the_page_says(shared_data: Path) -> None:
    path = shared_data / "text" / "gwr_provinces_2026" / "2026_北京市.txt"
    info = load_file(path, file=path.name, doc_id="d").info

    assert (info.title, info.year, info.place) == ("2026年北京市政府工作报告", 2026, "北京市")
    assert (info.published, info.published_time) == ("2026-02-02", None)
