import pytest

from zhengxie_qa.index.search.admission import admits
from zhengxie_qa.types import DocumentInfo, DocumentKind, Filters


@pytest.mark.parametrize(
    ("filters", "admitted"),
    [
        (Filters(), True),
        (Filters(sources=("深圳",)), True),
        (Filters(sources=("广州",)), False),
        (Filters(doc_ids=("d", "e")), True),
        (Filters(doc_ids=("e",)), False),
        (Filters(published_from="2025-07-25"), True),
        (Filters(published_from="2025-07-26"), False),
        (Filters(published_to="2025-07-25"), True),
        (Filters(published_to="2025-06"), False),
        (Filters(years=(2024, 2025)), True),
        (Filters(years=(2024,)), False),
        (Filters(places=("深圳市",)), True),
        (Filters(places=("广东省",)), True),
        (Filters(places=("广州市", "全国")), False),
        (Filters(kinds=(DocumentKind.REPORT,)), True),
        (Filters(kinds=(DocumentKind.RULES, DocumentKind.ARTICLE)), False),
        (Filters(years=(2025,), places=("北京市",)), False),
    ],
)
def test_all_limits_must_hold(filters: Filters, admitted: bool) -> None:
    info = DocumentInfo(
        "d", "f", "深圳市政府工作报告", source="深圳", published="2025-07-25", year=2025, place="深圳市"
    )
    assert admits(filters, info) is admitted


def test_an_article_without_a_date_is_outside_every_period() -> None:
    assert not admits(Filters(published_from="1900"), DocumentInfo("d", "f", "t"))


def test_an_article_of_no_known_place_is_in_none() -> None:
    assert not admits(Filters(places=("广东省",)), DocumentInfo("d", "f", "t"))
