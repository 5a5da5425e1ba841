"""What is no question for the corpus at all, and, as many of each kind, the real questions that only look like it."""

import json
import time

import pytest

from zhengxie_qa.question.scope import is_out_of_scope, without_opening
from zhengxie_qa.question.understanding import understand

OUT_OF_SCOPE = {
    "greetings and thanks": """
    你好 | 您好！ | 你好啊 | 大家好 | 早上好 | 晚上好！ | 在吗 | 在吗？ | 嗨 | 哈喽 | 谢谢 | 谢谢你 | 非常感谢 |
    谢谢您的回答 | 再见 | 拜拜 | 辛苦了 | hello | Hi! | Hi there | hey | Thanks | Thank you very much |
    thanks for your help | bye | Goodbye! | Good morning
    """,
    "small talk": """
    你是谁 | 你是谁？ | 你叫什么名字 | 您贵姓 | 你会什么 | 你能做什么？ | 你能帮我做什么 | 你是机器人吗 |
    你是不是人工智能 | 你多大了 | 你吃了吗 | 你觉得人生有意义吗 | 你喜欢什么 | 你会唱歌吗 | Who are you? |
    What can you do? | How are you | What's your name? | Are you a robot? | what do you think about love
    """,
    "the weather": """
    今天天气怎么样？ | 明天深圳会下雨吗 | 上海后天会下雪吗？ | 北京天气如何 | 周末天气好吗 | 明天冷不冷 |
    现在气温多少度 | 天气预报 | 查一下天气预报 | 上海天气预报 | What's the weather like? | weather tomorrow |
    Will it rain tomorrow?
    """,
    "orders": """
    写一首诗 | 写首诗 | 请帮我写一份提案 | 帮我写一篇关于乡村振兴的作文 | 写一篇关于什么是新质生产力的文章 |
    给我讲个笑话 | 讲个笑话 | 讲一个故事吧 | 唱首歌 | 唱一首国歌 | 放首歌听听 | 画一张图 | 帮我画一只猫 | 画一幅画 |
    你能写一首诗吗？ | 能不能帮我起草一份通知 | 可以帮我编一个故事吗 | 作一首七言绝句诗 | 编个段子 | 写副对联 |
    写一封情书 | 请写诗 | 帮我翻译这段话 | 翻译成英文 | 把这段话翻译成英文 | 请把下面的句子翻译成英语 |
    翻译一下这段话 | 润色一下这篇文章 | 帮我改写这段文字 | 起草一份讲话稿 | 生成一张海报 | 推荐一部电影 |
    推荐几本书 | 给我推荐一家餐厅 | 帮我订一张机票 | 帮我买一张票 | 帮我点个外卖 | 帮我叫个车 | 给我打个电话 |
    帮我设个闹钟 | 来一首诗 | 讲故事 | 写诗 | 用深圳写一首诗 | 以春天为题写一首诗 | 写一首诗，要押韵 |
    写一首诗 关于春天 | 帮我做个PPT | 替我写一份检讨书 | 帮我起个名字 | 给我算一卦
    """,
    "English orders": """
    Write a poem about spring | write me a poem | Please write a short story about a dragon |
    Can you tell me a joke? | tell me a story | Draw a picture of a cat | Translate this into English |
    translate the following sentence | compose a song for my mother | Draft an email to my boss |
    Recommend a good book | please sing a song | Write a python script
    """,
    "sums": """
    3+5 | 1+1=? | 1+1等于几 | ３+５ | 12*7 | 100-37= | 2的10次方 | 3加5等于多少 | 三加五等于几 | 算一下12×8 |
    计算 35/7 | What is 3+5? | what is 12 times 7 | 100÷4等于多少 | (3+4)*2
    """,
    "advice and the clock": """
    该不该买股票 | 推荐一只股票 | 买什么股票好 | 下期双色球号码 | 这只股票能不能买 | 现在几点了 | 今天星期几 |
    今天几号？ | what time is it
    """,
}

IN_SCOPE = {
    "spans, dates and patterns with a sign": """
    2021-2025年全省新增就业多少万人？ | 2021-2025年 | 2021—2025年GDP年均增速 | 2025-07-25发布的报告说了什么？ |
    2025-07-25 | 2025/07/25 会议 | 2016-2020 水利投资 | 1993-1997年经济年均增长多少？ | 12345-6 |
    2025-2026学年招生多少人 | 2021 - 2025 地区生产总值 | 7-8月份接待游客多少 | 3-5岁儿童入园率 |
    1+6制度 强调固定 原因 | 1+4协商机制到底啥意思 | 5+2就业之家 是什么平台 | 1+1+N签约 | “1+6”机制中“6”指什么 |
    1+6制度 | 3+1+N是什么 | 7×24小时服务热线有几条 | 100-200亩的种粮大户补多少 | 5/12是什么日子 | 110-119联动 |
    24/7服务是什么 | 1+6是什么 | 2025-2021增加了多少
    """,
    "verbs of making that tell what was made": """
    作出了哪些部署 | 作出哪些部署？ | 编成了多少部地方志 | 编出多少部志书 | 写出了多少篇调研报告 | 写成了几份提案 |
    写了多少篇文章 | 作了哪些报告 | 画出了几张蓝图 | 画成了什么样的同心圆 | 翻译成了多少种语言 | 翻译成哪几种文字 |
    翻译成果有多少项 | 起草了几份文件 | 起草说明由谁作 | 编制了哪些规划 | 编辑出版了什么书 | 推荐了几名候选人 |
    推荐成果多少项 | 推荐了多少优秀提案 | 讲出了什么道理 | 讲好中国故事有哪些举措 | 讲好中国故事 |
    唱响了什么主旋律 | 唱出了什么歌 | 放出了多少贷款 | 放管服改革有哪些 | 放宽了哪些限制 | 计算成本多少 |
    计算出来的缺口多大 | 计算机拥有量多少台 | 生成了多少条数据 | 生成式人工智能备案多少个 | 改写成了什么 |
    改写了什么历史 | 润色成哪一句 | 画个同心圆指什么 | 写一封信给村民的是谁 | 写一篇报告用了多少天 |
    编一部地方志需要几年 | 作一个报告要多久 | 制作一部宣传片花了多少钱 | 给我写信的村民是谁 | 写作协会有多少会员 |
    作品一共多少件 | 编号是多少 | 编办主任是谁 | 放假几天 | 放个假多少天 | 推荐一名候选人要什么条件 |
    讲个笑话的委员是谁 | 写一首诗的委员是谁 | 设计一套制度花了多久 | 起草一份规划用了多久 |
    说一个数字：新增就业多少 | 制作展板 张数 | 写好时代答卷 会议 | 以身作则 | 讲三点 | 白皮书译成英文 | 译成英文的法规
    """,
    "English words that begin like an order or a greeting": """
    Hi-tech exports rose by how much? | Hi-tech exports | Hi tech exports 2025 | Hey-day of steel output was when? |
    Hello Kitty park in Anji opened when? | Thanks to which policy did exports grow? | Bye-election results |
    Hiking trails built in 2025 | Heyuan GDP 2025 | Hello, how many sessions were held? | Hi, what is 深聊会? |
    Hi there, who is the chairman? | Thank you. When was it held? | Good morning, which city won the bid? |
    Excuse me, how long is the tunnel? | Byelaws adopted | Draft law on secession name | Draft outline title |
    Draft regulations on water saving were submitted when? | Write-off of bad debts in 2025 |
    Written proposals filed | Translated works published in 2025 | Generate how much power in 2025 |
    Recommended candidates number | How many weather forecasts were issued? | weather stations built |
    weather forecast accuracy rate | Sing Yin school enrolment | Compose the leading group: who? |
    Tell me the GDP of Tianjin in 2025 | Tell me about 深聊会 | Please tell me who chairs the committee |
    Can you tell me how many companies settled? | Could you find the growth target | Recommend which bills? |
    Drawing on which experience was the plan made? | Write how many articles | Draw a 同心圆 means what |
    Which poem did the chairman quote? | What song was sung? | How is the weather affecting the harvest in 2025 |
    thank-you letters how many
    """,
    "an opening before a question": """
    你好，请问市政协主席是谁？ | 您好 请问深聊会举办了多少场 | 你好请问2025年GDP是多少 |
    你好，深圳市政协有多少委员 | 你好！2025年财政收入 | 您好，我想咨询一下老年助餐 | 早上好，请问会议哪天召开 |
    在吗？请问主席是谁 | 谢谢，那浙江呢？ | 谢谢，请问广东呢 | 打扰一下，育儿补贴多少钱 |
    不好意思，请问申请截止到哪天 | 嗨，深聊会是什么 | hi，深聊会是什么 | hello 请问深聊会 | 你好李焕英票房多少 |
    你好，写了多少篇文章 | 您好，请帮我查一下2025年的财政收入 | 感谢信是谁写的 | 感谢信一共收到多少封 |
    喂养奶牛多少头 | 在吗啡管控上有什么要求 | 早稻产量多少 | 谢谢大家的人是谁 | 晚安行动是什么 | 请问 |
    再见面时提了什么 | 大家好不好看什么指标 | 你好深圳 活动 时间 | 劳驾，提案截止日期
    """,
    "requests to look up": """
    请帮我查一下2025年的财政收入 | 麻烦给我这份答复的编号 | 请给我这份计划的联系人姓名 |
    麻烦列一下天津融入首都通勤圈要深化的几个“+”协同 | 帮我查查安徽的1188里两个8指哪些产业 |
    帮我找找讲话里把企业比作蓄水池的那句 | 帮我看看他们自己说有哪些问题 | 帮查下石家庄去年社零增速 |
    帮我统计一下有多少场 | 帮我数一数几个区试点 | 帮我问一下主席是谁 | 帮我算算一共投了多少钱 |
    帮我总结一下主要成绩有哪些 | 给我讲讲深聊会 | 给我说说提案办理情况 | 给我文号 | 给我联系电话 |
    帮我确认一下开工日期 | 帮我核对一下数字 | 请列举三项重点任务 | 请写出三个重点任务 | 请问报告由谁起草 |
    给我一个数：新增就业多少 | 给我定一下概念：什么叫深聊会 | 帮我翻一下报告里的GDP | 能不能告诉我主席是谁 |
    可以告诉我会议时间吗 | 我想知道图书馆新馆要花多少钱 | 我想找岳星阑说的那句话 |
    想了解黑龙江今年加力发展哪些战新产业集群 | 给我们带来了什么变化
    """,
    "weather and days as the matter of reports": """
    气象部门发布了多少次天气预警？ | 发布了多少次天气预报 | 今天的会议讨论了什么 | 现在全市有多少个气温监测站 |
    现在的年平均气温是多少 | 今天上午通过了什么决定 | 明天开幕的是什么展会 | 2025年平均气温比常年高多少 |
    极端天气应急预案何时启动 | 这几天入住率是多少 | 天气预报准确率是多少 | 下雨天怎么施工 | 防御恶劣天气措施 |
    今年下雪几次 | 周末夜市如何管理 | 天气
    """,
    "shares and funds as the matter of reports": """
    股票代码是多少 | 该公司股票代码 | 上市公司股票融资多少亿元 | 彩票公益金投入多少 | 福利彩票销售额 |
    基金规模多大 | 推荐哪些基金项目 | 基金推荐了哪些项目 | 基金号码 | 社保基金能不能买商业保险
    """,
    "you as the one asked about": """
    你们单位有多少人 | 你市2025年GDP多少 | 你省有多少县 | 您认为的“三个没有变”是什么意思
    """,
}


def rows(table: dict[str, str]) -> list[str]:
    return [line.strip() for lines in table.values() for line in lines.replace("|", "\n").splitlines() if line.strip()]


@pytest.mark.parametrize("text", rows(OUT_OF_SCOPE))
def test_what_no_report_could_answer_is_out_of_scope(text) -> None:
    assert understand(text).out_of_scope


@pytest.mark.parametrize("text", rows(IN_SCOPE))
def test_a_question_that_a_report_could_answer_is_in_scope(text) -> None:
    assert not understand(text).out_of_scope


def test_there_are_more_questions_that_must_not_be_refused_than_texts_that_must() -> None:
    assert len(rows(IN_SCOPE)) >= len(rows(OUT_OF_SCOPE)) >= 100


@pytest.mark.parametrize("opening", ["", "您好！请问", "谢谢，", "Hello, "])
def test_no_training_question_is_refused_whatever_the_opening(shared_data, opening) -> None:
    files = [shared_data / "political" / name for name in ("train.jsonl", "train_styles.jsonl")]
    asked = [json.loads(line)["question"] for file in files for line in file.read_text("utf-8").splitlines()]
    assert [question for question in asked if is_out_of_scope(opening + question)] == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("你好，请问深聊会举办了多少场？", "深聊会举办了多少场？"),
        ("您好！打扰一下，主席是谁？", "主席是谁？"),
        ("Hello, how many sessions were held?", "how many sessions were held?"),
        ("谢谢，那浙江呢？", "那浙江呢？"),
    ],
)
def test_an_opening_is_dropped(text, asked) -> None:
    assert without_opening(text) == asked


@pytest.mark.parametrize(
    "text", ["你好李焕英票房多少", "Hi-tech exports", "Thanks to which policy?", "喂养奶牛多少头", "你好"]
)
def test_what_is_no_opening_or_has_nothing_behind_it_stays(text) -> None:
    assert without_opening(text) == text


@pytest.mark.parametrize(
    "piece", ["请你", "帮我", "can you please ", "1+", "(", "你好，", "写一首", "用", "给我听", "今天"]
)
def test_a_long_text_is_judged_at_once(piece) -> None:
    is_out_of_scope("深聊会")  # builds the folding table
    begun = time.perf_counter()
    is_out_of_scope((piece * 500)[:500] + "!x")
    assert time.perf_counter() - begun < 1
