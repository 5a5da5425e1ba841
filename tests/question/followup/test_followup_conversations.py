"""Conversations as people type them: what the last question must have become, and what it must not hold any more."""

import pytest

from zhengxie_qa.question.followup.complete import complete
from zhengxie_qa.types import Turn

CHINESE = """
    2025年北京的地区生产总值是多少？ > 那浙江呢？ | 浙江 2025年 地区生产总值 多少 -北京
    2025年北京的地区生产总值是多少？ > 2023年的呢？ | 北京 2023年 地区生产总值 -2025
    2025年北京的地区生产总值是多少？ > 增速呢？ | 北京 2025年 地区生产总值 增速 多少
    2025年北京的地区生产总值是多少？ > 今年的目标呢？ | 北京 今年 地区生产总值 目标 -2025
    2025年北京的地区生产总值是多少？ > 比上年增长多少？ | 北京 2025年 地区生产总值 比上年增长多少
    2025年北京的地区生产总值是多少？ > 那去年呢 | 北京 去年 地区生产总值 -2025
    2025年北京的地区生产总值是多少？ > 上海呢？和天津比呢 | 上海 天津 地区生产总值 2025年 -北京
    2025年北京的地区生产总值是多少？ > 人均呢？ | 北京 2025年 人均 地区生产总值
    2025年北京的地区生产总值是多少？ > 排全国第几？ | 北京 2025年 地区生产总值 第几
    2025年北京的地区生产总值是多少？ > 粮食产量呢？ | 北京 2025年 粮食产量 多少 -地区生产总值
    2025年北京的地区生产总值是多少？ > 一般公共预算收入增长多少？ | 北京 2025年 一般公共预算收入增长多少 -地区生产总值
    2025年北京的地区生产总值是多少？ > GDP增长多少？ | 北京 2025年 GDP增长多少
    2025年北京的地区生产总值是多少？ > 北京2024年粮食产量多少？ | =
    2025年北京的地区生产总值是多少？ > 那上海2024年的粮食产量是多少？ | 上海 2024年 粮食产量 -北京 -2025
    2025年北京的地区生产总值是多少？ > 那浙江呢？ > 2023年呢？ | 浙江 2023年 地区生产总值 -北京 -2025
    2025年北京的地区生产总值是多少？ > 那浙江呢？ > 增速呢？ > 江苏呢？ | 江苏 2025年 地区生产总值 增速 -浙江
    深圳市政协有多少个委员工作站？=128个 > 其中市级的有多少？ | 深圳市政协 委员工作站 市级 多少
    深圳推出了哪些惠民措施？ > 还有呢？ | 深圳 惠民措施 还有
    深圳推出了哪些惠民措施？ > 为什么？ | 深圳 推出 惠民措施 为什么 -哪些
    江西去年有几项指标没有完成？=两项 > 为什么？ | 江西 去年 指标没有完成 为什么 -几项
    珠海湾区发展论坛在哪里举行？=会展中心 > 由谁主持？ | 珠海 湾区发展论坛 由谁主持 -在哪里
    湾区发展论坛什么时候开的？=2025年11月 > 在哪里开的？ | 湾区发展论坛 在哪里开
    湾区发展论坛什么时候开的？=2025年11月 > 谁主持的？ | 湾区发展论坛 谁主持
    湾区发展论坛什么时候开的？=2025年11月 > 有多少人参加？ | 湾区发展论坛 多少人参加
    引汉济渭工程是什么？ > 什么时候建成？ | 引汉济渭工程 什么时候建成
    浙江今年开工的最大水利工程叫什么？=开化水库 > 这个项目什么时候建成？ | 开化水库 什么时候建成
    浙江今年开工的最大水利工程叫什么？=开化水库 > 它的总投资是多少？ | 开化水库 总投资 多少
    浙江今年开工的最大水利工程叫什么？=开化水库 > 总投资呢？ | 开化水库 总投资 多少
    浙江今年开工的最大水利工程叫什么？=开化水库 > 投资多少？ | 开化水库 投资多少
    浙江今年开工的最大水利工程叫什么？=开化水库 > 这座水库有多大？ | 开化水库 多大
    哪个部门负责提案办理？=市政协提案委员会 > 该机构何时成立？ | 市政协提案委员会 何时成立
    哪个部门负责提案办理？=市政协提案委员会 > 主任是谁？ | 市政协提案委员会 主任 谁
    深圳市政协主席是谁？=林洁 > 哪年上任的？ | 林洁 哪年上任
    深圳市政协主席是谁？=林洁 > 副主席呢？ | 深圳市政协 副主席 谁 -林洁
    深圳市政协主席是谁？=林洁 > 委员有多少人？ | 深圳市政协 委员有多少人
    深圳市政协主席是谁？=林洁 > 他今年多大岁数？ | 林洁 多大岁数
    深圳市政协2025年立案多少件提案？=486件 > 办结率呢？ | 深圳市政协 2025年 提案 办结率 多少
    深圳市政协2025年立案多少件提案？=486件 > 其中重点提案多少件？ | 深圳市政协 2025年 重点提案多少件
    深圳市政协2025年立案多少件提案？=486件 > 都办完了吗？ | 深圳市政协 2025年 提案 办完了吗
    深圳市政协2025年立案多少件提案？=486件 > 谁负责办？ | 深圳市政协 提案 谁负责办
    深圳市政协2025年立案多少件提案？=486件 > 那广州市政协呢？ | 广州市政协 2025年 立案 提案 多少件 -深圳
    深圳市政协2025年立案多少件提案？=486件 > 2024年呢，多少件？ | 深圳市政协 2024年 立案 提案 多少件 -2025
    2025年广东新建了多少公里高速公路？=300公里 > 花了多少钱？ | 广东 2025年 高速公路 花了多少钱
    2025年广东新建了多少公里高速公路？=300公里 > 高铁呢？ | 广东 2025年 高铁 多少公里 -高速公路
    2025年广东新建了多少公里高速公路？=300公里 > 计划今年再建多少？ | 广东 今年 高速公路 再建多少 -2025
    2025年广东新建了多少公里高速公路？=300公里 > 到2030年呢？ | 广东 2030年 高速公路 多少公里 -2025
    2025年广东新建了多少公里高速公路？=300公里 > 累计呢？ | 广东 高速公路 累计 多少
    2025年广东新建了多少公里高速公路？=300公里 > 其中粤北有多少？ | 广东 2025年 高速公路 粤北 多少
    安徽去年新增就业多少万人？=71.2万人 > 今年打算新增多少？ | 安徽 今年 就业 新增多少 -去年
    安徽去年新增就业多少万人？=71.2万人 > 目标完成了吗？ | 安徽 去年 就业 目标完成了吗
    安徽去年新增就业多少万人？=71.2万人 > 城镇的呢？ | 安徽 去年 城镇 就业 多少
    安徽去年新增就业多少万人？=71.2万人 > 失业率多少？ | 安徽 去年 失业率多少
    安徽去年新增就业多少万人？=71.2万人 > 同比多了多少？ | 安徽 去年 就业 同比多了多少
    宁夏PM2.5浓度是多少？ > 优良天数比例呢？ | 宁夏 优良天数比例 多少 -PM2.5
    宁夏PM2.5浓度是多少？ > 跟全国比怎么样？ | 宁夏 PM2.5浓度 全国 怎么样
    青海哪支队伍拿了冰壶联赛冠军？=青海冰壶队 > 粮食总产量呢？ | 青海 粮食总产量 多少 -冰壶 -哪
    2025年上海新增了多少座公园？ > 深聊会是什么？ | =
    2025年上海新增了多少座公园？ > 你好 | =
    2025年上海新增了多少座公园？ > 那篇报道是哪天发布的？ | =
    2025年上海新增了多少座公园？ > 第十四届省运会在哪里办？ | =
    2025年上海新增了多少座公园？ > 谢谢 | =
    2025年上海新增了多少座公园？ > 我国一共举办过几次世博会？ | =
    2025年上海新增了多少座公园？ > 其中国企占比多少？ | 上海 2025年 公园 国企占比多少
    什么是新质生产力？ > 怎么发展？ | 新质生产力 怎么发展
    2025年广西城市公园有多少个？ > “口袋公园”呢？ | 2025年 广西 “口袋公园” 多少个 -城市公园
    被骗去投了理财的宁夏人，政府替他们追回了多少钱？ > 信访积案化解率呢？ | 宁夏 信访积案化解率 多少 -被骗 -钱
    1994年固定资产投资增速回落到多少？ > 上年呢？ | 1993年 固定资产投资增速 -1994
    2007年中国共产党有多少党员？ > 那时候执政多少年了？ | 2007年 执政多少年
    2025年江西新增上市公司几家？ > 前一年呢？ | 2024年 江西 上市公司 -2025
    北京2025年粮食产量是多少？ > 天津市2025年森林覆盖率是多少？ > 北京的呢？ | 北京 2025年 森林覆盖率 -天津
    两头在外是什么意思？ > 哪些地方要实行？ | 两头在外 哪些地方要实行
    根据中英联合声明，我国将于何时恢复对香港行使主权？=1997年 > 这个声明是哪年签署的？ | 中英联合声明 哪年签署
    广西哪部民族歌剧获了奖？=《柳柳州》 > 这部歌剧的主要演员拿了什么奖？ | 《柳柳州》 主要演员 什么奖
    2026年青海要建哪4个抽水蓄能电站？ > 那光热电站呢？要建几座？ | 青海 2026年 光热电站 几座 -抽水
    哪家央企落户江西？=中国稀土集团 > 那数字经济规模有多大？ | 江西 数字经济规模 多大 -集团
    河北招投标改革起到了什么作用？ > 那经营主体净增多少？ | 河北 经营主体净增多少
    西藏今年准备升级哪些公路？ > 还要开工建设什么水库？ | 西藏 今年 开工建设什么水库
"""
ENGLISH_AND_MIXED = """
    What was Beijing's GDP in 2025? > And Zhejiang? | Zhejiang 2025 GDP -Beijing
    What was Beijing's GDP in 2025? > What about 2023? | Beijing 2023 GDP -2025
    What was Beijing's GDP in 2025? > And the growth rate? | Beijing 2025 growth rate GDP
    What was Beijing's GDP in 2025? > How much did it grow? | Beijing 2025 GDP grow
    What was Beijing's GDP in 2025? > And grain output? | Beijing 2025 grain output -GDP
    What was Beijing's GDP in 2025? > And Zhejiang? > And in 2023? | Zhejiang 2023 GDP -Beijing -2025
    How many workstations does Shenzhen have?=128 > How many of them are at city level? | Shenzhen workstations city
    Which forum was held in Zhuhai in 2025?=湾区发展论坛 > Where was it held? | 湾区发展论坛 Where held
    Which forum was held in Zhuhai in 2025?=湾区发展论坛 > Who chaired it? | 湾区发展论坛 Who chaired
    Which forum was held in Zhuhai in 2025?=湾区发展论坛 > When? | 湾区发展论坛 When
    How many proposals did Shenzhen CPPCC file in 2025? > And in Guangzhou? | Guangzhou CPPCC proposals 2025 -Shenzhen
    How many proposals did Shenzhen CPPCC file in 2025? > What about last year? | Shenzhen proposals last year -2025
    How many proposals did Shenzhen CPPCC file in 2025? > And how many motions? | Shenzhen CPPCC motions 2025 -proposals
    How many proposals did Shenzhen CPPCC file in 2025? > How many of those were key ones? | Shenzhen 2025 proposals key
    Why did Jiangxi miss two targets? > Which ones? | Jiangxi two targets Which
    Who is the chair of the Shenzhen CPPCC?=林洁 > When did she take office? | 林洁 take office When
    2025年北京的GDP是多少？ > And Shanghai? | 上海 2025年 GDP -北京
    2025年北京的GDP是多少？ > What about the target? | 北京 GDP 目标
    What was Beijing's GDP in 2025? > 那上海呢？ | 上海 2025 GDP -Beijing
    What was Beijing's GDP in 2025? > 增速呢？ | Beijing 2025 GDP 增速
    How many cruise ships did Tianjin handle in 2025? > 那旅客呢？ | 旅客 Tianjin 2025 handle -cruise
    How many cruise ships did Tianjin handle in 2025? > What was the GDP growth? | Tianjin 2025 GDP growth
    What was Beijing's GDP in 2025? > How many parks did Shanghai add in 2024? | =
    What was Beijing's GDP in 2025? > Thanks | =
    How many km of expressway did Guangdong build in 2025? > And railways? | railways Guangdong 2025 -expressway
    How many km of expressway did Guangdong build in 2025? > How much did that cost? | Guangdong expressway 2025 cost
    How many km of expressway did Guangdong build in 2025? > How about the plan for 2026? | Guangdong 2026 plan -2025
    What is the urbanisation rate of Sichuan? > And in Guizhou? | Guizhou urbanisation rate -Sichuan
    How many ships did Tianjin handle in 2025? > How many firms joined its shipping cluster? | Tianjin 2025 firms
    Who is hailed as a modern hero in the 1995 report? > And who was called the people's good doctor? | 1995 good doctor
"""
"""A line: earlier questions, each with ``=answer`` where it had one, and the last question, between ``>``; then the
words that must stand in the completed question, those with ``-`` that must not, or ``=`` where it is to stay."""

LINES = [line.strip() for line in f"{CHINESE}{ENGLISH_AND_MIXED}".splitlines() if line.strip()]


def conversation(line: str) -> tuple[list[Turn], str, list[str]]:
    asked, _, wanted = line.rpartition(" | ")
    *earlier, last = asked.split(" > ")
    parts = [turn.partition("=") for turn in earlier]
    return [Turn(question, answer or None) for question, _, answer in parts], last, wanted.split(" ")


@pytest.mark.parametrize("line", [line for line in LINES if not line.endswith("| =")])
def test_a_follow_up_keeps_what_it_leaves_unsaid_and_drops_what_it_replaces(line):
    history, asked, wanted = conversation(line)
    completed = complete(asked, history).lower()

    assert [word for word in wanted if word[0] != "-" and word.lower() not in completed] == [], completed
    assert [word for word in wanted if word[0] == "-" and word[1:].lower() in completed] == [], completed


@pytest.mark.parametrize("line", [line for line in LINES if line.endswith("| =")])
def test_what_is_no_follow_up_stays_as_it_is(line):
    history, asked, _ = conversation(line)

    assert complete(asked, history) == asked


def test_the_conversations_are_many():
    assert len(CHINESE.strip().splitlines()) >= 60
    assert len(ENGLISH_AND_MIXED.strip().splitlines()) >= 20
