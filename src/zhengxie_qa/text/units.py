"""Units and measure words (量词): which there are, which may stand for each other, how they convert.

Data and two small look-ups; finding them in a text is :mod:`zhengxie_qa.text.numbers`.
"""

from typing import Final

_GROUPS: Final[dict[str, str]] = {
    "persons": "人 名 位 口 个人 人口",
    "persons coming": "人次 人 名 位",
    "companies": "家 户",
    "facilities": "家 所 间 处 座",
    "calls on companies": "家 家次",
    "calls on households": "户 户次",
    "calls": "家次 户次",
    "events": "场 场次 次 回 期",
    "stops of a tour": "站 场",
    "rounds": "次 回 轮",
    "journeys": "次 回 趟",
    "services by timetable": "班 趟 列",
    "readings": "次 回 遍",
    "sessions": "次 届次",
    "cases": "件 起 宗 例",
    "accidents": "次 起 例",
    "matters": "件 项 条 桩",
    "matters each time": "项 项次",
    "papers": "件 份 封",
    "essays": "篇 份",
    "news": "篇 条",
    "laws": "部 件 项",
    "books": "本 册",
    "works": "本 部",
    "certificates": "份 张 本",
    "pictures": "幅 张 件",
    "songs": "首 支",
    "leaves": "页 面",
    "batches": "批 批次",
    "kinds": "类 种 款 样",
    "skills": "种 项",
    "lines": "道 条",
    "procedures": "道 项",
    "plots": "宗 块 片",
    "buildings": "座 栋 幢",
    "homes": "套 户",
    "storeys": "层 楼",
    "tiers": "层 级",
    "wells": "口 眼 孔",
    "machines": "台 部 套 台套",
    "instruments": "台 件",
    "vehicles": "辆 台 部",
    "vehicles passing": "辆 辆次",
    "machines used": "台 台次",
    "ships": "艘 条 只",
    "ships calling": "艘 艘次",
    "aircraft": "架 台",
    "flights": "架 架次",
    "trains": "列 趟 列次",
    "carriages": "节 辆",
    "generating sets": "台 组 套",
    "satellites": "颗 枚",
    "medals": "块 枚 面",
    "cables": "条 根",
    "pigs": "头 口",
    "livestock": "头 只 匹",
    "poultry": "只 羽",
    "fish": "尾 条",
    "plants": "株 棵",
    "pairs": "对 双",
    "teams": "支 队",
    "beds": "张 床",
    "seats": "席 座",
    "banquets": "席 桌",
    "provinces": "省 省份",
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
    "time in seconds": "毫秒 秒 秒钟 分钟",
    "time in hours": "分钟 小时 个小时",
    "time in days": "小时 个小时 天 日 昼夜 个工作日 工作日",
    "time in weeks": "天 日 昼夜 个工作日 工作日 周 个星期 星期 个月",
    "time in months": "周 个星期 星期 个月 季 个季度 季度 学期 年 年度 学年 载 周年 个年头",
    "time in years": "年 年度 学年 载 周年 个年头 个世纪",
    "time of lessons": "学时 课时",
    "time on a clock": "分",
    "age": "岁 周岁",
    "power": "千瓦 瓦 兆瓦 吉瓦 kw mw gw",
    "energy": "千瓦时 度 度电 kwh",
    "voltage": "千伏",
    "temperature": "摄氏度 度 ℃ °c",
    "containers": "标箱 标准箱 teu 箱",
    "goods carried": "吨公里 吨海里",
    "storage": "字节 比特 tb pb gb 兆",
    "computing": "flops eflops pflops p",
    "rate of dust": "微克/立方米 毫克/立方米",
    "rate per ton": "元/吨",
    "rate per square metre": "元/平方米",
    "rate of travel": "公里/小时",
}
"""A thing counted or measured → the units of which one can stand for another of it. A unit may be in several: 台 counts
machines and vehicles, and still 套 counts no vehicle."""

_ALONE: Final = "卷 段 句 字 版 门 把 盏 星 强 群 排 行 团 伙 代 等 环 步 格 路 国 市 县 区 乡 镇 村 人公里 个"
"""Counts what no other unit counts, 个 aside."""

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
    "℃": ("摄氏度", 1),
    "°c": ("摄氏度", 1),
    "度": ("摄氏度", 1),
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

measure_words: Final[frozenset[str]] = frozenset([*_GROUPS_OF, *_ALONE.split()])
"""Every unit and measure word that is known, as written behind a number."""


def _units_of(*things: str) -> frozenset[str]:
    """Give the units of the groups whose names begin with one of ``things``."""
    return frozenset(word for name, words in _GROUPS.items() if name.startswith(things) for word in words.split())


MONEY: Final = _units_of("yuan", "usd", "eur", "jpy", "hkd", "gbp", "rub")
RATIO: Final = _units_of("ratio")
TIME: Final = _units_of("time")
AGE: Final = _units_of("age")
MEASURED: Final = (
    MONEY
    | RATIO
    | TIME
    | AGE
    | _units_of("length", "area", "volume", "mass", "power", "energy", "voltage", "temperature", "multiple", "rate")
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
    """Say whether a figure in one unit can answer a question asked with the other: both count the same thing.

    户 and 家, 名 and 人, 场 and 次, % and 个百分点, 公里 and 米 go together; 元 and 美元, 层 and 栋, 年 and 秒 do not.
    个 goes with every counting word that people replace by it. An unknown unit goes only with itself.
    """
    first, second = a.lower(), b.lower()
    if first == second:
        return True
    if "个" in (first, second) and (first in _GENERIC_WORDS or second in _GENERIC_WORDS):
        return True
    return not _GROUPS_OF.get(first, frozenset()).isdisjoint(_GROUPS_OF.get(second, frozenset()))


def base_unit(unit: str) -> tuple[str, float]:
    """Convert a unit to its base: ``公里`` → ``("米", 1000)``; a unit without conversion is its own base.

    :returns: the base unit and how many of it make one ``unit``.
    """
    return _FACTORS.get(unit.lower(), (unit.lower(), 1.0))
