"""Units and measure words (量词): which there are, which may stand for each other, how they convert.

Data and two small look-ups; finding them in a text is :mod:`zhengxie_qa.text.numbers`.
"""

from typing import Final

_GROUPS: Final[dict[str, str]] = {
    "person": "人 名 位 口 个人 人口",
    "turnout": "人次 人 名 位",
    "body": "家 户 个 所 间 处 座 家次 户次",
    "event": "场 场次 次 回 轮 届次 趟 遍 期 例 起 站",
    "paper": "件 宗 份 篇 条 项 项次 卷 本 册 部 封 段 句 字 幅 张 首 页 版 批 批次 类 种 款 道 桩 起 期",
    "building": "座 栋 幢 处 所 间 套 层 楼 个 孔 口 眼",
    "machine": "台 部 套 架 辆 艘 列 只 件 组 台套 台次 架次 辆次 艘次 列次 节 颗 枚 门 支 把 条 根 盏",
    "animal": "头 只 匹 羽 尾 株 棵",
    "bundle": "对 双 组 群 队 支 批 排 行 列 团 班 伙 代 级 等 度 环 步 面 块 片 段 样 门 席 桌 格 路",
    "medal": "块 枚 面",
    "bed": "张 床 个",
    "seat": "个 席 座",
    "length": "公里 千米 米 厘米 毫米 微米 纳米 公尺 华里 英里 海里 尺 英尺 公里长",
    "area": "平方公里 平方千米 平方米 平米 ㎡ 亩 公顷 平方",
    "volume": "立方米 立方 m³ 升 毫升 方 立方公里",
    "mass": "吨 公吨 公斤 千克 斤 克 担 吨级 吨标准煤 毫克 微克",
    "yuan": "元 块钱 块 元人民币 人民币元",
    "usd": "美元 美金",
    "eur": "欧元",
    "jpy": "日元",
    "hkd": "港元 港币",
    "gbp": "英镑",
    "rub": "卢布",
    "ratio": "% ‰ 个百分点 百分点 个点 成 分之",
    "multiple": "倍 番",
    "time": (
        "年 个月 天 日 周 个星期 星期 个小时 小时 分钟 秒 秒钟 毫秒 个工作日 工作日 年度 学年 学期 学时 课时 载 周年 "
        "个世纪 个年头 季 个季度 季度 分 昼夜"
    ),
    "age": "岁 周岁",
    "power": "千瓦 瓦 兆瓦 吉瓦 kw mw gw",
    "energy": "千瓦时 度 度电 kwh",
    "voltage": "千伏",
    "temperature": "摄氏度 度 ℃",
    "box": "标箱 标准箱 teu 箱",
    "traffic": "吨公里 人公里 吨海里",
    "rate": "微克/立方米 毫克/立方米 元/吨 元/平方米 公里/小时",
    "storage": "字节 比特 tb pb gb 兆 flops eflops pflops p",
    "score": "分 星",
    "rank": "强",
    "admin": "省 市 县 区 乡 镇 村 国 省份",
}
"""Name of a group → members that may answer for each other. A word may be in several groups."""

_GENERIC: Final = (
    "家 户 所 间 处 座 场 场次 次 件 宗 份 篇 条 项 项次 起 种 类 款 批 套 台 部 组 支 栋 幢 名 位 人 个人 回 例 轮 期 "
    "块 片 对 本 册 面 句 字 样 省 省份 市 县 村 国 枚 颗 只 张 道 站 点 级 门 席 首"
)
"""Measure words that people replace by 个 in speech, or 个 by them;
space-separated."""

_FACTORS: Final[dict[str, tuple[str, float]]] = {
    "公里": ("米", 1000),
    "千米": ("米", 1000),
    "公尺": ("米", 1),
    "厘米": ("米", 0.01),
    "毫米": ("米", 0.001),
    "华里": ("米", 500),
    "平方公里": ("平方米", 1e6),
    "平方千米": ("平方米", 1e6),
    "公顷": ("平方米", 1e4),
    "平米": ("平方米", 1),
    "㎡": ("平方米", 1),
    "立方": ("立方米", 1),
    "吨": ("公斤", 1000),
    "公吨": ("公斤", 1000),
    "千克": ("公斤", 1),
    "斤": ("公斤", 0.5),
    "担": ("公斤", 50),
    "克": ("公斤", 0.001),
    "兆瓦": ("千瓦", 1000),
    "吉瓦": ("千瓦", 1e6),
    "瓦": ("千瓦", 0.001),
    "mw": ("千瓦", 1000),
    "gw": ("千瓦", 1e6),
    "kw": ("千瓦", 1),
    "度电": ("千瓦时", 1),
    "kwh": ("千瓦时", 1),
    "块钱": ("元", 1),
    "块": ("元", 1),
    "元人民币": ("元", 1),
    "美金": ("美元", 1),
    "百分点": ("个百分点", 1),
    "个点": ("个百分点", 1),
    "成": ("%", 10),
    "‰": ("%", 0.1),
    "分之": ("%", 100),
    "日": ("天", 1),
    "周": ("天", 7),
    "星期": ("天", 7),
    "个星期": ("天", 7),
    "小时": ("分钟", 60),
    "个小时": ("分钟", 60),
    "周岁": ("岁", 1),
    "标准箱": ("标箱", 1),
    "teu": ("标箱", 1),
    "人口": ("人", 1),
    "个人": ("人", 1),
    "名": ("人", 1),
    "位": ("人", 1),
    "工作日": ("个工作日", 1),
    "场次": ("场", 1),
}
"""Unit → (base unit, how many base units it is). A unit that is missing here is its own base."""

_GENERIC_WORDS: Final = frozenset(_GENERIC.split())
_GROUPS_OF: Final[dict[str, frozenset[str]]] = {
    word: frozenset(name for name, words in _GROUPS.items() if word in words.split())
    for members in _GROUPS.values()
    for word in members.split()
}

measure_words: Final[frozenset[str]] = frozenset(_GROUPS_OF)
"""Every unit and measure word that is known, as written behind a number."""

MONEY: Final[frozenset[str]] = frozenset(
    word for name in ("yuan", "usd", "eur", "jpy", "hkd", "gbp", "rub") for word in _GROUPS[name].split()
)
RATIO: Final[frozenset[str]] = frozenset(_GROUPS["ratio"].split())
TIME: Final[frozenset[str]] = frozenset(_GROUPS["time"].split())
AGE: Final[frozenset[str]] = frozenset(_GROUPS["age"].split())
MEASURED: Final[frozenset[str]] = (
    MONEY
    | RATIO
    | TIME
    | AGE
    | frozenset(
        word
        for name in (
            "length",
            "area",
            "volume",
            "mass",
            "power",
            "energy",
            "voltage",
            "temperature",
            "multiple",
            "rate",
        )
        for word in _GROUPS[name].split()
    )
)
"""Units that change what a number means: a bare 18.5 is not 18.5%, while a bare 275 may stand for 275场."""

NOT_FOLLOWED_BY: Final[dict[str, str]] = {
    "部": "门分委长属队署",
    "家": "庭国乡长",
    "条": "例",
    "处": "理于置长",
    "期": "间待望末货限",
    "次": "要序于区日年级",
    "所": "有以在得",
    "张": "力家",
    "间": "接",
    "台": "湾风账北",
    "座": "谈",
    "户": "籍口外",
    "人": "均民才类工力格",
    "年": "代级龄轻",
    "天": "然津气府空下山安",
    "周": "边期转",
    "分": "之析布别类散成工配公校支行",
    "倍": "增数差率频",
    "个人": "工才口均类民力所",
    "口": "岸号径腔味",
    "度": "假过",
    "面": "积向对临",
    "级": "别",
    "代": "表理价",
    "路": "线径",
    "行": "动业政为",
    "等": "级",
    "方": "面式向案位",
    "块": "头",
    "片": "区",
    "段": "落",
    "组": "织成建",
    "队": "伍",
    "排": "放名水污查",
    "升": "至到级学高为入",
    "团": "队结",
    "步": "伐行",
    "对": "外于口接标应答",
    "本": "地市省级科轮届土",
    "支": "持付出撑",
    "把": "手握",
    "道": "路",
    "门": "类户槛",
    "头": "部等",
    "站": "点",
    "星": "级期",
    "强": "化调大国势",
    "国": "家务有内际",
    "市": "场民值",
    "区": "域",
    "县": "级域",
    "省": "级",
    "村": "民",
    "乡": "村下",
    "个年头": "久长",
    "镇": "级",
    "层": "面次",
    "环": "境节保",
    "格": "局",
    "节": "约能目",
    "列": "入",
    "类": "型似",
    "套": "餐利",
    "起": "来",
    "样": "本",
    "元": "化旦",
    "成": "为立就长果本都人员功效绩熟分品型交套不因千",
    "卷": "入",
    "例": "如外",
    "字": "节",
    "轮": "船",
    "位": "一",
    "米": "粉",
    "斤": "斤",
    "担": "当任保",
    "季": "节",
    "点": "",
    "群": "众体",
    "只": "有要能",
}
"""Measure word → characters that, directly behind it, make it the beginning of another word (部|门, 人|均)."""


def compatible_units(a: str, b: str) -> bool:
    """Say whether a figure in one unit can answer a question asked with the other.

    户 and 家, 名 and 人, 场 and 次, % and 个百分点, 公里 and 米 go together; 元 and 美元, 场 and 元 do not. 个 goes
    with every counting word that people replace by it. An unknown unit goes only with itself.
    """
    first, second = a.lower(), b.lower()
    if first == second:
        return True
    if "个" in (first, second) and (first in _GENERIC_WORDS or second in _GENERIC_WORDS):
        return True
    groups = _GROUPS_OF.get(first, frozenset()) & _GROUPS_OF.get(second, frozenset())
    return bool(groups - {"bundle"})


def base_unit(unit: str) -> tuple[str, float]:
    """Convert a unit to its base: ``公里`` → ``("米", 1000)``; a unit without conversion is its own base.

    :returns: the base unit and how many of it make one ``unit``.
    """
    return _FACTORS.get(unit.lower(), (unit.lower(), 1.0))
