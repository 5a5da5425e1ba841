"""One question put to invented reports by the bundled parts: the table, its blanks, its order."""

from collections.abc import Iterator

import pytest

from zhengxie_qa.answering.answer import Reason
from zhengxie_qa.comparing.comparison import Apart, Blank, By, Compared, Order, Row
from zhengxie_qa.engine import Engine
from zhengxie_qa.errors import QuestionError
from zhengxie_qa.types import Filters, Language, Quantity, Status, Turn

REPORTS = {
    "2026_浙江省.txt": "今年主要预期目标是：地区生产总值增长5%—5.5%，城镇新增就业100万人。\n"
    "2025年，粮食总产量达到128.5亿斤。大力发展低空经济，打造三个示范区。",
    "2026_江苏省.txt": "今年主要预期目标是：地区生产总值增长5%左右，城镇新增就业120万人以上，"
    "居民收入增长与经济增长同步。\n"
    "2025年，粮食总产量达到3800万吨。",
    "2026_广东省.txt": "今年主要预期目标是：地区生产总值增长4.5%左右，城镇新增就业120万人。\n"
    "2025年，粮食总产量达到265.6亿斤。推动低空经济与物流融合。",
    "2026_青海省.txt": "市政协组织“深聊会”275场，面向基层开展“身边事好商量”61场。"
    "今年我们将保护好三江源，做好民族团结工作。\n2025年，人均粮食产量达到200公斤。",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    corpus = tmp_path_factory.mktemp("corpus")
    for name, body in REPORTS.items():
        place = name.removeprefix("2026_").removesuffix(".txt")
        text = f"2026年{place}政府工作报告\n\n各位代表，现在向大会报告工作。\n\n{body}\n"
        (corpus / name).write_text(text, encoding="utf-8")
    for year, target in ((2023, "5%"), (2024, "5%"), (2025, "4.8%")):
        text = f"{year}年国务院政府工作报告\n\n今年发展主要预期目标是：国内生产总值增长{target}左右。\n"
        (corpus / f"{year}_国务院政府工作报告.txt").write_text(text, encoding="utf-8")
    with Engine.open(tmp_path_factory.mktemp("compare") / "index", create=True) as opened:
        opened.ingest(corpus)
        yield opened


def test_each_report_answers_for_itself_and_one_that_does_not_say_is_a_blank(engine: Engine) -> None:
    table = engine.compare("2026年各省GDP增长目标是多少？")
    assert table.interpreted_as == "2026年地区生产总值增长目标是多少？"
    said = {row.label: row.answer.text for row in table.rows}
    assert said == {"广东省": "4.5%左右", "江苏省": "5%左右", "浙江省": "5%—5.5%"}
    assert [blank.label for blank in table.blanks] == ["青海省"]
    assert table.blanks[0].nearest is not None
    assert table.blanks[0].message == table.blanks[0].messages[Language.ZH]
    assert (table.stated, table.asked, table.by, table.ranking) == (3, 4, By.PLACE, None)
    assert table.message == "4个地方中有3个写明。"


def test_values_are_understood_and_every_quote_stands_where_it_says(engine: Engine) -> None:
    table = engine.compare("2026年各省GDP增长目标是多少？")
    quantities = {row.label: row.answer.quantity for row in table.rows}
    assert quantities["浙江省"] == Quantity(5.0, "%", upper=5.5)
    assert quantities["江苏省"] == Quantity(5.0, "%", approximate=True)
    assert {row.answer.status for row in table.rows} == {Status.PLANNED}
    for row in table.rows:
        quoted = row.answer.citations[0]
        assert engine.verify(row.document.doc_id, quoted.start, quoted.end, quoted.quote)


def test_the_highest_comes_first_whatever_the_unit_of_weight(engine: Engine) -> None:
    table = engine.compare("哪个省2025年粮食产量最高？")
    assert table.ranking is not None
    assert (table.ranking.order, table.ranking.first) == (Order.HIGHEST, ("江苏省",))
    compared = [row.label for row in table.rows if row.apart is None]
    assert compared == ["江苏省", "广东省", "浙江省"]
    assert "最高：江苏省（3800万吨）" in table.message


def test_a_figure_per_head_is_set_apart_and_said_so(engine: Engine) -> None:
    table = engine.compare("哪个省2025年粮食产量最低？")
    assert table.ranking is not None
    assert table.ranking.first == ("浙江省",)
    assert [(row.label, row.apart) for row in table.rows if row.apart] in ([("青海省", Apart.PER_HEAD)], [])


def test_ties_are_named_together(engine: Engine) -> None:
    table = engine.compare("哪个省2026年城镇新增就业目标最多？")
    assert table.ranking is not None
    assert set(table.ranking.first) == {"广东省", "江苏省"}
    assert "并列最高" in table.message


def test_two_named_places_are_asked_and_no_others(engine: Engine) -> None:
    table = engine.compare("浙江和广东谁的2026年GDP增长目标高？")
    assert [row.label for row in table.rows] == ["浙江省", "广东省"]
    assert table.ranking is not None
    assert table.ranking.first == ("浙江省",)


def test_who_mentions_something_is_decided_by_the_words(engine: Engine) -> None:
    table = engine.compare("哪些省提到低空经济？")
    assert [row.label for row in table.rows] == ["广东省", "浙江省"]
    assert all("低空经济" in (row.answer.text or "") for row in table.rows)
    assert {blank.reason for blank in table.blanks} == {Reason.TERM_MISSING}
    assert len(table.blanks) == 2


def test_years_follow_each_other_and_are_of_one_place(engine: Engine) -> None:
    table = engine.compare("历年GDP增长目标是多少？")
    assert [(row.label, row.answer.text) for row in table.rows] == [
        ("2023", "5%左右"),
        ("2024", "5%左右"),
        ("2025", "4.8%左右"),
    ]


def test_a_question_of_one_document_is_asked_of_all_that_the_filters_admit(engine: Engine) -> None:
    wanted = tuple(info.doc_id for info in engine.documents() if info.place in {"浙江省", "江苏省"})
    table = engine.compare("2026年GDP增长目标是多少？", by=By.DOCUMENT, filters=Filters(doc_ids=wanted))
    assert [row.label for row in table.rows] == ["2026年江苏省政府工作报告", "2026年浙江省政府工作报告"]


def test_each_cell_is_told_as_soon_as_it_is_known(engine: Engine) -> None:
    told: list[tuple[str, int, int]] = []

    def on_cell(cell: Row | Blank, done: int, total: int) -> None:
        told.append((cell.label, done, total))

    table = engine.compare("2026年各省GDP增长目标是多少？", on_cell=on_cell)
    assert [done for _, done, _ in told] == [1, 2, 3, 4]
    assert {label for label, _, _ in told} == {cell.label for cell in (*table.rows, *table.blanks)}


def test_what_a_watcher_raises_ends_the_comparison(engine: Engine) -> None:
    def stop(cell: Row | Blank, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.compare("2026年各省GDP增长目标是多少？", on_cell=stop)


@pytest.mark.parametrize(
    ("question", "filters", "words"),
    [
        ("各省GDP是多少？", Filters(sources=("没有的报",)), "没有符合条件的文章"),
        ("给我写一首诗", Filters(), "无从比较"),
        ("哪个省的火星移民最多？", Filters(), "都没有写明"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_sentence(
    engine: Engine, question: str, filters: Filters, words: str
) -> None:
    table = engine.compare(question, filters=filters)
    assert table.rows == ()
    assert words in table.message


def test_an_empty_question_is_refused(engine: Engine) -> None:
    with pytest.raises(QuestionError, match="empty"):
        engine.compare(" ")


def test_the_same_question_gives_the_same_table(engine: Engine) -> None:
    first, again = (engine.compare("哪个省2025年粮食产量最高？") for _ in range(2))
    assert (first.rows, first.blanks, first.ranking) == (again.rows, again.blanks, again.ranking)


@pytest.mark.parametrize(
    ("question", "said", "first"),
    [
        ("哪个省2025年粮食产量最高？", "3800万吨", ("江苏省",)),
        ("请问浙江和广东谁的2026年GDP增长目标高？", "5%—5.5%", ("浙江省",)),
        ("Which province has the highest grain output in 2025?", "3800万吨", ("江苏省",)),
        ("哪一年的GDP增长目标最低？", "4.8%左右", ("2025",)),
    ],
)
def test_who_asks_for_the_first_is_told_it_with_the_table(
    engine: Engine, question: str, said: str, first: tuple[str, ...]
) -> None:
    answer = engine.ask(question)
    assert isinstance(answer, Compared)
    assert (answer.text, answer.question) == (said, question)
    assert answer.citations[0].quote == answer.text
    assert answer.comparison.ranking is not None
    assert answer.comparison.ranking.first == first


@pytest.mark.parametrize(
    ("question", "by", "stated"),
    [
        ("2026年各省GDP增长目标是多少？", By.PLACE, 3),
        ("历年GDP增长目标", By.YEAR, 3),
        ("哪些省提到低空经济？", By.PLACE, 2),
        ("Which provinces mention the low-altitude economy?", By.PLACE, 2),
    ],
)
def test_who_asks_of_all_is_told_the_first_row_with_the_table(
    engine: Engine, question: str, by: By, stated: int
) -> None:
    answer = engine.ask(question)
    assert isinstance(answer, Compared)
    assert answer.text == answer.comparison.rows[0].answer.text
    assert (answer.comparison.by, answer.comparison.stated) == (by, stated)


@pytest.mark.parametrize(
    "question",
    [
        "2026年浙江省GDP增长目标是多少？",
        "江苏省2025年粮食总产量达到多少？",
        "内地各省去年拿来支援新疆的钱有多少？",
        "各地能耗数据以后会不会公布？",
        "讲福建宁夏结对脱贫的那部电视剧叫什么？",
        "2005年政府工作报告说，已偿还历年拖欠工资多少亿元？",
        "How much will the government transfer every year to make up for the abolished tax?",
        "哪个省的火星移民最多？",
    ],
)
def test_a_question_about_one_text_is_answered_as_ever(engine: Engine, question: str) -> None:
    assert not isinstance(engine.ask(question), Compared)


def test_one_place_compares_with_none(engine: Engine) -> None:
    one = tuple(info.doc_id for info in engine.documents() if info.place == "浙江省")
    assert not isinstance(engine.ask("哪个省粮食产量最高？", filters=Filters(doc_ids=one)), Compared)


def test_two_years_are_both_quoted_and_nothing_is_computed(engine: Engine) -> None:
    answer = engine.ask("2025年比2024年GDP增长目标高了还是低了？")
    assert isinstance(answer, Compared)
    table = answer.comparison
    assert {(row.label, row.answer.text) for row in table.rows} == {("2024", "5%左右"), ("2025", "4.8%左右")}
    assert table.message == "2个年份中有2个写明。最高：2024（5%左右）。"


def test_two_years_of_which_one_is_told_are_no_comparison(engine: Engine) -> None:
    assert not isinstance(engine.ask("2025年比2019年GDP增长目标高了还是低了？"), Compared)


def test_two_things_of_one_text_are_quoted_each_with_its_own_citation(engine: Engine) -> None:
    answer = engine.ask("深聊会和身边事好商量哪个场次多？")
    assert isinstance(answer, Compared)
    table = answer.comparison
    assert table.by is By.THING
    assert [(row.label, row.answer.citations[0].quote) for row in table.rows] == [
        ("深聊会", "275场"),
        ("身边事好商量", "61场"),
    ]


def test_two_things_of_which_one_is_told_are_no_comparison(engine: Engine) -> None:
    assert not isinstance(engine.ask("比较深聊会和火星会议的场次"), Compared)


def test_a_place_asked_for_behind_another_stands_beside_it(engine: Engine) -> None:
    answer = engine.ask("2026年江苏GDP增长目标是多少，还有浙江的呢？")
    assert isinstance(answer, Compared)
    assert {row.label: row.answer.text for row in answer.comparison.rows} == {
        "江苏省": "5%左右",
        "浙江省": "5%—5.5%",
    }


def test_two_places_may_be_named_in_english(engine: Engine) -> None:
    answer = engine.ask("Which has the lower GDP growth target for 2026, Zhejiang or Guangdong?")
    assert isinstance(answer, Compared)
    assert [row.label for row in answer.comparison.rows] == ["广东省", "浙江省"]
    assert answer.text == "4.5%左右"


@pytest.mark.parametrize(
    ("earlier", "question", "said", "compares"),
    [
        ("2026年各省GDP增长目标是多少？", "哪个最低？", "4.5%左右", True),
        ("2026年各省GDP增长目标是多少？", "那广东呢？", "4.5%左右", False),
        ("历年GDP增长目标是多少？", "哪年最低？", "4.8%左右", True),
    ],
)
def test_a_question_behind_a_comparison_goes_on_from_it(
    engine: Engine, earlier: str, question: str, said: str, compares: bool
) -> None:
    answer = engine.ask(question, history=[Turn(earlier, "5%左右")])
    assert (answer.text, answer.question, isinstance(answer, Compared)) == (said, question, compares)


def test_a_target_in_words_fills_its_cell_without_a_value(engine: Engine) -> None:
    table = engine.compare("2026年各省居民收入增长目标是多少？")
    said = {row.label: (row.answer.text, row.answer.quantity, row.apart) for row in table.rows}
    assert said == {"江苏省": ("居民收入增长与经济增长同步", None, Apart.NO_FIGURE)}
