"""What a question about many documents asks of each, and what is no such question."""

import pytest

from zhengxie_qa.comparing.asked import Level
from zhengxie_qa.comparing.comparison import By, Order
from zhengxie_qa.comparing.taken_apart import continued, taken_apart
from zhengxie_qa.types import Turn


@pytest.mark.parametrize(
    ("question", "each", "by"),
    [
        ("各省2026年GDP增长目标是多少？", "2026年GDP增长目标是多少？", By.PLACE),
        ("请问2026年各省GDP增长目标是多少", "2026年GDP增长目标是多少？", By.PLACE),
        ("各省份政府工作报告提出的2026年居民收入增长目标分别是多少", "2026年居民收入增长目标是多少？", By.PLACE),
        ("31个省2025年城镇化率", "2025年城镇化率是多少？", By.PLACE),
        ("列出各省、自治区、直辖市2025年粮食产量", "2025年粮食产量是多少？", By.PLACE),
        ("各地人代会什么时候开的", "人代会什么时候开？", By.PLACE),
        ("历年GDP增长目标", "GDP增长目标是多少？", By.YEAR),
        ("深圳委员工作站这几年有多少个", "深圳委员工作站有多少个？", By.YEAR),
        ("每份报告的署名日期是哪天", "署名日期是哪天？", By.DOCUMENT),
        (
            "What is the GDP growth target for 2026 in each province?",
            "What is the GDP growth target for 2026?",
            By.PLACE,
        ),
        ("Compare the GDP growth targets of all provinces", "What is the GDP growth targets?", By.PLACE),
        ("GDP growth target by year", "What is GDP growth target?", By.YEAR),
    ],
)
def test_the_words_that_say_across_what_to_compare_are_taken_out(question: str, each: str, by: By) -> None:
    asked = taken_apart(question)
    assert (asked.each, asked.by, asked.order) == (each, by, None)


@pytest.mark.parametrize(
    ("question", "each", "order", "most"),
    [
        ("哪个省粮食产量最高", "粮食产量是多少？", Order.HIGHEST, 1),
        ("粮食产量最高的省份是哪个", "粮食产量是多少？", Order.HIGHEST, 1),
        ("粮食产量最低的是哪个省？", "粮食产量是多少？", Order.LOWEST, 1),
        ("2025年哪个省新增就业最多", "2025年新增就业有多少？", Order.HIGHEST, 1),
        ("2025年哪个省GDP增速垫底", "2025年GDP增速是多少？", Order.LOWEST, 1),
        ("哪个省把研发投入强度目标定得最低", "研发投入强度目标是多少？", Order.LOWEST, 1),
        ("城镇新增就业目标前三的省份有哪些", "城镇新增就业目标是多少？", Order.HIGHEST, 3),
        ("哪几个省GDP增速排前五名", "GDP增速是多少？", Order.HIGHEST, 5),
        ("第一产业增加值最高的省是哪个", "第一产业增加值是多少？", Order.HIGHEST, 1),
        ("Which province has the highest grain output?", "How high is the grain output?", Order.HIGHEST, 1),
        ("Which province has the fewest high-tech firms?", "How many high-tech firms are there?", Order.LOWEST, 1),
    ],
)
def test_a_superlative_asks_each_for_its_figure(question: str, each: str, order: Order, most: int) -> None:
    asked = taken_apart(question)
    assert (asked.each, asked.by, asked.order, asked.most) == (each, By.PLACE, order, most)
    assert asked.level is Level.PROVINCES


def test_the_year_of_a_superlative_is_compared_across_years() -> None:
    asked = taken_apart("哪年赤字率最高")
    assert (asked.each, asked.by, asked.order) == ("赤字率是多少？", By.YEAR, Order.HIGHEST)


@pytest.mark.parametrize(
    ("question", "each", "order", "places"),
    [
        ("浙江和江苏谁的GDP高", "GDP是多少？", Order.HIGHEST, ("浙江省", "江苏省")),
        ("广东和山东哪个省GDP更低", "GDP是多少？", Order.LOWEST, ("广东省", "山东省")),
        ("浙江、江苏、广东2026年GDP目标分别是多少", "2026年GDP目标是多少？", None, ("浙江省", "江苏省", "广东省")),
    ],
)
def test_places_named_side_by_side_are_compared(
    question: str, each: str, order: Order | None, places: tuple[str, ...]
) -> None:
    asked = taken_apart(question)
    assert (asked.each, asked.by, asked.order, asked.places) == (each, By.PLACE, order, places)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("哪些省提到低空经济", "低空经济"),
        ("哪些省的报告提到了“人形机器人”？", "人形机器人"),
        ("各省都提到以旧换新了吗", "以旧换新"),
        ("Which provinces mention 低空经济?", "低空经济"),
    ],
)
def test_who_mentions_something_is_asked_for_the_words(question: str, words: str) -> None:
    asked = taken_apart(question)
    assert (asked.mentioned, asked.by) == (words, By.PLACE)


@pytest.mark.parametrize(
    "question",
    [
        "浙江2026年GDP目标是多少？",
        "深聊会举办了多少场？",
        "各级政协怎么做好工作？",
        "最大的挑战是什么？",
        "第一产业增加值是多少？",
        "How many meetings were held?",
        "报告提到哪些困难？",
        "十六大报告提到的十三届四中全会是哪一年召开的？",
        "昆明世界园艺博览会将在哪一年举办？",
        "哪个城市赢得2010年世界博览会举办权？",
        "2011年农村居民人均纯收入实际增速为哪一年以来最高？",
        "此前77%是哪一年的数字？",
        "世界第一套设备装在了哪个地方？",
        "2025年贯通运营的渝黔桂通道叫什么？",
        "广西每年安排140亿元以上的三年行动叫什么？",
        "九三年办学兴教，依据的是哪个文件？",
    ],
)
def test_other_questions_are_asked_as_they_stand(question: str) -> None:
    asked = taken_apart(question)
    assert (asked.each, asked.by, asked.order, asked.mentioned) == (question, None, None, None)


@pytest.mark.parametrize(
    ("question", "each", "by", "order"),
    [
        ("外贸总额最大的是哪里？", "外贸总额是多少？", By.PLACE, Order.HIGHEST),
        ("写明城镇化率的报告中最低的是哪个省？", "城镇化率是多少？", By.PLACE, Order.LOWEST),
        ("写明总里程的报告中铁路最短的是哪里？", "铁路总里程是多少？", By.PLACE, Order.LOWEST),
        ("写明粮食产量的省份中哪个最少？", "粮食产量有多少？", By.PLACE, Order.LOWEST),
        ("写明金额的报告中税收收入最少的是哪里？", "税收收入有多少？", By.PLACE, Order.LOWEST),
        ("各省城镇化率现状", "城镇化率是多少？", By.PLACE, None),
        ("各地为2026年物价涨幅设定的目标是什么？", "2026年物价涨幅的目标是多少？", By.PLACE, None),
        ("各报告所述最新的森林覆盖率为多少？", "最新的森林覆盖率为多少？", By.DOCUMENT, None),
    ],
)
def test_what_only_says_that_a_figure_is_wanted_is_no_part_of_it(
    question: str, each: str, by: By, order: Order | None
) -> None:
    asked = taken_apart(question)
    assert (asked.each, asked.by, asked.order) == (each, by, order)


@pytest.mark.parametrize("question", ["发展中最突出的问题有哪些？", "全市最大的公园在哪里？"])
def test_the_greatest_of_what_has_no_figure_is_not_ranked(question: str) -> None:
    assert taken_apart(question).order is None


@pytest.mark.parametrize(
    "question",
    [
        "2025年GDP比2024年增长多少？",
        "2025年比2024年新增了多少个专利？",
        "2025年与2024年相比有什么变化？",
        "What did Zhejiang and Jiangsu agree?",
        "浙江2025年GDP是多少？",
    ],
)
def test_what_sets_two_years_or_places_beside_each_other_need_not_compare(question: str) -> None:
    asked = taken_apart(question)
    assert (asked.years, asked.places, asked.order) == ((), (), None)


@pytest.mark.parametrize(
    ("question", "each", "order"),
    [
        ("2025年比2024年新增就业多了还是少了？", "新增就业是多少？", Order.HIGHEST),
        ("2025年的新增就业比2024年多吗？", "新增就业是多少？", Order.HIGHEST),
        ("2024年和2025年GDP哪年更低？", "GDP是多少？", Order.LOWEST),
    ],
)
def test_two_years_are_asked_the_same(question: str, each: str, order: Order) -> None:
    asked = taken_apart(question)
    assert (asked.each, asked.order, asked.years) == (each, order, (2024, 2025))


@pytest.mark.parametrize(
    ("earlier", "question", "whole"),
    [
        ("2026年各省GDP增长目标是多少？", "最低的是哪个？", "哪个省2026年GDP增长目标最低？"),
        ("浙江和江苏谁的GDP高？", "那最低的呢？", "浙江省和江苏省谁的GDP低？"),
        ("哪个省粮食产量最高？", "那广东呢？", "广东粮食产量是多少？"),
        ("深聊会办了多少场？", "哪个最多？", None),
        ("2026年各省GDP增长目标是多少？", "那城镇新增就业呢？", None),
        ("2026年各省GDP增长目标是多少？", "深圳在哪里？", None),
    ],
)
def test_what_goes_on_from_a_comparison_is_made_whole(earlier: str, question: str, whole: str | None) -> None:
    assert continued(question, [Turn(earlier, "5%")]) == whole


@pytest.mark.parametrize(
    ("question", "each"),
    [
        ("比较深聊会和身边事好商量的场次", ("深聊会有多少场？", "身边事好商量有多少场？")),
        ("深聊会和“身边事好商量”哪个场次多", ("深聊会有多少场？", "“身边事好商量”有多少场？")),
        ("提案和建议哪个多？", ("提案有多少？", "建议有多少？")),
    ],
)
def test_two_things_are_each_asked_for_themselves(question: str, each: tuple[str, ...]) -> None:
    assert tuple(asks for _, asks in taken_apart(question).things) == each


@pytest.mark.parametrize(
    "question",
    [
        "比较浙江和江苏的GDP",
        "比较2024年和2025年的财政收入",
        "教育和科技的关系是什么？",
        "去年和今年的目标分别是多少？",
        "各省和各市分别有多少？",
        "中职和高职在校生各有多少？",
        "稳中求进和高质量发展是什么意思？",
    ],
)
def test_places_years_and_what_is_not_compared_are_no_two_things(question: str) -> None:
    assert taken_apart(question).things == ()
