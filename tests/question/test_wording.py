"""Courtesies around a question are dropped, words of the question never; several questions are told apart."""

import pytest

from zhengxie_qa.question.wording import plain_words, questions_in


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("你好 帮我查一下深聊会开了多少场 谢谢", "深聊会开了多少场"),
        ("帮我查下四川粮食产量", "四川粮食产量"),
        ("帮我查这个方案是哪个文号的附件", "这个方案是哪个文号的附件"),
        ("麻烦查一下2018年宝鸡一号提案是谁提的", "2018年宝鸡一号提案是谁提的"),
        ("请告诉我：委员工作站有多少个？", "委员工作站有多少个？"),
        ("我想知道增值收益指的是什么", "增值收益指的是什么"),
        ("想了解一下青海跟几所大学有合作", "青海跟几所大学有合作"),
        ("深聊会开了多少场？谢谢！", "深聊会开了多少场？"),
        ("市政协主席是谁，多谢", "市政协主席是谁"),
        ("深聊会 多少 场", "深聊会 多少场"),
        ("培训班 什么 时候 举行", "培训班 什么时候 举行"),
        ("Hello, could you tell me how many 深聊会 were held? Thank you", "how many 深聊会 were held?"),
        ("Please check how many sessions were held, thanks!", "how many sessions were held"),
    ],
)
def test_courtesies_are_dropped(typed: str, plain: str) -> None:
    assert plain_words(typed) == plain


@pytest.mark.parametrize(
    "text",
    [
        "查处了多少起案件？",
        "查明原因的有几件",
        "帮助了多少户家庭",
        "帮扶项目有哪些",
        "给我国带来了什么",
        "请示报告制度是什么",
        "大会对谁表示感谢",
        "看病贵的问题怎么解决",
        "说明了什么问题",
        "讲话强调了什么",
        "找矿行动取得了什么成果",
        "四川粮食产量",
        "2025 赤字率",
        "GDP growth target 2025",
        "谢谢",
        "你好",
        "给我讲一个笑话",
        "问题有哪些",
        "回答群众关切的是谁",
        "急救站有多少个",
        "应急，救援队伍有多少支",
    ],
)
def test_words_of_a_question_stay(text: str) -> None:
    assert plain_words(text) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("深聊会开了多少场？委员工作站有多少个？", ("深聊会开了多少场？", "委员工作站有多少个？")),
        ("赤字率是多少；市政协主席是谁", ("赤字率是多少", "市政协主席是谁")),
        ("Who chairs it? How many sessions were held?", ("Who chairs it?", "How many sessions were held?")),
    ],
)
def test_questions_of_one_message_are_told_apart(text: str, parts: tuple[str, ...]) -> None:
    assert questions_in(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "深聊会开了多少场？",
        "最少得花多久？十五大怎么估计的？",
        "怎样才能让更多人愿意住到国境线上？西藏五年来的做法",
        "主席是谁？叫啥？",
        "深聊会？开了多少场？",
        "“联系谁”“怎么联系？”说的是什么？",
        "停车会上达成几条共识，都是什么",
        "四川粮食产量",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert questions_in(text) == (text,)
