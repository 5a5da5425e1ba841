"""Questions as people say them, and in English: the kind of answer wanted and the unit it must carry."""

import pytest

from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import Status

ASKED = """
    天津人平均能活到多大岁数？ | amount 岁
    他今年多大岁数？ | amount 岁
    女性委员占几成？ | percentage 成
    多少号人参加了活动？ | count 人
    来了多少号人？ | count 人
    啥时候通车？ | date
    这是哪届运动会？ | title
    青海省运会办到哪一届了？ | other
    省运会今年是第几届？ | other
    十四届全国政协是第几届？ | other
    第几次会议通过的？ | other
    这是第几次召开？ | other
    江西咋做到垃圾不落地的？ | manner
    他们是咋做到的？ | manner
    有没有完成目标？ | yes_no
    深圳是不是超额完成了？ | yes_no
    靠什么拉动消费？ | manner
    凭啥说经济稳住了？ | reason
    凭什么评上的？ | reason
    一共花了多少钱？ | amount 元
    这座桥有多长？ | amount
    隧道修了多长？ | amount
    工期有多长？ | duration
    房价涨了多少？ | percentage
    财政收入跌了几个点？ | percentage 个点
    GDP跌了几个百分点？ | percentage 个百分点
    GDP排第几？ | other
    经济总量排全国第几位？ | other
    民企占比多少？ | percentage %
    每人补多少钱？ | amount 元
    补贴每人多少？ | amount
    人均可支配收入多少？ | amount
    哪个单位牵头？ | organisation
    归哪个部门管？ | organisation
    谁当主席？ | person
    主席叫啥名字？ | person
    带头的是谁？ | person
    为了啥要限购？ | reason
    干啥用的？ | definition
    委员工作站是干嘛的？ | definition
    办一场花多少时间？ | duration
    多久能办完？ | duration
    隔多久开一次会？ | duration
    哪几个区试点？ | list
    都有啥好处？ | list
    一年下来省了多少？ | count
    受益群众有多少人？ | count 人
    两千多万是指多少人？ | count 人
    建了多少座，5G基站？ | count 座
    几个亿的投资？ | amount
    投了几个亿？ | amount
    投了多少个亿？ | amount
    救了多少人命？ | count
    有多少口人？ | count 人
    覆盖率多少？ | percentage %
    翻了几番？ | percentage 番
    比去年多了多少家？ | count 家
    增加了多少万人？ | count 人
    完成率百分之多少？ | percentage %
    提案由谁办理？ | person
    会议几点开始？ | date
    在哪儿开的会？ | place
    会开了几天？ | duration 天
    收了多少条意见？ | count 条
    这话是谁说的？ | person
    怎么个说法？ | quotation
    口号喊的是啥？ | quotation
    标准提高到每月多少？ | amount
    How much of the budget went to education? | percentage
    What share of members are women? | percentage %
    By when will the line be finished? | date
    By what year should it be done? | date
    Which body handles proposals? | organisation
    Which department is in charge? | organisation
    Who chairs the committee? | person
    Who is the chairperson of the Shenzhen CPPCC? | person
    Who presided over the meeting? | person
    How long is the bridge? | amount
    How long did the meeting last? | duration
    What is the workstation for? | reason
    What was the money used for? | reason
    How many times was the meeting held? | count 次
    How many members are there? | count
    How old is the chair? | amount 岁
    Which session was it? | title
    What rank did Hefei take? | other
    Where does Anhui rank nationally? | other
    How high is the forest cover? | percentage
    What proportion of proposals were closed? | percentage %
    How many of the proposals were closed? | count
    How much did revenue fall? | percentage
    What is the total investment? | amount
    How much money was spent? | amount 元
    Did the city meet its target? | yes_no
    What's the slogan? | quotation
    What did the chair call for? | quotation
    Name the three pilot districts. | list
    What are the priorities for 2026? | list
    In what month was it held? | date
    Since when has it been in force? | date
    Whose idea was it? | person
    How come the target was missed? | reason
    How did they manage it? | manner
    How is it funded? | manner
    What percentage point rise was recorded? | percentage
"""
"""A line: a question, its kind, and the unit it names if it names one."""
LINES = [line.strip() for line in ASKED.strip().splitlines()]


@pytest.mark.parametrize("line", LINES)
def test_the_kind_and_the_unit_of_a_spoken_question_are_recognised(line):
    asked, _, wanted = line.partition(" | ")
    kind, _, unit = wanted.partition(" ")
    question = understand(asked)

    assert question.kind == kind
    assert not unit or unit == question.unit


@pytest.mark.parametrize("asked", ["省运会今年是第几届？", "青海省运会办到哪一届了？", "GDP排全国第几位？"])
def test_a_question_for_a_rank_or_a_session_counts_nothing(asked):
    assert understand(asked).unit is None


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("“两基”到底是哪两个“基本”？", "list"),
        ("江西“六个一”全覆盖包括哪六个“一”？", "list"),
        ("江西“一表同享”如何实现“一个口子进出”？", "manner"),
    ],
)
def test_words_between_two_quoted_names_still_ask(asked, kind):
    assert understand(asked).kind == kind


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("2011年推动实施什么计划以提高入园率？", None),
        ("制定了哪部法律来维护领土完整？", None),
        ("把哪座城市定为国际金融中心？", None),
        ("增速定在多少？", Status.PLANNED),
        ("一九八五年计划增加到多少元？", Status.PLANNED),
        ("How much steel was the country meant to make?", Status.PLANNED),
        ("How many firms did Anhui have at the end of the 14th Five-Year Plan?", Status.ACHIEVED),
    ],
)
def test_a_plan_by_name_says_nothing_about_planned_or_achieved(asked, status):
    assert understand(asked).status is status


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("柳州 双月协商 主持人", "person"),
        ("海澜市政协主席", "person"),
        ("禁船期延长 原因", "reason"),
        ("“1+6”协商工作机制 含义", "definition"),
        ("开幕地点 九届五次会议", "place"),
        ("卓慕青 职务", "title"),
        ("隐患整改 施工单位", "organisation"),
        ("讲古台 每场时长", "duration"),
        ("汉江议事亭 数量 2025年底", "count"),
        ("传染病发病率上升 原因", "reason"),
        ("民间投资增速", "percentage"),
        ("新增上市公司 2025", "other"),
        ("高标准农田的面积", "amount"),
    ],
)
def test_the_noun_at_the_end_of_a_keyword_says_what_is_wanted(asked, kind):
    assert understand(asked).kind == kind
