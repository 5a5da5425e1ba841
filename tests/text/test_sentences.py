import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.text.sentences import clause_spans, enclosed_spans, paired_spans, sentence_spans

REPORT_LIKE = st.text(st.sampled_from(list("市政协2025年。，；！？…“”‘’《》（）\"'.,:%、\n\r　 aB")), max_size=120)
ANY_TEXT = st.text(max_size=80)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def clauses(text: str) -> list[str]:
    return [text[start:end] for start, end in clause_spans(text)]


def assert_spans_cover(text: str, spans: list[tuple[int, int]], start: int, end: int) -> None:
    position = start
    for left, right in spans:
        assert position <= left < right <= end
        assert not text[position:left].strip()
        assert text[left:right].strip() == text[left:right]
        position = right
    assert not text[position:end].strip()


@given(st.one_of(REPORT_LIKE, ANY_TEXT))
def test_sentences_cover_everything_but_space_in_order(text: str) -> None:
    assert_spans_cover(text, sentence_spans(text), 0, len(text))


@given(st.one_of(REPORT_LIKE, ANY_TEXT), st.data())
def test_clauses_cover_everything_but_space_of_their_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert_spans_cover(text, clause_spans(text, start, end), start, end)


@given(REPORT_LIKE)
def test_no_sentence_ends_inside_a_pair(text: str) -> None:
    ends = {end for _, end in sentence_spans(text)}

    for start, end in enclosed_spans(text):
        assert not any(start < cut < end for cut in ends)


@given(
    st.from_regex(r"\A[1-9][0-9]{0,2}(,[0-9]{3})*(\.[0-9]{1,3})?\Z"), st.sampled_from(["万元", "%", "场", " million"])
)
def test_no_sentence_or_clause_is_cut_inside_a_number(number: str, unit: str) -> None:
    text = f"全年完成{number}{unit}，比上年多。"

    assert any(number in sentence for sentence in sentences(text))
    assert any(number in clause for clause in clauses(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("会议开幕。委员到会！", ["会议开幕。", "委员到会！"]),
        ("他说：“要快。要好。”大家同意。", ["他说：“要快。要好。”", "大家同意。"]),
        ("“要快。”，他说。", ["“要快。”，他说。"]),
        ("“要硬核！”“要国际范。”……2024年提出建议。", ["“要硬核！”", "“要国际范。”……", "2024年提出建议。"]),
        ("学习《谁是最可爱的人？》一文。", ["学习《谁是最可爱的人？》一文。"]),
        ("增长3.14%。减少1,000人。", ["增长3.14%。", "减少1,000人。"]),
        ("标题\n正文第一句。\r\n第二段", ["标题", "正文第一句。", "第二段"]),
        ("He met Dr. Wang. They spoke.", ["He met Dr. Wang.", "They spoke."]),
        ("GDP grew 5.2%. Exports rose.", ["GDP grew 5.2%.", "Exports rose."]),
        ("1. 健全机制。\n2.完善制度。", ["1. 健全机制。", "2.完善制度。"]),
        ("（会议结束。）散会。", ["（会议结束。）", "散会。"]),
        ("没有配对的“引号。下一句。", ["没有配对的“引号。", "下一句。"]),
        ('He said "Go. Now." Then left.', ['He said "Go. Now."', "Then left."]),
        ("", []),
        (" 　\n", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_clauses_end_at_commas_but_not_at_list_marks_or_inside_pairs() -> None:
    text = "市、区政协举办“深聊会，议事厅”61场，完成1,200项；效果：好。"

    assert clauses(text) == ["市、区政协举办“深聊会，议事厅”61场，", "完成1,200项；", "效果：", "好。"]


def test_clauses_of_a_slice_keep_the_offsets_of_the_text() -> None:
    text = "甲方来了，乙方也来了。丙方没来。"

    assert clause_spans(text, 5, 11) == [(5, 11)]
    assert text[5:11] == "乙方也来了。"


def test_time_of_day_is_not_split_at_its_colon() -> None:
    assert clauses("发布于12:06,来源:报社") == ["发布于12:06,", "来源:", "报社"]


def test_pairs_nest_and_outermost_ones_are_merged() -> None:
    text = "“读《宪法》”与《章程》"

    assert paired_spans(text) == [(0, 7), (2, 6), (8, 12)]
    assert [text[a:b] for a, b in enclosed_spans(text)] == ["“读《宪法》”", "《章程》"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("收入1，975.3亿元，支出1, 302.8亿元。", ["收入1，975.3亿元，", "支出1, 302.8亿元。"]),
        ("下午3：30开会，到5：45结束。", ["下午3：30开会，", "到5：45结束。"]),
        ("2024，120家", ["2024，", "120家"]),
        ("增长5.8，120家", ["增长5.8，", "120家"]),
        ("第3，15名", ["第3，", "15名"]),
        ("时间：2025", ["时间：", "2025"]),
    ],
)
def test_a_comma_or_colon_inside_a_figure_ends_no_clause(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@given(st.text(st.sampled_from(list('“”《》（）"甲。')), max_size=40))
def test_pairs_never_cross(text: str) -> None:
    pairs = paired_spans(text)

    assert [(one, other) for one in pairs for other in pairs if one[0] < other[0] < one[1] < other[1]] == []
