"""Items of 、-lists and of 一是…二是… as spans in order."""

from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.reading.rules.lists import list_items, list_stretches, widen_to_list


def items(text: str) -> list[str]:
    return [text[start:end] for start, end in list_items(text, 0, len(text))]


def test_a_list_of_words_is_split_at_its_ideographic_commas_and_its_last_joint() -> None:
    assert items("入职、入住、落户、入学服务和商务政务服务") == ["入职", "入住", "落户", "入学服务", "商务政务服务"]


def test_numbered_points_give_their_words_without_the_markers() -> None:
    assert items("一是稳增长；二是促改革；三是惠民生") == ["稳增长", "促改革", "惠民生"]


def test_a_comma_inside_brackets_does_not_split() -> None:
    assert items("退耕还林（草、灌）、封山绿化、个体承包") == ["退耕还林（草、灌）", "封山绿化", "个体承包"]


def test_quoted_items_keep_their_quotation_marks() -> None:
    assert items("“学习+履职”、“线上+线下”") == ["“学习+履职”", "“线上+线下”"]


def test_a_list_quoted_as_a_whole_is_split_inside() -> None:
    assert items("“团结统一、爱好和平、勤劳勇敢”") == ["团结统一", "爱好和平", "勤劳勇敢"]


def test_clauses_side_by_side_are_items() -> None:
    assert items("促进经济增长，增加就业，稳定物价") == ["促进经济增长", "增加就业", "稳定物价"]


def test_one_thing_is_no_list() -> None:
    assert items("深圳中心书城") == []


def test_an_item_is_widened_to_its_list_and_no_further() -> None:
    text = "要重视民生，重点包括教育、医疗、养老，并加快建设。"
    start = text.index("医疗")
    left, right = widen_to_list(text, start, start + 2)
    assert text[left:right] == "教育、医疗、养老"


def test_a_span_beside_no_list_stays_as_it_is() -> None:
    text = "会议在深圳举行，委员建言。"
    start = text.index("深圳")
    assert widen_to_list(text, start, start + 2) == (start, start + 2)


def test_a_point_is_widened_to_all_numbered_points() -> None:
    text = "重点抓三件事：一是稳增长；二是促改革；三是惠民生。会议还强调了纪律。"
    start = text.index("促改革")
    left, right = widen_to_list(text, start, start + 3)
    assert text[left:right] == "一是稳增长；二是促改革；三是惠民生"


def test_a_list_inside_a_point_is_a_list_of_its_own() -> None:
    text = "重点抓两件事：一是稳增长，壮大芯片、医药、软件三大产业；二是促改革、防风险。"
    start = text.index("医药")
    left, right = widen_to_list(text, start, start + 2)
    assert text[left:right].endswith("芯片、医药、软件三大产业")
    assert "一是" not in text[left:right]
    start = text.index("促改革")
    assert text[slice(*widen_to_list(text, start, start + 3))].startswith("一是")


def test_stretches_offer_the_list_without_the_words_that_open_it() -> None:
    text = "积极开展政策咨询、法律援助等社会公益活动。"
    found = {text[start:end] for start, end in list_stretches(text, 0, len(text))}
    assert {"政策咨询、法律援助", "政策咨询、法律援助等社会公益活动"} <= found


@given(st.text(alphabet="一二三是、，；。“”（）和甲乙丙丁戊\n", max_size=60), st.data())
def test_items_are_ordered_spans_inside_the_stretch(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = list_items(text, start, end)
    edges = [position for span in found for position in span]
    assert edges == sorted(edges)
    assert all(start <= left <= right <= end for left, right in found)
    left, right = widen_to_list(text, start, end)
    assert 0 <= left <= start
    assert end <= right <= len(text)
