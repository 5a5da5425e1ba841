"""The reader made of rules: alignment, 量词, years; every span lies in its passage."""

from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.reading.rules.reader import RulesReader
from zhengxie_qa.types import DocumentInfo, Hit, Passage

INFO = DocumentInfo("d", "d.txt", "深圳市政协履职答卷", published="2025-07-25", year=2025, place="深圳市")
READER = RulesReader()


def hits(*texts: str) -> list[Hit]:
    found, start = [], 0
    for rank, text in enumerate(texts, start=1):
        found.append(Hit(rank, 1.0 / rank, Passage(f"d:{start}", "d", start, start + len(text), text), INFO))
        start += len(text)
    return found


def best(question: str, *texts: str) -> str | None:
    spans = READER.read(understand(question, as_of="2025-07-25"), hits(*texts))
    return spans[0].text if spans else None


def test_the_number_beside_the_thing_counted_wins() -> None:
    text = "面向基层开展61场“身边事好商量”，解决143项“微实事”；组织“深聊会”275场，解决215项问题。"
    assert best("组织了多少场“深聊会”？", text) == "275场"
    assert best("开展了多少场“身边事好商量”？", text) == "61场"
    assert best("多少项“微实事”得到解决？", text) == "143项"


def test_a_count_needs_a_compatible_measure_word() -> None:
    assert best("组织了多少场“深聊会”？", "组织“深聊会”，投入3亿元。") is None


def test_the_year_asked_for_wins_over_the_first_hit() -> None:
    assert best("2023年开展了多少场活动？", "2024年开展活动61场。", "2023年开展活动50场。") == "50场"


def test_a_person_stands_beside_the_title_asked_for() -> None:
    assert best("市政协主席是谁？", "市政协主席林洁发出号召，委员黄海燕提出建议。") == "林洁"


def test_spans_come_best_first_without_repetition() -> None:
    spans = READER.read(understand("开展了多少场？"), hits("开展61场，组织275场。", "开展61场，组织275场。"))
    assert [span.score for span in spans] == sorted((span.score for span in spans), reverse=True)
    assert len({(span.start, span.end) for span in spans}) == len(spans)


@given(
    question=st.sampled_from(
        ["多少场深聊会？", "何时举行？", "包括哪些？", "谁说的？", "为什么？", "什么是深聊会？", "是不是？"]
    ),
    texts=st.lists(
        st.text(alphabet="深聊会275场２０２５年，。、；“”《》一是二主席林洁即\n %人", min_size=1, max_size=50),
        max_size=3,
    ),
)
def test_every_span_lies_in_its_passage(question: str, texts: list[str]) -> None:
    for span in READER.read(understand(question), hits(*texts)):
        passage = span.hit.passage
        assert passage.start <= span.start < span.end <= passage.end
        assert passage.text[span.start - passage.start : span.end - passage.start] == span.text
        assert 0.0 <= span.confidence <= 1.0
