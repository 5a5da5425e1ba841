"""Word lists and pattern pieces of Chinese questions, for folded text; ``question.chinese`` puts them to use."""

import re
from typing import Final

from zhengxie_qa.text.offices import OFFICES
from zhengxie_qa.text.quantities.units import NOT_FOLLOWED_BY, measure_words
from zhengxie_qa.text.word_lists import listed


def _measures() -> str:
    """Build the alternation of the measure words that may stand behind 多少 and 几, longest first."""
    parts = []
    for word in sorted(measure_words - {"分之", "人口"}, key=lambda item: (-len(item), item)):
        guard = "" if word.isascii() or word == "成" else NOT_FOLLOWED_BY.get(word, "")
        parts.append(re.escape(word) + (f"(?![{guard}])" if guard else ""))
    return "|".join(parts)


def _words(*lines: str) -> str:
    """Build a group of alternatives, longest first, from space-separated words."""
    words = sorted({word for line in lines for word in line.split()}, key=lambda item: (-len(item), item))
    return f"(?:{'|'.join(words)})"


MEASURE: Final = _measures()
WHAT: Final = "(?:什么|甚么|啥)"
WHICH: Final = "哪(?:门子|一)?"
FEW: Final = (
    "(?<!(?<!提)前)(?<![这那好十过无所寥没相茶百千万亿数哪第老])(?<!近(?=几[年天个日周届代次期]))"
    "几(?![乎何率内许十百千万亿])"
)
"""几 that asks, not the one of 近几年, 十几, 几十, 几乎, 哪几."""

ARTICLE: Final = (
    r"(?:这|那|该|本|此)[篇则份条个]?(?:政府工作|工作)?(?:文章|稿件?|新闻|报道|报告|文件|消息|推送"
    r"|帖子|网页|页面|材料|通稿|答卷|全文|通知|公告|公示|通报|通告|纪要|文)"
    r"|文章|稿件|新闻稿|通稿|(?:政府|常委会|委员会|省级|市级|的)工作报告(?:全文)?|报告全文"
)
"""The article itself as a subject."""

KIND_OF_ARTICLE: Final = "通知|公告|公示|通报|通告|报道|消息|新闻"
"""What an article is, where it is asked for by that: 座谈会的报道是什么时候发的."""

PUBLISHED: Final = _words(
    "发布 发表 刊登 刊发 刊出 登出 登载 见报 上网 上线 挂网 挂出 公开 对外公布 网上公布 发出来 登出来 发出",
    "推送",
)

PLACE_NOUN: Final = _words(
    "地方 地 城市 省份 省 市 县 区 国家 国 地区 村 镇 乡 新区 港口 港 岛 岛屿 口岸 机场 州 自治区 自治州",
    "经济区 园区 街道 社区 海域 流域 河流 河 湖 山 开发区 城 省市 省区 方向 位置 场馆 会场 基地 公园 景区 景点",
    "车站 站 广场 山脉 沙漠 半岛 园 林场",
)
BODY_NOUN: Final = _words(
    "公司 企业 国企 央企 民企 车企 单位 机构 机关 部门 组织 集团 银行 医院 大学 学校 高校 学院 院校 委员会",
    "协会 学会 报社 报纸 报 媒体 法院 检察院 政协 政府 政党 党派 部委 衙门 实验室 研究院 研究所 团队 俱乐部",
    "球队 队 队伍 厂 工厂 交易所 界别 团体 博物馆 电视台",
)
PERSON_NOUN: Final = _words(
    *listed(OFFICES, "which"),
    "人 领导 领导人 导演 作家 模范 学者 专家 运动员 选手 科学家 药学家 英雄 烈士 作者",
    "医生 教师 老师 当家人 一把手 劳模 军人 妻子 丈夫",
)
NAMED: Final = _words(
    "文件 活动 工程 计划 项目 奖 奖项 大奖 法律 法规 法 条例 协议 协定 公约 节目 平台 品牌 行动 称号 称呼 名字",
    "名称 名 名号 名目 制度 规划 纲要 方案 意见 决定 办法 公报 宣言 会议 大会 峰会 论坛 赛会 运动会 省运会",
    "盛会 比赛 赛事 展会 博览会 书 片 电影 影片 电视剧 剧 歌 舞 节 课题 课程 系统 软件 模型 型号 卫星 航母",
    "飞船 飞行 飞机 列车 高铁 铁路 公路 桥 大桥 隧道 水库 电站 线路 通道 走廊 装置 设备 产品 技术 药 疫苗 车",
    "船 舰 作品 著作 讲话 文章 专栏 栏目 刊物 杂志 基金 指数 榜单 荣誉 头衔 职务 职位 标识 标志 主题 专题 战役",
    "战争 事件 灾害 台风 疫情 运动 精神 思想 理论 政策 板块 纪录 成果 试验 考试 证书 码 卡 热线 号码 模式 形式",
    "机制 招牌 体制 体系 蓝图 口号",
)
LOCUS_NOUN: Final = _words(
    "重点 侧重点 出路 意义 优势 差距 关键 核心 不同 短板 问题 难点 矛盾 特点 区别 依据 着力点 落脚点 重头戏",
    "亮点 难处 症结 突破口 病根 根子 命门 方向 着眼点 奥秘 秘诀 潜力 希望 作用 底气 动力 根本 抓手 卡点 堵点",
    "本质 实质 目标",
).replace("(?:", "", 1)[:-1]
HEAD_END: Final = (
    r"(?=[?,。、的是在被有获成开率先举入最位建设为与和将已叫赢作当来去能要从给对进启拿打承主发正上下参实通全首安排连第得到出会牵负签完试办迎落带"
    r"投就才还也了过居达可以由于把向做造申争站排创用提帮定夺收管归试推涨卖买迁搬转引摘评受享靠让]|$|□|\")"
)
"""What may follow the head noun of 哪个…: the clause goes on, so the noun is not the first half of another."""

PERCENT_NOUN: Final = re.compile(
    r"(?<![汇效频功速])率(?![先领])|占比|比重|比例|百分比|增速|增幅|涨幅|降幅|跌幅|份额|(?:投入|能耗|碳排放)强度|占[^,。?]{0,20}$|占了?$|百分点"
)
CHANGE: Final = re.compile(
    r"(?:增长|下降|上涨|上升|提升|下跌|回落|降低|涨|跌|递增|增|降|提速|压减|缩减|压降|减少|增加|提高)"
    r"(?:了|约|超过|超|近|幅度|幅|是|达(?!到)|将|有|的?速度)*$"
)
COUNT_NOUN: Final = re.compile(r"数$|数量|个数|总数|人数|件数|户数|次数|家数|场次|座数")
AMOUNT_NOUN: Final = re.compile(
    r"[收支产总金款额]额|收入|支出|总值|产值|gdp|资金|投资|补贴|补助|价格|单价|成本|产量|总产|面积"
    r"|里程|储量|容量|寿命|年龄|"
    r"债务|贷款|存款|储备|税|费|钱|标准|装机|吞吐量|发电量|用电量|排放|浓度|长度|高度|重量|距离|规模"
    r"|市值|利润|工资|养老金|"
    r"赤字|预算|余额|当量|密度|温度|水位|库容|增加值|安全感|[元吨斤亩]$"
)


def any_of(*alternatives: str) -> re.Pattern[str]:
    """Join alternatives."""
    return re.compile("|".join(alternatives))


ASKING: Final = any_of(
    r"百分之(?:几|多少)|多少|第几|老几",
    FEW,
    r"多[大高低长久远重宽深快](?!数|的?多数)",
    rf"(?:为|因|凭)?{WHAT}",
    r"谁(?!也|都)",
    r"哪(?!怕|吒)[里儿些个位家种]?",
    r"何[时地处人事谓为以年月]|[为如因缘]何",
    r"怎[么样]样?|怎(?=[么能会])|咋",
    r"几时|几号|[干做作]嘛",
)
"""The words that ask."""

WHEN: Final = any_of(
    rf"(?:{WHAT}|何)个?(?:时候|时间(?!段)|时刻|日期|日子|年份|年头|年月|时段|时间点|时期|期间|阶段|季节)",
    r"何[时年月日]|几时|多会儿|多早",
    rf"{WHICH}(?:个|些|段|一段)?(?:年(?!级|代人)|年份|年度|天|日(?!报)|月(?!球)|月份|日子|时候|时间"
    rf"|时期|季度|季节|学期|世纪|年代|阶段)",
    r"哪几(?:年|天|个?月)|几月几[日号]|几[月号](?!线|文件|楼)|几几年|几点(?:钟)?(?!几)",
    rf"(?:时间|日期|日子|年份|时间点)(?:是|为|在|定在|放在)(?:{WHAT}|哪[里儿]?|几)",
)
