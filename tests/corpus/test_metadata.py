import pytest

from zhengxie_qa.corpus.metadata import Metadata, document_info, from_file_name
from zhengxie_qa.corpus.page.titles import LONGEST_TITLE
from zhengxie_qa.corpus.sessions import session_year


@pytest.mark.parametrize(
    ("stem", "title", "published"),
    [
        ("2025-07-25_深圳市政协履职答卷", "深圳市政协履职答卷", "2025-07-25"),
        ("2026_北京市", "北京市", None),
        ("2024_2024年中华人民共和国国务院政府工作报告", "2024年中华人民共和国国务院政府工作报告", None),
        (
            "None_第十四届全国人民代表大会第三次会议关于政府工作报告的决议",
            "第十四届全国人民代表大会第三次会议关于政府工作报告的决议",
            None,
        ),
        ("20250708通知", "20250708通知", "2025-07-08"),
        ("2025", "2025", None),
    ],
)
def test_file_names_tell_title_and_date(stem: str, title: str, published: str | None) -> None:
    assert from_file_name(stem) == Metadata(title=title, published=published)


def test_the_page_comes_before_the_file_name() -> None:
    info = document_info(
        Metadata(title="页面标题", published="2025-07-25", published_time="12:06"),
        doc_id="d",
        file="f.txt",
        stem="2024-01-01_别名",
    )

    assert (info.title, info.published, info.published_time, info.year) == ("页面标题", "2025-07-25", "12:06", 2025)


def test_a_report_speaks_from_the_year_its_title_names() -> None:
    info = document_info(
        Metadata(title="2024年某县政府工作报告", published="2025-06-01"), doc_id="d", file="f.txt", stem="f"
    )

    assert info.year == 2024


def test_the_day_of_the_speech_stands_in_for_a_missing_date() -> None:
    info = document_info(Metadata(title="政府工作报告", spoken="2026-01-26"), doc_id="d", file="f.txt", stem="f")

    assert (info.published, info.year) == ("2026-01-26", 2026)


@pytest.mark.parametrize(
    ("title", "stem", "setting", "place"),
    [
        ("2026年北京市政府工作报告", "x", None, "北京市"),
        ("2026年政府工作报告", "2026_云南省", None, "云南省"),
        ("政府工作报告", "x", "——2026年1月28日在云南省第十四届人民代表大会第四次会议上", "云南省"),
        ("2024年中华人民共和国国务院政府工作报告", "x", None, "全国"),
        ("沿着有中国特色的社会主义道路前进 (十三大)", "x", None, "全国"),
        ("浙江省实施《中华人民共和国教师法》办法", "x", None, "浙江省"),
        ("北京共产主义组织的报告 (一大)", "x", None, "北京市"),
        ("一份没有地名的通知", "x", None, None),
    ],
)
def test_the_place_is_named_by_title_file_or_meeting(
    title: str, stem: str, setting: str | None, place: str | None
) -> None:
    info = document_info(Metadata(title=title, setting=setting), doc_id="d", file="f.txt", stem=stem)

    assert info.place == place


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("第十四届全国人民代表大会第三次会议关于政府工作报告的决议", 2025),
        ("第二届全国人民代表大会第三次会议", 1962),
        ("全国政协十四届三次会议", 2025),
        ("在中国共产党第十次全国代表大会上的报告", 1973),
        ("某报告 (十二大)", 1982),
        ("深圳市第七届人民代表大会第五次会议", None),
        ("第十四届全国人民代表大会第九次会议", None),
    ],
)
def test_national_sessions_have_known_years(title: str, year: int | None) -> None:
    assert session_year(title) == year


def test_nothing_that_is_stored_with_every_passage_is_without_bound() -> None:
    endless = Metadata(title="题" * 100_000, source="源" * 100_000, url="https://e.cn/" + "a" * 100_000)

    info = document_info(endless, doc_id="d", file="f.txt", stem="f")

    assert (info.title, info.source, info.url) == ("题" * LONGEST_TITLE, "源" * LONGEST_TITLE, None)


@pytest.mark.parametrize(
    ("words", "url"),
    [("javascript:alert(1)", None), ("//www.gov.cn/a", None), ("https://www.gov.cn/a", "https://www.gov.cn/a")],
)
def test_only_an_address_of_the_web_is_kept(words: str, url: str | None) -> None:
    assert document_info(Metadata(url=words), doc_id="d", file="f.txt", stem="f").url == url


def test_no_field_holds_invisible_characters() -> None:
    told = Metadata(title="市政\u200b协工作报告", source="海澜\u00ad日报", published="2025-01-15")
    info = document_info(told, doc_id="d", file="a.txt", stem="a")
    assert (info.title, info.source, info.published) == ("市政协工作报告", "海澜日报", "2025-01-15")
