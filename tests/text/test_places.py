from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.places import PLACES, PlaceKind, canonical_place, places_in, province_of, short_names
from zhengxie_qa.text.word_lists import rows_of

PROVINCES = rows_of(PLACES, "province")


def names(text: str) -> list[str]:
    return [place.canonical for place in places_in(text)]


def test_there_are_34_divisions_and_more_than_120_cities():
    assert len(PROVINCES) == 34
    assert sum(len(cities.split()) for _, cities in rows_of(PLACES, "cities")) > 120


@pytest.mark.parametrize(("canonical", "shorts", "letters", "english"), PROVINCES)
def test_every_way_of_naming_a_division_gives_its_full_name(canonical, shorts, letters, english):
    for name in [canonical, *shorts.split(","), *letters, *english.split(","), english.split(",")[0].title()]:
        assert canonical_place(name) == canonical


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京市政协主席", ["北京市"]),
        ("廣東省和廣西", ["广东省", "广西壮族自治区"]),
        ("京津冀协同发展", ["京津冀"]),
        ("沪苏浙皖", ["上海市", "江苏省", "浙江省", "安徽省"]),
        ("闽宁产业园", ["福建省", "宁夏回族自治区"]),
        ("粤港澳大湾区", ["粤港澳大湾区"]),
        ("雄安新区", ["雄安新区"]),
        ("吉林省吉林市", ["吉林省", "吉林市"]),
        ("parks in Inner Mongolia and Xi'an", ["内蒙古自治区", "西安市"]),
        ("Shaanxi, not Shanxi", ["陕西省", "山西省"]),
        ("其中山西和河南", ["山西省", "河南省"]),
    ],
)
def test_places_are_found_in_running_text(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "孙中山先生",
        "太湖南岸",
        "黄河南岸",
        "大同小异",
        "长治久安",
        "宁德时代",
        "均衡水平",
        "重大庆典",
        "白云鄂博",
        "京剧",
        "日照时数",
    ],
)
def test_what_only_looks_like_a_place_is_none(text):
    assert names(text) == []


def test_a_market_does_not_lend_its_first_character_to_the_city():
    assert [place.name for place in places_in("天津市场和天津市民政局")] == ["天津", "天津市"]


def test_a_city_knows_its_province_and_a_region_has_none():
    assert (province_of("深圳市"), province_of("广东省"), province_of("长三角")) == ("广东省", "广东省", None)
    assert [place.kind for place in places_in("广东深圳和长三角")] == [
        PlaceKind.PROVINCE,
        PlaceKind.CITY,
        PlaceKind.REGION,
    ]


def test_short_names_begin_with_the_shortest_chinese_one():
    assert short_names("广西壮族自治区") == ("广西", "广西自治区", "广西壮族自治区", "guangxi")
    assert short_names("亚特兰蒂斯") == ()


def test_an_unknown_name_has_no_canonical_form():
    assert canonical_place("亚特兰蒂斯") is None


@given(st.text("北京上海广东西湖南河天津市省自治区沪苏浙皖闽宁中山大同 abtiejngxs'-", max_size=30))
def test_places_are_ordered_apart_and_quote_the_text(text):
    found = places_in(text)

    assert all(text[place.start : place.end] == place.name for place in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
