import json
import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.question.alone import language_of
from zhengxie_qa.question.question import MetadataField, Question, Translation
from zhengxie_qa.question.translation.lexicon import Rendering
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.question.wording import plain_words
from zhengxie_qa.types import AnswerKind, Language, Status

EXAMPLES = {
    AnswerKind.COUNT: """
        市政协组织了多少场“深聊会”？
        2026年浙江计划新增多少座公园？
        去年广西翻修了几个旧小区？
        全省有多少个委员工作站？
        深圳市政协立案提案多少件？
        新增高新技术企业多少家？
        靠中央花钱关门退场的国企有几家？
        广西落实育儿补贴政策惠及多少户家庭？
        有多少人参加了读书活动？
        江西去年接待了多少万人次游客？
        制定了几部法律？
        一年要拍几部故事片？
        必须坚持的基本经验有多少条？
        北京有几所大学？
        选派了几名干部？
        中关村有几处孵化器？
        开通了几趟班列？
        引进了多少位院士？
        参会的委员人数是多少？
        有几户人家搬进了新房？
        安徽2025年办结行政复议案件件数
        How many sessions were held?
        How many 深聊会 did the committee organise in 2024?
        What was the number of proposals filed?
        How many companies settled in Tianjin?
        How many people took part in the forum?
        How often did the members meet?
    """,
    AnswerKind.AMOUNT: """
        北京人现在平均能活到多少岁？
        一共投了多少钱？
        粮食总产量达到多少亿斤？
        一般公共预算收入是多少亿元？
        高铁里程达到多少公里？
        建设了多少万亩高标准农田？
        天津人平均能活到多大年纪？
        全市建成区多大面积？
        “十四五”末社会消费品零售总额突破多少？
        2001年国内生产总值达到多少？
        外汇储备有多少美元？
        新能源装机达到多少万千瓦？
        最低工资标准每月是多少元？
        山西去年PM2.5浓度降到多少？
        自治区2025年争取到的中央转移支付资金总额
        How much was invested in education?
        How many kilometres of railway were built?
        What was the total value of exports in 2025?
        How large is the forest area?
        How old do people in Beijing live to be on average?
        How many yuan does the subsidy amount to?
    """,
    AnswerKind.PERCENTAGE: """
        去年天津的GDP涨了几个百分点？
        2025年地区生产总值增长多少？
        一般公共预算收入增长百分之几？
        常住人口城镇化率是多少？
        护理型床位占比要提高到多少？
        高技术制造业占规模以上工业的比重是多少？
        风险低的商户不被打扰的比例有多高？
        服务业增加值占GDP多少？
        粮食产量是当年的几倍？
        森林覆盖率达到多少？
        零售价格涨了几个点？
        全国的人口自增率低到千分之几？
        经济增速定在多少？
        By how much did budget revenue rise in 2025?
        What percentage of villages have broadband?
        How fast did the economy grow?
        How many percentage points did it fall by?
        What share of exports went to ASEAN?
        What was the unemployment rate?
    """,
    AnswerKind.DATE: """
        这条铁路什么时候通车？
        哪一年建成小康社会？
        会议是哪天召开的？
        几月几日开幕？
        大会定在几号？
        目标定在哪个年份实现？
        何时完成改造？
        计划几时覆盖所有乡村？
        从哪一天起执行新标准？
        差距从啥时候开始变小？
        哪个月启动试点？
        开工日期是什么？
        When was the observatory completed?
        In which year did the city join the network?
        What date does the session open?
        By which year will the line be finished?
        Since when have fees been waived?
    """,
    AnswerKind.DURATION: """
        工程用了多长时间？
        建成这座中心用了多少天？
        欠薪老大难几年里收拾干净？
        土地承包期再延长多少年？
        两位数增长已经连续几个月？
        提前几天打招呼？
        转移支付应在多少日内下达？
        活动持续了多久？
        办证要等几个小时？
        How long did the campaign last?
        How many months did it take?
        How many days of training are offered?
    """,
    AnswerKind.PERSON: """
        深圳市政协主席是谁？
        2026年政府工作报告由谁作？
        哪位药学家拿了诺贝尔奖？
        念报告的人叫什么名字？
        九五年的模范军人妻子叫什么名字？
        现在的当家人姓甚名谁？
        哪位院士发了言？
        Who is the mayor of Tianjin?
        Who chairs the committee?
        Which scientist won the Nobel Prize?
        Whose proposal was adopted?
    """,
    AnswerKind.ORGANISATION: """
        哪家企业增资了麒麟软件？
        由哪个部门负责？
        哪个委员会牵头办理？
        什么集团落户西藏？
        哪所大学参与了研究？
        Which company moved its headquarters to Jiangxi?
        Which ministry issued the rules?
        What organisation runs the programme?
    """,
    AnswerKind.PLACE: """
        试点在哪里开展？
        哪个城市赢得了世博会举办权？
        总书记给哪个村的村民回信？
        深聊会在哪儿举行？
        工厂建在什么地方？
        国务院力挺哪座城去申办奥运会？
        扩大到了哪个省？
        基地设在何处？
        Where was the forum held?
        Which city won the bid?
        In which province is the reservoir?
    """,
    AnswerKind.TITLE: """
        那部应急法规叫啥？
        这项计划叫什么名字？
        氢能通道叫什么？
        广西首颗卫星叫什么名字？
        要认真落实哪个规划纲要？
        制定了哪部法律？
        中新天津生态城获评什么称号？
        今年办好什么活动？
        管理制度的正式名称是什么？
        宁夏中学生跳的哪支舞拿下了大奖？
        What is China's first aircraft carrier called?
        Which law was adopted in 2005?
        What is the name of the campaign?
    """,
    AnswerKind.QUOTATION: """
        报告用哪句话来概括这件事？
        主席的原话是怎么说的？
        文旅口号是什么？
        委员把深聊会比作什么？
        报告怎么评价这项工作？
        What did the chairman say about the proposals?
        What is the slogan of the campaign?
    """,
    AnswerKind.DEFINITION: """
        “两重”指什么？
        深聊会是什么？
        “新质生产力”是什么意思？
        什么是委员工作站？
        何谓“四张清单”？
        委员工作站是干啥用的？
        “双招双引”的含义是什么？
        What does "two basics" mean?
        What is 深聊会?
        What does CPPCC stand for?
    """,
    AnswerKind.LIST: """
        推动哪些景区创建国家5A级旅游景区？
        包括哪几个方面？
        “三高”指的是哪三个方面？
        五位一体总体布局包括哪些建设？
        报告的三个“高地”分别是什么？
        委员长会议由哪些人组成？
        扩大到哪两省？
        三根主线是什么？
        有什么特点？
        哪几个城市先行试点？
        Which provinces were chosen for the pilot? List them: which provinces are named?
        What are the three main tasks?
        List the members of the committee.
    """,
    AnswerKind.REASON: """
        为什么要强军？
        上头为啥要收紧钱袋子？
        没有实现目标的主要原因是什么？
        取消这些规定图的是啥？
        此举的目的是什么？
        因何取消了农业税？
        Why did Jiangxi miss two targets?
        What was the reason for the delay?
    """,
    AnswerKind.MANNER: """
        怎样保护长江？
        如何解决账款拖欠？
        江西打算怎么控制卖地？
        安徽准备咋办？
        采取了什么措施？
        靠什么把经济拉回来？
        How does the city handle complaints?
        How did officials curb inspections?
    """,
    AnswerKind.YES_NO: """
        深圳是否举办了深聊会？
        今年建成新馆了吗？
        有没有完成年度目标？
        农业税取消了没有？
        Did the city meet its target?
        Is the bridge open?
    """,
    AnswerKind.METADATA: """
        这篇文章哪天发布的？
        来源是哪里？
        标题是什么？
        这篇报道的来源是什么？
        山西的政府工作报告什么时候上网公开的？
        天津市2026年政府工作报告的发布时间是什么？
        这份报告是几号登出来的？
        本文出自哪家媒体？
        这篇报道是哪家媒体发的？
        When was this article published?
        What is the source of this article?
        What is the title of this report?
    """,
}
PAIRS = [
    (question.strip(), kind)
    for kind, lines in EXAMPLES.items()
    for question in lines.strip().splitlines()
    if question.strip()
]
ACCEPTED = {
    "count": {"count", "amount", "percentage", "duration"},
    "date": {"date", "duration", "metadata"},
    "entity": {"person", "organisation", "place", "other", "list", "title"},
    "title": {"title", "quotation", "other", "list"},
    "definition": {"definition", "list", "other", "quotation", "title", "manner", "reason"},
    "why_how": {"reason", "manner", "other", "list", "definition", "title", "quotation"},
}
"""The coarser kinds of the question sets → the kinds of ours that are right for them."""


def test_the_examples_are_many_and_cover_every_kind_but_other():
    assert len(PAIRS) >= 150
    assert set(EXAMPLES) == set(AnswerKind) - {AnswerKind.OTHER}


@pytest.mark.parametrize(("question", "kind"), PAIRS)
def test_the_kind_of_a_question_is_recognised(question, kind):
    assert understand(question).kind is kind


def test_the_kinds_of_the_training_questions_are_recognised(shared_data):
    rows = [json.loads(line) for line in (shared_data / "political" / "train.jsonl").read_text("utf-8").splitlines()]
    right = defaultdict(list)
    for row in rows:
        if row["kind"] in ACCEPTED:
            right[row["lang"]].append(understand(row["question"]).kind in ACCEPTED[row["kind"]])

    assert sum(right["zh"]) / len(right["zh"]) >= 0.96
    assert sum(right["en"]) / len(right["en"]) >= 0.9


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("市政协组织了多少场“深聊会”？", "场"),
        ("投了多少亿元？", "元"),
        ("一共花了多少钱？", "元"),
        ("涨了几个百分点？", "个百分点"),
        ("增长百分之几？", "%"),
        ("有几户？", "户"),
        ("能活多少岁？", "岁"),
        ("建成养老机构多少家？", "家"),
        ("How many kilometres were built?", "公里"),
        ("总共有多少？", None),
        ("有多少游客？", None),
    ],
)
def test_the_unit_asked_for_is_named(question, unit):
    assert understand(question).unit == unit


@pytest.mark.parametrize(
    "question", ["近几年有什么变化？", "几千年来的精神怎样概括？", "十几个部门有哪些？", "这几个城市叫什么？"]
)
def test_few_that_does_not_ask_is_no_count(question):
    assert understand(question).kind not in {AnswerKind.COUNT, AnswerKind.DURATION, AnswerKind.DATE}


def test_the_last_asking_word_decides():
    assert understand("谁来照应老人的那条经验怎么讲？").kind is AnswerKind.QUOTATION
    assert understand("涨得厉害吗，零售这块涨了几个点？").kind is AnswerKind.PERCENTAGE


def test_asking_words_inside_quotation_marks_do_not_ask():
    assert understand("“为什么读书”是哪一年的主题？").kind is AnswerKind.DATE


def test_a_remark_behind_the_question_changes_nothing():
    assert understand("走完初级阶段最少得花多久？十五大怎么估计的？").kind is AnswerKind.DURATION


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("市政协组织了多少场“深聊会”？", Language.ZH),
        ("2025年GDP增长多少？PM2.5呢？", Language.ZH),
        ("How many 深聊会 were held?", Language.MIXED),
        ("2025年天津的budget revenue是多少？", Language.MIXED),
        ("How many sessions were held?", Language.EN),
    ],
)
def test_the_language_is_told(question, language):
    assert language_of(question) is language


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("2026年浙江计划新增多少座公园？", Status.PLANNED),
        ("今年的经济增长目标是多少？", Status.PLANNED),
        ("力争新增就业多少万人？", Status.PLANNED),
        ("去年实际完成了多少？", Status.ACHIEVED),
        ("累计建成多少公里？", Status.ACHIEVED),
        ("What is the growth target?", Status.PLANNED),
        ("How many were built last year?", Status.ACHIEVED),
        ("人均预期寿命是多少岁？", None),
    ],
)
def test_planned_and_achieved_are_told_apart(question, status):
    assert understand(question).status is status


def test_years_decide_planned_or_achieved_where_no_word_does():
    assert understand("2030年GDP是多少？", as_of="2026-02-03").status is Status.PLANNED
    assert understand("2024年GDP是多少？", as_of="2026-02-03").status is Status.ACHIEVED


def test_what_a_question_names_is_read_off():
    question = understand("去年广东第111期“委员会客厅”和《深圳特区报》的COP28专题有多少篇？", as_of="2026-02-03")

    assert question.years == (2025,)
    assert [place.canonical for place in question.places] == ["广东省"]
    assert question.ordinals == ("第111期",)
    assert question.quoted == ("委员会客厅", "深圳特区报")
    assert question.names == ("委员会客厅", "深圳特区报", "COP28")
    assert question.unit == "篇"


def test_a_month_without_its_year_names_no_year():
    assert understand("3月5日通过了什么决定？", as_of="2026-02-03").years == ()


def test_a_word_unknown_to_the_dictionary_is_a_term_as_a_whole():
    assert "深聊会" in understand("深聊会有多少场？").terms


def test_asking_words_are_no_terms():
    assert (
        understand("谁是深圳市政协主席？").terms == ("深圳市", "政协", "主席")
        or "谁" not in understand("谁是主席？").terms
    )


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("这篇文章哪天发布的？", MetadataField.PUBLISHED),
        ("Which newspaper published this article?", MetadataField.SOURCE),
        ("来源是哪里？", MetadataField.SOURCE),
        ("标题是什么？", MetadataField.TITLE),
        ("When was this article published?", MetadataField.PUBLISHED),
    ],
)
def test_metadata_questions_say_which_field(question, field):
    assert understand(question).metadata is field


@pytest.mark.parametrize(
    "question", ["资金来源是什么？", "2005年公布的条例是哪一部？", "政府工作报告是哪一天在人代会上作的？"]
)
def test_questions_about_the_content_are_not_about_the_article(question):
    assert understand(question).metadata is None


@pytest.mark.parametrize(
    "question",
    ["你好", "写一首诗", "请帮我写一份提案", "今天天气怎么样？", "3+5", "hello", "Write a poem about spring"],
)
def test_requests_no_report_could_answer_are_out_of_scope(question):
    assert understand(question).out_of_scope


@pytest.mark.parametrize(
    "question", ["请帮我查一下2025年的财政收入", "2025年写了多少篇文章？", "气象部门发布了多少次天气预警？"]
)
def test_ordinary_questions_are_in_scope(question):
    assert not understand(question).out_of_scope


class Glossary:
    """A translator that knows one sentence."""

    def translate(self, question: str) -> Translation | None:
        known = {"How many sessions were held?": Translation("多少场会议举行", (Rendering("会议", 1.0),))}
        return known.get(question)


def test_an_english_question_is_matched_by_its_chinese_rendering():
    question = understand("How many sessions were held?", translator=Glossary())

    assert (question.chinese, question.kind) == ("多少场会议举行", AnswerKind.COUNT)
    assert question.wh_span is not None
    assert question.chinese[slice(*question.wh_span)] == "多少场"


@given(st.text("多少几什么哪谁怎如何为啥是否吗个场元%“”《》？?的年月去今Howmany what? 0123", max_size=60))
def test_any_text_is_understood_and_spans_stay_inside(text):
    question = understand(text, as_of="2026")

    assert isinstance(question, Question)
    assert question.text == plain_words(text.strip())
    if question.wh_span is not None:
        start, end = question.wh_span
        assert 0 <= start < end <= len(question.chinese)
    assert all(not re.search(r"\s", term) for term in question.terms)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("通知是什么时候发的？", MetadataField.PUBLISHED),
        ("提案座谈会的报道什么时候发布的？", MetadataField.PUBLISHED),
        ("这份公告是哪天印发的？", MetadataField.PUBLISHED),
        ("这份通知的来源是什么？", MetadataField.SOURCE),
        ("这份纪要的标题是什么？", MetadataField.TITLE),
        ("通知要求什么时候报送？", None),
        ("座谈会什么时候召开？", None),
        ("高温预警消息什么时候开始发布？", None),
        ("资金的来源是什么？", None),
        ("新闻发布会是什么时候开的？", None),
    ],
)
def test_a_notice_is_asked_about_as_an_article_is(question: str, field: MetadataField | None) -> None:
    assert understand(question).metadata is field
