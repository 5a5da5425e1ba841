import hashlib
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengxie_qa.corpus.chunk import MAX_PASSAGE_SIZE, chunk
from zhengxie_qa.corpus.load import load_file
from zhengxie_qa.text.sentences import paired_spans
from zhengxie_qa.types import Document, DocumentInfo, Passage, PassageKind, Segment

PARAGRAPH = "市政协围绕中心、服务大局，组织委员深入基层开展调研，提出了一批有分量的意见建议，得到各方面好评。"
REPORT_LIKE = st.lists(
    st.sampled_from(
        [
            *"，。、；！ 市政协",
            "\n",
            "\r\n",
            "一、工作回顾\n",
            "（一）加强学习。",
            "1,234.5万元",
            "2025年7月10日",
            "二百七十五场",
            "《深圳市政协立法协商工作规范》",
            "“要让老年人吃得上、吃得起、吃得好。”",
            "‘一次申请、两地适用’",
            "百分之十八点五",
            PARAGRAPH,
            "图为调研现场。某某 摄\n",
            "\U000f0001\U00100003",
        ]
    ),
    max_size=80,
).map("".join)
NUMBERS = ["1,234.5万", "2025年7月10日", "18.6%", "二百七十五", "百分之十八点五", "５，２００．５"]
LONG_RUN = st.builds(lambda text, n: text * n, st.text(min_size=1, max_size=6), st.integers(1, 400))
TEXTS = st.one_of(REPORT_LIKE, LONG_RUN, st.text(max_size=200))


def document(text: str) -> Document:
    return Document(
        DocumentInfo("doc", "f.txt", "标题"), text, text, (Segment(0, len(text), 0, len(text)),) if text else ()
    )


def passages(text: str, *, size: int = 300, max_size: int = 400) -> list[Passage]:
    return chunk(document(text), size=size, max_size=max_size)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 60), st.integers(0, 40))
def test_passages_are_exact_ordered_slices_that_cover_all_but_space(text: str, size: int, more: int) -> None:
    position = 0
    for passage in passages(text, size=size, max_size=size + more):
        assert text[passage.start : passage.end] == passage.text
        assert passage.passage_id == f"doc:{passage.start}"
        assert passage.start >= position
        assert not text[position : passage.start].strip()
        assert passage.text.strip() == passage.text != ""
        assert len(passage.text) <= size + more
        position = passage.end
    assert not text[position:].strip()


@settings(deadline=None)
@given(TEXTS, st.integers(20, 60), st.integers(0, 40))
def test_no_pair_that_fits_is_cut(text: str, size: int, more: int) -> None:
    found = passages(text, size=size, max_size=size + more)
    edges = {edge for passage in found for edge in (passage.start, passage.end)}

    for start, end in paired_spans(text):
        if end - start <= size + more and text[start] in '“‘《「『"':
            assert not any(start < edge < end for edge in edges)


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["1,234.5万", "2025年7月10日", "18.6%", "二百七十五", "百分之十八点五", "５，２００．５"]),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from(["人", "和", "，", "。", "至", ""]),
)
def test_no_number_is_cut(numbers: list[str], between: str) -> None:
    text = between.join(f"甲{number}乙" for number in numbers)
    edges = {edge for passage in passages(text, size=20, max_size=24) for edge in (passage.start, passage.end)}

    position = 0
    for number in numbers:
        start = text.index(number, position)
        position = start + len(number)
        assert not any(start < edge < position for edge in edges)


@settings(deadline=None)
@given(TEXTS)
def test_chunking_is_deterministic(text: str) -> None:
    assert passages(text) == passages(text)


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    text = PARAGRAPH * 20

    found = passages(text)

    assert all(passage.text.endswith("好评。") for passage in found)
    assert all(200 <= len(passage.text) <= 330 for passage in found)


def test_a_sentence_without_marks_is_still_cut_to_size() -> None:
    found = passages("政" * 1000)

    assert sum(len(passage.text) for passage in found) == 1000
    assert max(len(passage.text) for passage in found) <= MAX_PASSAGE_SIZE


def test_short_paragraphs_of_a_section_share_a_passage() -> None:
    assert len(passages("\n".join([PARAGRAPH] * 4))) == 1


def test_a_tiny_tail_joins_the_passage_before_it() -> None:
    text = PARAGRAPH * 6 + "\n完。"

    assert passages(text)[-1].text.endswith("好评。\n完。")


def test_headings_stand_with_the_paragraph_below_and_name_its_passages() -> None:
    text = "\n".join(["某报告", PARAGRAPH, "一、工作回顾", PARAGRAPH * 12, "二、工作安排", "（一）党建引领", PARAGRAPH])

    found = passages(text)

    assert found[0].heading is None
    assert [passage.heading for passage in found[1:-1]] == ["一、工作回顾"] * (len(found) - 2)
    assert found[1].text.startswith("一、工作回顾\n")
    assert found[-1].heading == "二、工作安排 › （一）党建引领"
    assert found[-1].text.startswith("二、工作安排\n（一）党建引领\n")


def test_captions_are_passages_of_their_own() -> None:
    found = passages("\n".join(["标题", "图为委员在社区走访。陈某某 摄", PARAGRAPH]))

    assert [(passage.kind, passage.text[:2]) for passage in found] == [
        (PassageKind.BODY, "标题"),
        (PassageKind.CAPTION, "图为"),
        (PassageKind.BODY, "市政"),
    ]


def test_white_space_gives_no_passage() -> None:
    assert passages(" \n\u3000\n") == passages("") == []


@pytest.mark.parametrize(("size", "max_size"), [(0, 10), (-1, 10), (300, 200)])
def test_impossible_sizes_are_refused(size: int, max_size: int) -> None:
    with pytest.raises(ValueError, match="0 < size <= max_size"):
        passages("文", size=size, max_size=max_size)


def test_the_shipped_article_keeps_captions_and_headings(article_path: Path) -> None:
    article = load_file(article_path, file=article_path.name, doc_id="a")
    found = chunk(article)

    captions = [passage.text for passage in found if passage.kind is PassageKind.CAPTION]
    assert len(captions) == 3
    assert "第111期市政协“委员议事厅”" in captions[0]
    headings = [heading for heading, _ in itertools.groupby(passage.heading for passage in found)]
    assert headings == [
        None,
        "“党建+”加出政协工作质效提升加速度",
        "完善专门协商机构体系化建设搭好履职“四梁八柱”",
        "守正创新助推深圳打造全过程人民民主最佳实践地",
        "市政协打好履职“组合拳”助力深圳高质量发展",
        "市政协用心用情交出高分“民生答卷”",
    ]
    assert any("市政协组织“深聊会”275场" in passage.text for passage in found)


def digest(files: list[Path]) -> str:
    """One number for all passages of the files as they stand, headings and kinds included, in two sizes."""
    found = hashlib.sha256()
    for file in files:
        text = file.read_text(encoding="utf-8", errors="replace")
        for size, max_size in ((300, 400), (60, 90)):
            found.update(repr(passages(text, size=size, max_size=max_size)).encode())
    return found.hexdigest()


PASSAGES = "51a3b8f86068737e4aff0fc3044c7aef6a54cb44cac52bcd37a7571067cd7036"
PASSAGES_OF_SHARED_TEXTS = "dbd755b258eae5ba963f36430fb97feb4b8920c8f9cd6fc0438b1713b38c4597"
"""Every fiftieth text. An index keeps passages: whoever changes these on purpose builds a new format of the index."""


def test_the_passages_of_real_pages_are_what_they_were(article_path: Path) -> None:
    pages = Path(__file__).parent / "pages"
    assert digest([article_path, *sorted(pages.iterdir())]) == PASSAGES


@pytest.mark.slow
def test_the_passages_of_many_reports_are_what_they_were(shared_data: Path) -> None:
    texts = sorted(path for path in (shared_data / "text").rglob("*.txt"))
    assert digest(texts[::50]) == PASSAGES_OF_SHARED_TEXTS
