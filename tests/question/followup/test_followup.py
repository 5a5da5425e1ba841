import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.question.followup.complete import complete
from zhengxie_qa.types import Turn

PARKS = "上海2025年新增了多少座公园？"
PARKS_EN = "How many parks did Shanghai add in 2025?"
CHAIR = Turn("深圳市政协主席是谁？", "林洁")


@pytest.mark.parametrize(
    ("earlier", "asked", "completed"),
    [
        (PARKS, "那浙江呢？", "浙江2025年新增了多少座公园？"),
        (PARKS, "浙江？", "浙江2025年新增了多少座公园？"),
        (PARKS, "浙江的呢", "浙江2025年新增了多少座公园？"),
        (PARKS, "2023年的呢？", "上海2023年新增了多少座公园？"),
        (PARKS, "那2023呢？", "上海2023年新增了多少座公园？"),
        (PARKS, "那去年浙江呢？", "浙江去年新增了多少座公园？"),
        (PARKS, "那浙江和江苏呢？", "浙江和江苏2025年新增了多少座公园？"),
        ("新增了多少座公园？", "那浙江呢？", "浙江新增了多少座公园？"),
        ("浙江新增了多少座公园？", "2023年呢？", "2023年浙江新增了多少座公园？"),
        ("广东省有多少家企业？", "浙江呢？", "浙江省有多少家企业？"),
        ("广东深圳有多少家企业？", "杭州呢？", "杭州有多少家企业？"),
        ("2025年天津市财政收入增长多少？", "那全国呢？", "2025年全国财政收入增长多少？"),
        (
            "How many parks did Shanghai add in 2025?",
            "What about Zhejiang?",
            "How many parks did Zhejiang add in 2025?",
        ),
        (PARKS_EN, "And in 2023?", "How many parks did Shanghai add in 2023?"),
        (PARKS_EN, "2023?", "How many parks did Shanghai add in 2023?"),
        ("How many parks were added?", "What about Zhejiang?", "How many parks were added in Zhejiang?"),
        (PARKS, "What about Zhejiang in 2023?", "浙江2023年新增了多少座公园？"),
        (PARKS_EN, "那浙江呢？", "How many parks did 浙江 add in 2025?"),
    ],
)
def test_another_place_or_year_takes_the_place_of_the_old_one(earlier, asked, completed):
    assert complete(asked, [Turn(earlier)]) == completed


@pytest.mark.parametrize(
    ("earlier", "asked", "completed"),
    [
        (PARKS, "今年计划再增加多少？", "上海今年公园计划再增加多少座？"),
        ("2025年浙江GDP是多少？", "增长了多少？", "浙江2025年GDP增长了多少？"),
        ("江苏有多少家博物馆？", "其中市级的有多少？", "江苏博物馆，其中市级的有多少家？"),
        ("浙江养老床位有多少张？", "其中护理型的占多少？", "浙江养老床位，其中护理型的占多少？"),
        ("江西粮食总产量多少？", "目标是多少？", "江西粮食总产量目标是多少？"),
        ("2025年江苏粮食产量是多少？", "那增速呢？", "江苏2025年粮食产量的增速是多少？"),
        ("2025年江苏粮食产量是多少？", "比上年增长多少？", "江苏2025年粮食产量比上年增长多少？"),
        ("委员工作站是什么？", "一共有多少个？", "委员工作站一共有多少个？"),
        ("深圳有多少个委员工作站？", "分别在哪里？", "深圳委员工作站分别在哪里？"),
        (PARKS, "广东增长了多少？", "2025年广东公园增长了多少？"),
    ],
)
def test_a_question_without_a_topic_takes_the_one_before(earlier, asked, completed):
    assert complete(asked, [Turn(earlier)]) == completed


@pytest.mark.parametrize(
    ("earlier", "asked", "completed"),
    [
        (PARKS, "那目标呢？", "上海2025年新增目标是多少座公园？"),
        ("四川城镇化率现在是多少？", "那目标呢？", "四川城镇化率目标是多少？"),
        ("2025年天津市财政收入增长多少？", "那进出口呢？", "2025年天津市进出口增长多少？"),
        ("浙江修了多少公里铁路？", "那公路呢？", "浙江修了多少公里公路？"),
    ],
)
def test_another_topic_or_the_target_is_asked_in_the_same_words(earlier, asked, completed):
    assert complete(asked, [Turn(earlier)]) == completed


@pytest.mark.parametrize(
    ("history", "asked", "completed"),
    [
        ([CHAIR], "他是谁？", "林洁是谁？"),
        ([CHAIR], "他提出了什么建议？", "林洁提出了什么建议？"),
        ([Turn("哪家企业落户西藏？", "中国雅江集团")], "它什么时候成立的？", "中国雅江集团什么时候成立的？"),
        ([Turn("哪家企业落户西藏？", "中国雅江集团")], "这家公司在哪里？", "中国雅江集团在哪里？"),
        ([Turn("组织了多少场“深聊会”？", "275场")], "它是什么？", "深聊会是什么？"),
        (
            [Turn("Which company moved to Tibet?", "中国雅江集团")],
            "When was it founded?",
            "When was 中国雅江集团 founded in Tibet?",
        ),
        (
            [Turn("Who is the chairman of Shenzhen CPPCC?", "林洁")],
            "What did he say?",
            "What did 林洁 say in Shenzhen?",
        ),
    ],
)
def test_a_pronoun_stands_for_the_answer_or_the_name_asked_about(history, asked, completed):
    assert complete(asked, history) == completed


def test_follow_ups_of_follow_ups_are_completed_in_order():
    history = [Turn(PARKS), Turn("那浙江呢？"), Turn("2023年的呢？")]

    assert complete("今年计划再增加多少？", history) == "浙江今年公园计划再增加多少座？"


@pytest.mark.parametrize(
    "asked",
    [
        "这篇文章哪天发布的？",
        "2025年江苏粮食产量是多少？",
        "深聊会是什么？",
        "那座新建的铁路桥是哪一天塌的？",
        "2026年河北城镇新增就业目标多少人？",
        "合肥迎来了一家国际组织，它叫什么？",
        "Which carmaker moved its headquarters to Tianjin in 2025?",
        "When was this article published?",
        "How many years did it take to reach the goal?",
        "你好",
    ],
)
def test_a_question_that_stands_on_its_own_is_left_alone(asked):
    assert complete(asked, [Turn(PARKS, "100座"), CHAIR]) == asked


@pytest.mark.parametrize("asked", ["那浙江呢？", "他是谁？", "增长了多少？", "What about Zhejiang?"])
def test_without_history_nothing_is_completed(asked):
    assert complete(asked, []) == asked
    assert complete(asked, [Turn("")]) == asked


def test_the_training_questions_survive_an_unrelated_history(shared_data):
    rows = [json.loads(line) for line in (shared_data / "political" / "train.jsonl").read_text("utf-8").splitlines()]
    draw = random.Random(20250725)
    asked = draw.sample(rows, 600)
    turns = [Turn(row["question"], row["answers"][0]["text"] if row["answers"] else None) for row in rows]

    changed = [row["question"] for row in asked if complete(row["question"], draw.sample(turns, 2)) != row["question"]]

    assert len(changed) / len(asked) <= 0.01, changed


WORDS = st.text("那浙江上海呢？多少年2023的其中增长它他是谁What about it? 在哪里目标", max_size=30)


@given(WORDS, WORDS, st.none() | WORDS)
def test_any_conversation_is_completed_the_same_way_each_time(question, earlier, answer):
    history = [Turn(earlier, answer)]
    completed = complete(question, history)

    assert completed == complete(question, history)
    assert bool(completed.strip()) or not question.strip()
