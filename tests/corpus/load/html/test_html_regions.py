"""What of a page is the article's text and what is left out, each with its rule."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.load.words import counted, html_text
from zhengxie_qa.corpus.load import load_bytes
from zhengxie_qa.corpus.load.html.text import PageParser
from zhengxie_qa.types import Document

PARAGRAPHS = "".join(
    f"<p>　　全市第{n}季度共征集提案{n}12件，经审查立案{n}08件，已全部办复，委员满意率为99.{n}%。</p>"
    for n in range(1, 5)
)


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def load(source: str) -> Document:
    return load_bytes(source.encode(), file="a.html", doc_id="d")


def left_out(document: Document) -> dict[str, str]:
    return {each.rule: html_text(document.raw_text[each.start : each.end]) for each in document.left_out}


KEPT = {
    "a table after the last paragraph": (
        f"<div class=TRS_Editor>{PARAGRAPHS}<p>附表</p><table><tr><td>界别</td><td>人数</td></tr>"
        "<tr><td>民革</td><td>17</td></tr></table></div>",
        "民革\t17",
    ),
    "a note below a table": (
        f"<div>{PARAGRAPHS}<table><tr><td>a<td>1</table><p>注：截至12月31日</p></div>",
        "注：截至12月31日",
    ),
    "a line of an attachment": (
        f"<div>{PARAGRAPHS}<p>附件：<a href=a.doc>1.提案目录.doc</a></p></div>",
        "1.提案目录.doc",
    ),
    "attachments in a box of their own": (
        f"<div class=con>{PARAGRAPHS}</div>"
        "<div class=related><a href=a>附件1</a><a href=b>附件2</a><a href=c>附件3</a></div>",
        "附件2",
    ),
    "a bare first paragraph after the heading": (
        f"<div><h1>综述</h1>全年开展协商21次，成效明显。{PARAGRAPHS}</div>",
        "协商21次",
    ),
    "a bare first paragraph after a centred title": (
        f"<center>综述</center>全年协商21次。<br><br>{PARAGRAPHS}",
        "全年协商21次",
    ),
    "a paragraph with ruby": (
        f"<div>{PARAGRAPHS}<p><ruby>青<rt>qīng</rt>屿<rt>yǔ</rt></ruby>岛设站3个。</p></div>",
        "青屿岛设站3个",
    ),
    "ruby that explains": (
        f"<div>{PARAGRAPHS}<p><ruby>深聊会<rt>协商议事活动</rt></ruby>开了275场。</p></div>",
        "深聊会 协商议事活动",
    ),
    "a zero-width character": (f"<div>{PARAGRAPHS}<p>森林面积\u200b3.2万平方公里。</p></div>", "面积3.2万"),
    "a soft hyphen": (f"<div>{PARAGRAPHS}<p>委员&shy;工作站设在岛上。</p></div>", "委员工作站"),
    "text in an unclosed iframe": (f"<div><iframe src=a>{PARAGRAPHS}</div>", "提案412件"),
    "text after a self-closed iframe": (f"<iframe src=a />{PARAGRAPHS}<iframe src=b></iframe>", "提案112件"),
    "text in an unclosed textarea": (f"<div><textarea>{PARAGRAPHS}</div>", "提案412件"),
    "text after a self-closed textarea": (f"<textarea/>{PARAGRAPHS}<textarea></textarea>", "提案112件"),
    "text in an unclosed object": (f"<div><object data=a><param name=b>{PARAGRAPHS}</div>", "提案412件"),
    "text after a self-closed object": (f"<div><object data=a />{PARAGRAPHS}</div>", "提案112件"),
    "text in an unclosed svg": (f"<div><svg><path d=m>{PARAGRAPHS}</div>", "提案412件"),
    "text after a self-closed svg": (f"<div><svg/>{PARAGRAPHS}<svg><path/></svg></div>", "提案112件"),
    "text in an unclosed button": (f"<div><button>打印{PARAGRAPHS}</div><button>关闭</button>", "提案412件"),
    "text after a self-closed button": (f"<div><button/>{PARAGRAPHS}<button>关闭</button></div>", "提案112件"),
    "text in an unclosed select": (f"<div><select><option>选{PARAGRAPHS}</div>", "提案412件"),
    "text after a self-closed script": (f"<script src=a.js />{PARAGRAPHS}<script>var b</script>", "提案112件"),
    "an article in an unclosed nav": (f"<nav><a href=/>首页</a><div>{PARAGRAPHS}</div>", "提案112件"),
    "an article in a header": (f"<header><h1>综述</h1>{PARAGRAPHS}</header><p>完</p>", "提案112件"),
    "an article in an aside": (f"<aside>{PARAGRAPHS}</aside><p>完</p>", "提案112件"),
    "the title in a header": (f"<header><h1>履职综述</h1></header><div>{PARAGRAPHS}</div>", "履职综述"),
    "an aside within the article": (
        f"<article>{PARAGRAPHS}<aside>数读：提案512件</aside></article>",
        "数读：提案512件",
    ),
    "the footer of the article": (f"<article>{PARAGRAPHS}<footer>（提案委供稿）</footer></article>", "（提案委供稿）"),
    "a table of contents": (
        "<div><a href='#a'>一、工作回顾</a><br><a href='#b'>二、工作体会</a><br><a href='#c'>三、安排</a>"
        f"{PARAGRAPHS}</div>",
        "二、工作体会",
    ),
    "a layout table around everything": (
        f"<table><tr><td><a href=/>首页</a></td><td><h1>综述</h1>{PARAGRAPHS}</td></tr></table>",
        "综述\n　　全市第1季度",
    ),
    "a sign of less": (f"<div>{PARAGRAPHS}<p>满意率x<y时，共3件<5件。</p></div>", "x<y时，共3件<5件"),
    "text around a tag that never ends": (f"<div>{PARAGRAPHS}<p>共8件<a href='x", "共8件"),
    "a page that a script makes visible": (
        f"<style>body{{visibility:hidden}}</style><div style='visibility:visible'>{PARAGRAPHS}</div>",
        "提案112件",
    ),
    "mathematics": (f"<div>{PARAGRAPHS}<p>共<math><mn>36</mn></math>件</p></div>", "共36件"),
}


@pytest.mark.parametrize(("body", "words"), KEPT.values(), ids=KEPT)
def test_the_articles_text_stays(body: str, words: str) -> None:
    assert words in load(page(body)).text


LEFT_OUT = {
    "display none": ("<div style='display:none'>草稿99次。</div>", "hidden"),
    "display none with spaces and capitals": (
        "<div STYLE='color:red; DISPLAY : None !important'>草稿99次。</div>",
        "hidden",
    ),
    "the hidden attribute": ("<p hidden>草稿99次。</p>", "hidden"),
    "visibility hidden": ("<p style='visibility:hidden'>草稿99次。</p>", "hidden"),
    "within a hidden element": ("<div hidden><p>草稿<b>99</b>次。</p></div>", "hidden"),
    "a hidden span of a line": ("<p>共21次<span style='display:none'>草稿99次</span>。</p>", "hidden"),
    "a hidden row": ("<table><tr hidden><td>草稿<td>99次<tr><td>共<td>21</table>", "hidden"),
    "a class hidden by a style sheet": ("<style>.x{display:none}</style><p class='a x'>草稿99次</p>", "hidden"),
    "an id hidden by a style sheet": (
        "<style>p{a:b}\n#d1 , .y { visibility: hidden }</style><p id=d1>草稿99次</p>",
        "hidden",
    ),
    "a template": ("<template><p>草稿99次</p></template>", "hidden"),
    "a comment": ("<!-- 草稿99次 -->", "comment"),
    "a comment that never ends": (f"{PARAGRAPHS}<!-- 草稿99次", "comment"),
    "a script": ("<script>var a='草稿99次'</script>", "code"),
    "a choice": ("<select><option>草稿99次</option></select>", "form field"),
    "the fallback of a frame": ("<iframe src=a>草稿99次</iframe>", "embedded"),
    "navigation": ("<nav><a href=/>草稿99次</a></nav>", "nav"),
    "the page's footer": ("<footer>草稿99次</footer>", "footer"),
    "a box called footer": ("<div class='page-footer'>草稿99次</div>", "class footer"),
    "a list of links": ("<ul><li><a href=a>草稿</a><li><a href=b>99次</a><li><a href=c>其他</a></ul>", "links"),
    "a way home": ("<div><a href=/>首页</a></div><div><a href=a>草稿99次</a></div>", "links"),
    "how a word sounds": ("<ruby>屿<rt>cǎo gǎo</rt></ruby>", "pronunciation"),
    "the mark of a note": ("<p>共21<sup>99</sup>件</p>", "note mark"),
}


@pytest.mark.parametrize(("body", "rule"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_is_no_text_of_the_article_is_left_out_and_listed(body: str, rule: str) -> None:
    document = load(page(f"<div class=con>{PARAGRAPHS}</div>{body}"))

    assert "草稿" not in document.text
    assert "99次" not in document.text
    assert rule in left_out(document)
    told = "".join(left_out(document).values()) + "".join(
        document.raw_text[each.start : each.end] for each in document.left_out
    )
    assert "99" in told or "cǎo" in told


SHOWN = {
    "display block": "<p style='display:block'>正文共21次。</p>",
    "display none of something else": "<p data-style='display:none'>正文共21次。</p>",
    "a word in a style": "<p style='background:url(display-none.png)'>正文共21次。</p>",
    "hidden overflow": "<div style='overflow:hidden'>正文共21次。</div>",
    "hidden from screen readers only": "<p aria-hidden=true>正文共21次。</p>",
    "visible within the invisible": "<div style='visibility:hidden'>"
    "<p style='visibility:visible'>正文共21次。</p></div>",
    "a class that another rule shows": "<style>.t{display:none}.t.on{display:block}</style>"
    "<p class='t on'>正文共21次。</p>",
    "a class hidden on paper": "<style>@media print{.x{display:none}}</style><p class=x>正文共21次。</p>",
    "a class hidden within another": "<style>.a .x{display:none}</style><p class=x>正文共21次。</p>",
    "a rule in a comment": "<style>/* .x{display:none} */ .y{a:b}</style><p class=x>正文共21次。</p>",
    "a class of the same beginning": "<style>.x{display:none}</style><p class=xy>正文共21次。</p>",
    "an own style against the style sheet": "<style>.x{display:none}</style>"
    "<p class=x style='display:block'>正文共21次。</p>",
    "after a hidden paragraph without end": "<p hidden>草稿<p>正文共21次。",
    "after a hidden item without end": "<ul><li hidden>草稿<li>正文共21次。</ul>",
    "after a hidden cell without end": "<table><tr><td hidden>草稿<td>正文共21次。</table>",
    "after an empty hidden element": "<span style='display:none'/>正文共21次。",
    "a hidden body": "<body style='display:none'>正文共21次。",
}


@pytest.mark.parametrize("body", SHOWN.values(), ids=SHOWN)
def test_what_a_reader_sees_is_not_taken_for_hidden(body: str) -> None:
    assert "正文共21次。" in load(page(f"<div class=con>{PARAGRAPHS}{body}</div>")).text


def test_a_hidden_element_is_one_stretch_with_its_place() -> None:
    document = load(page(f"{PARAGRAPHS}<div hidden><p>草稿</p><p>99次</p></div>"))

    (hidden,) = (each for each in document.left_out if each.rule == "hidden")

    assert document.raw_text[hidden.start : hidden.end] == "草稿</p><p>99次"


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *("<p>", "</p>", "<div>", "</div>", "<br>", "<b>", "</b>", "<table><tr>", "<td>", "</td>", "</tr></table>"),
            *(
                "<nav>",
                "</nav>",
                "<p hidden>",
                "<span style='display:none'>",
                "</span>",
                "<ul><li>",
                "</ul>",
                "<sup>",
                "</sup>",
            ),
            *(
                "<iframe>",
                "</iframe>",
                "<textarea>",
                "</textarea>",
                "<object>",
                "</object>",
                "<button>",
                "</button>",
                "<svg/>",
            ),
            *(
                "<a href=x>",
                "</a>",
                "<ruby>",
                "<rt>",
                "</ruby>",
                "<h1>",
                "</h1>",
                "<header>",
                "</header>",
                "<!-- x -->",
            ),
            *(
                "市政协",
                "共12件。",
                "99",
                "&nbsp;",
                "3&#20214;",
                " ",
                "\n",
                "附件1",
                "首页",
                "<select><option>",
                "</select>",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None, max_examples=100)
@given(FRAGMENTS)
def test_every_character_of_a_page_is_in_its_lines_or_listed(source: str) -> None:
    parser = PageParser(source)

    seen = counted("".join(line.text for line in parser.lines))
    listed = counted("".join(html_text(source[each.start : each.end]) for each in parser.left_out))

    assert seen + listed == counted(html_text(source))
