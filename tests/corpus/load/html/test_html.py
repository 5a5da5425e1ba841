import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.load.html.text import PageParser, append_line
from zhengxie_qa.corpus.offsets import MappedTextBuilder, is_verbatim, to_raw
from zhengxie_qa.errors import FileError

PIECES = [
    *(
        "<p>",
        "</p>",
        "<div class='a'>",
        "</div>",
        "<br>",
        "<br/>",
        "<b>",
        "</b>",
        "<td>",
        "</td>",
        "<tr>",
        "<nav>",
        "</nav>",
    ),
    *("&nbsp;", "&amp;", "&lt", "&#8220;", "&#x4e2d;", "&foo;", "&", "<", ">", "<!-- 注 -->", "<script>x<y</script>"),
    *(
        "\n",
        "\r\n",
        "  ",
        "\t",
        "市政协",
        "委员，",
        "GDP growth",
        "2025年",
        "<h1>标题</h1>",
        "<![CDATA[x]]>",
        "<?php ?>",
    ),
]
FRAGMENTS = st.lists(
    st.sampled_from(PIECES) | st.text(max_size=8),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(FRAGMENTS)
def test_visible_text_keeps_the_place_of_every_character(source: str) -> None:
    builder = MappedTextBuilder(source)
    for line in PageParser(source).lines:
        append_line(builder, line, line.pieces[-1][2])
    built = builder.build()

    position = 0
    for segment in built.segments:
        assert segment.start == position
        position = segment.end
        if is_verbatim(segment):
            assert source[segment.raw_start : segment.raw_end] == built.text[segment.start : segment.end]
    assert position == len(built.text)


@settings(deadline=None, max_examples=25)
@given(FRAGMENTS)
def test_any_page_gives_a_document_or_a_file_error(source: str) -> None:
    try:
        document = load_bytes(source.encode("utf-8", errors="ignore"), file="a.html", doc_id="d")
    except FileError:
        return
    for segment in filter(is_verbatim, document.segments):
        copied = document.raw_text[segment.raw_start : segment.raw_end]
        assert copied == document.text[segment.start : segment.end]


def lines(source: str) -> list[str]:
    return [line.text.strip() for line in PageParser(source).lines]


def test_blocks_become_lines_and_inline_elements_do_not() -> None:
    assert lines("<p>市<b>政</b>协</p><div>第二行<br>第三行</div>") == ["市政协", "第二行", "第三行"]


def test_a_line_break_between_chinese_characters_is_no_space() -> None:
    assert lines("<p>协商\n  民主</p><p>two\nwords</p>") == ["协商民主", "two words"]


def test_scripts_styles_and_forms_fields_are_not_seen() -> None:
    assert lines("<style>a{}</style><p>文<script>var b;</script>字</p><select><option>选</option></select>") == ["文字"]


def test_cells_of_a_row_are_set_apart() -> None:
    assert lines("<table><tr><td>街道</td><td>4个</td></tr></table>") == ["街道\t4个"]


def test_an_entity_maps_as_a_whole() -> None:
    source = "<p>R&amp;D</p>"
    builder = MappedTextBuilder(source)
    for line in PageParser(source).lines:
        append_line(builder, line, line.pieces[-1][2])
    built = builder.build()

    start, end = to_raw(built.segments, 1, 2)

    assert source[start:end] == "&amp;"


def test_a_page_in_gbk_is_read_by_its_declaration() -> None:
    head = '<head><meta charset="gb2312"><title>通知_某网</title></head>'
    page = f"<html>{head}<body><p>会议定于五月召开。</p></body></html>"

    document = load_bytes(page.encode("gbk"), file="a.html", doc_id="d")

    assert document.text.strip() == "会议定于五月召开。"
    assert document.info.title == "通知"


HEAD = '<meta name="ContentSource" content="市财政局"><title>决算表</title>'


def test_a_source_that_only_the_head_tells_can_be_quoted() -> None:
    page = f"<head>{HEAD}</head><body><p>教育支出共538,965万元。</p></body>"

    document = load_bytes(page.encode(), file="a.html", doc_id="d")

    assert document.text.startswith("来源：市财政局\n教育支出")
    start, end = to_raw(document.segments, 3, 7)
    assert document.raw_text[start:end] == "市财政局"


def test_a_source_that_the_text_tells_is_not_told_twice() -> None:
    for line in ("来源：市财政局", "来源：海澜日报", "市财政局供稿"):
        page = f"<head>{HEAD}</head><body><p>{line}</p><p>教育支出共538,965万元。</p></body>"

        assert load_bytes(page.encode(), file="a.html", doc_id="d").text.startswith(f"{line}\n教育支出")


def test_an_unclosed_head_does_not_hide_the_page() -> None:
    assert lines("<html><head><title>题</title><body><p>正文</p>") == ["正文"]


def page(head: str, body: str) -> str:
    paragraph = "会议通报全年提案办理情况，" + "要求抓好落实，" * 6 + "会期一天。"
    return f"<html><head>{head}</head><body>{body}<p>{paragraph}</p></body></html>"


LINE = "<p>来源：海澜日报　发布时间：2025-03-18 10:20</p>"
META = '<meta name="ContentSource" content="青屿网"><meta name="PubDate" content="2025-03-20 08:00">'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (page(META, LINE), ("海澜日报", "2025-03-18", "10:20")),
        (page(META, "<p>提案座谈会</p>"), ("青屿网", "2025-03-20", "08:00")),
        (page("", "<p>提案座谈会</p>"), (None, "2024-01-02", None)),
        (
            page(META, "<p>各位委员：</p><p>时间：2025年10月22日</p><p>来源：年度计划</p>"),
            ("青屿网", "2025-03-20", "08:00"),
        ),
    ],
)
def test_a_labelled_line_is_trusted_before_meta_fields_and_those_before_the_file_name(
    source: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    info = load_bytes(source.encode(), file="2024-01-02_座谈会.html", doc_id="p").info

    assert (info.source, info.published, info.published_time) == expected


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<title>海澜市政协</title>", "<h1>市政协召开提案座谈会</h1>"),
        ("<title>海澜市人民政府门户网站</title>", "<p>市政协召开提案座谈会</p>"),
        ("<title>首页 - 海澜市政协</title>", "<p>市政协召开提案座谈会</p>"),
        ("<title>市政协召开提案座谈会_海澜市政协</title>", "<h1>海澜市政协</h1>"),
        ('<meta name="title" content="海澜市政协"><title>x</title>', "<h1>市政协召开提案座谈会</h1>"),
        (
            '<meta property="og:site_name" content="海澜之声"><meta name="title" content="海澜之声">',
            "<h1>市政协召开提案座谈会</h1>",
        ),
        ("<title>当前位置：首页 > 要闻</title>", "<p>当前位置：首页 > 要闻</p><p>市政协召开提案座谈会</p>"),
        (f"<title>{'长' * 5000}</title>", "<h1>市政协召开提案座谈会</h1>"),
    ],
)
def test_the_title_is_neither_site_nor_path_nor_a_whole_text(head: str, body: str) -> None:
    assert load_bytes(page(head, body).encode(), file="a.html", doc_id="p").info.title == "市政协召开提案座谈会"


def test_a_canonical_address_that_is_none_gives_way_to_the_next() -> None:
    head = (
        '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="https://www.gov.cn/a.html">'
    )
    page = f"<html><head>{head}</head><body><h1>海港市政协</h1><p>全年召开“深聊会”275场。</p></body></html>"
    assert load_bytes(page.encode(), file="a.html", doc_id="d").info.url == "https://www.gov.cn/a.html"
