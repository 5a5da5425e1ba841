"""Invented pages of different layouts: what stays, what goes, what is known about each."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.load.mapped import assert_every_character_maps
from zhengxie_qa.corpus.chunk import chunk
from zhengxie_qa.corpus.load import load_file
from zhengxie_qa.corpus.offsets import to_raw
from zhengxie_qa.types import Document, PassageKind

PAGES = Path(__file__).parent.parent / "pages"


@dataclass(frozen=True)
class Expected:
    title: str
    source: str | None
    published: str | None
    time: str | None
    kept: tuple[str, ...]
    gone: tuple[str, ...]
    headings: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    url: str | None = None


EXPECTED = {
    "province_news.txt": Expected(
        "云江省召开全省民生实事推进会",
        "云江日报",
        "2025-03-18",
        "09:30",
        ("改造城镇老旧小区1,286个", "“要让老年人吃得上、吃得起、吃得好。”", "明确责任分工。"),
        ("无障碍", "当前位置", "浏览次数", "周见山", "分享到", "上一篇", "一图读懂", "主办单位", "ICP备", "政务公开"),
        ("加快建设社区食堂",),
    ),
    "ministry_notice.txt": Expected(
        "国家林务委员会关于开展湿地保护示范工作的通知",
        "国家林务委员会",
        "2024-11-08",
        None,
        ("发文字号：林务发〔2024〕58号", "湿地保护率提高到58%", "联系人：陈一鸣", "2024年11月5日"),
        ("首页", "打印本页", "扫一扫", "版权所有"),
        ("一、总体要求", "二、主要任务 › （一）开展调查监测", "二、主要任务 › （二）加强修复治理", "三、组织实施"),
    ),
    "district.txt": Expected(
        "临海区政协“一起商量”议事平台年内办结86件实事",
        "区政协办公室",
        "2025-06-30",
        None,
        ("共举办议事活动124场", "红树林社区居民黄阿姨说。"),
        ("网站首页", "浏览次数", "368", "【字体", "分享", "转存图片", "责任编辑", "返回顶部", "Copyright"),
        captions=("图为政协委员在红树林社区走访居民。陈晓文 摄",),
    ),
    "wechat.txt": Expected(
        "青屿市政协：把协商桌搬到渔港边",
        "青屿政协",
        "2024-09-12",
        "18:20",
        ("12名政协委员与26名渔民代表", "“渔民的事，要到渔港边去商量。”"),
        ("原创", "蓝字", "喜欢此内容", "预览时", "扫一扫", "公众号", "阅读原文", "在看"),
        captions=("▲青屿渔港休渔期停泊的渔船（资料图）",),
    ),
    "english_mixed.txt": Expected(
        "Harbour City CPPCC holds 48 consultation sessions in 2024",
        "Harbour Daily",
        "2025-01-15",
        "08:45",
        ("48 consultation sessions (协商会)", "95.3%", "said Ms. Lin"),
        ("Home >", "Print", "Related", "opens new", "Next:", "About us", "rights reserved"),
    ),
    "county_scrape.txt": Expected(
        "石门县乡村振兴工作情况通报",
        "石门县乡村振兴局",
        "2023-12-21",
        None,
        ("行政村213个", "１８，６５０元", "附件：1.石门县脱贫村名单"),
        ("登录", "栏目：", "视力保护色", "触碰右侧", "打印此页"),
        ("一、基本情况", "二、存在问题"),
    ),
    "news.html": Expected(
        "东湖市政协启动“委员会客厅”活动",
        "东湖晚报",
        "2025-04-22",
        "16:05",
        ("首批设立会客厅35个", "要“小切口、办实事”，做到件件有回音。R&D企业", "湖滨街道\t4个"),
        ("脚本", "要闻", "您现在的位置", "字体", "分享到", "下一篇", "地铁", "ICP备", "color:red"),
        ("首批议题聚焦停车与养老",),
        url="https://news.example.cn/2025/0422/1.html",
    ),
    "short.html": Expected(
        "关于召开座谈会的公告",
        None,
        "2025-05-06",
        None,
        ("座谈会定于5月12日召开，请委员准时参加。",),
        ("当前位置", "打印本页"),
    ),
    "report.md": Expected(
        "南屏市政协常委会工作报告",
        "南屏政协网",
        "2025-01-08",
        None,
        (
            "协商会议27次，提出意见建议346条，办理提案 412 件",
            "采纳率 > 40%",
            "2*3 也不是",
            "snake_case_name",
            "立案提案 | 412",
            "表外说明",
        ),
        ("**", "](", "##", "---", "```", "&nbsp;", "title:", "hall.jpg", "\\*"),
        ("一、2024年工作回顾", "一、2024年工作回顾 › （一）加强党的建设"),
        url="https://www.example.cn/report",
    ),
}


@pytest.fixture(params=sorted(EXPECTED), scope="module")
def saved(request: pytest.FixtureRequest) -> tuple[Document, Expected]:
    name = request.param
    return load_file(PAGES / name, file=name, doc_id="p"), EXPECTED[name]


def test_the_article_stays(saved: tuple[Document, Expected]) -> None:
    document, expected = saved

    assert [words for words in expected.kept if words not in document.text] == []


def test_the_furniture_goes(saved: tuple[Document, Expected]) -> None:
    document, expected = saved

    assert [words for words in expected.gone if words in document.text] == []


def test_title_source_date_and_address_are_known(saved: tuple[Document, Expected]) -> None:
    info, expected = saved[0].info, saved[1]

    assert (info.title, info.source, info.published, info.published_time, info.url) == (
        expected.title,
        expected.source,
        expected.published,
        expected.time,
        expected.url,
    )


def test_headings_and_captions_are_found(saved: tuple[Document, Expected]) -> None:
    document, expected = saved
    found = chunk(document)

    named = list(dict.fromkeys(passage.heading for passage in found if passage.heading))
    assert named == list(expected.headings)
    assert [p.text for p in found if p.kind is PassageKind.CAPTION] == list(expected.captions)


def test_every_character_maps_to_its_place_in_the_file(saved: tuple[Document, Expected]) -> None:
    document = saved[0]
    assert_every_character_maps(document)


def test_what_stays_maps_back_to_the_words_in_the_file(saved: tuple[Document, Expected]) -> None:
    document, expected = saved
    for words in expected.kept:
        start = document.text.index(words)
        raw_start, raw_end = to_raw(document.segments, start, start + len(words))
        raw = document.raw_text[raw_start:raw_end]
        assert (raw[0], raw[-1]) == (words[0], words[-1])


def test_there_are_pages_of_every_format() -> None:
    assert {path.name for path in PAGES.iterdir()} == set(EXPECTED)
