"""Which units stand for each other: those of the same thing, and no others."""

from itertools import product

import pytest

from zhengxie_qa.evaluation.metrics.numeric import em_numeric
from zhengxie_qa.text.quantities.units import MEASURED, TIME, base_unit, compatible_units, measure_words

SAME_THING = """
    人 名 | 人 位 | 名 位 | 人 个人 | 人 口 | 家 户 | 家 所 | 所 间 | 处 座 | 处 家 | 场 场次 | 场 次 | 次 回 | 次 趟
    期 场 | 轮 次 | 件 起 | 宗 件 | 例 起 | 件 份 | 件 封 | 条 件 | 项 条 | 项 件 | 桩 件 | 部 件 | 部 项 | 本 册
    篇 份 | 篇 条 | 幅 张 | 首 支 | 批 批次 | 类 种 | 种 款 | 座 栋 | 栋 幢 | 套 户 | 层 楼 | 口 眼 | 台 套 | 台 台套
    辆 台 | 艘 条 | 架 台 | 列 趟 | 颗 枚 | 块 枚 | 条 根 | 头 只 | 只 羽 | 尾 条 | 株 棵 | 对 双 | 张 床 | 省 省份
    支 队 | 个 家 | 个 座 | 个 名 | 个 项 | 个 场 | 个 种 | 个 栋
    公里 米 | 公里 千米 | 亩 公顷 | 平方米 平方公里 | 吨 公斤 | 立方米 方 | 元 块 | 美元 美金 | % 个百分点 | 成 %
    倍 番 | 岁 周岁 | 千瓦 兆瓦 | 千瓦时 度 | 度 ℃ | 标箱 teu | tb pb
    天 日 | 天 个工作日 | 小时 分钟 | 分钟 秒 | 天 小时 | 周 天 | 个月 天 | 年 个月 | 年 周年 | 年 个年头 | 个世纪 年
    学时 课时 | 秒 毫秒
"""
OTHER_THINGS = """
    层 栋 | 层 座 | 层 套 | 层 间 | 楼 栋 | 架 艘 | 架 辆 | 艘 辆 | 艘 列 | 节 艘 | 篇 字 | 篇 页 | 件 字 | 页 种
    段 卷 | 句 篇 | 部 字 | 首 幅 | 封 首 | 头 株 | 只 棵 | 羽 尾 | 匹 株 | 户 所 | 场 届次 | 例 趟 | 站 起 | 口 栋
    孔 栋 | 眼 套 | 张 字 | 盏 门 | 颗 台 | 枚 套 | 省 市 | 市 县 | 县 村 | 国 省 | 乡 区 | 座 户 | 栋 家
    人公里 吨公里 | tb flops | 元/吨 公里/小时 | 微克/立方米 元/平方米 | 元 美元 | 场 元 | 人 亩 | % 个 | 岁 公里
    人 公里 | 岁 天 | 岁 小时 | 吨 亩 | 个 元 | 个 年 | 个 公里 | 千瓦 千瓦时 | ℃ 千瓦时
    年 秒 | 年 小时 | 年 分钟 | 个月 分钟 | 个世纪 天 | 年 分 | 分钟 分 | 天 秒 | 周年 小时
"""


def pairs(table: str) -> list[tuple[str, str]]:
    found = [pair.split() for line in table.strip().splitlines() for pair in line.split("|")]
    return [(first, second) for first, second in found]


@pytest.mark.parametrize(("first", "second"), pairs(SAME_THING))
def test_units_of_the_same_thing_stand_for_each_other(first, second) -> None:
    assert compatible_units(first, second)
    assert compatible_units(second, first)


@pytest.mark.parametrize(("first", "second"), pairs(OTHER_THINGS))
def test_units_of_other_things_do_not(first, second) -> None:
    assert not compatible_units(first, second)
    assert not compatible_units(second, first)


def test_every_unit_in_the_tables_is_known_and_stands_for_itself() -> None:
    named = {unit for pair in pairs(SAME_THING) + pairs(OTHER_THINGS) for unit in pair}
    assert named <= measure_words
    assert all(compatible_units(unit, unit) for unit in measure_words)


@pytest.mark.parametrize(("first", "second"), [pair for pair in pairs(OTHER_THINGS) if "个" not in pair])
def test_the_same_number_of_other_things_is_no_exact_match(first, second) -> None:
    assert em_numeric(f"3{first}", [f"3{second}"]) == 0.0


@pytest.mark.parametrize(
    ("first", "second"),
    pairs("人 名 | 栋 座 | 场 次 | 件 起 | 层 楼 | 台 辆 | 本 册 | 岁 周岁 | 批 批次 | 摄氏度 ℃ | 度 ℃"),
)
def test_the_same_number_of_the_same_thing_is_an_exact_match(first, second) -> None:
    assert em_numeric(f"3{first}", [f"3{second}"]) == 1.0


def test_comings_are_no_persons_and_no_machines() -> None:
    for one, comings in (("人", "人次"), ("架", "架次"), ("家", "家次"), ("艘", "艘次")):
        assert compatible_units(one, comings)
        assert em_numeric(f"50{one}", [f"50{comings}"]) == 0.0


def test_a_unit_that_converts_goes_with_its_base() -> None:
    bases = {unit: base_unit(unit)[0] for unit in measure_words}
    assert [unit for unit, base in bases.items() if not compatible_units(unit, base)] == []


def test_no_time_stands_for_what_is_no_time() -> None:
    others = measure_words - TIME
    assert [pair for pair in product(TIME, others) if compatible_units(*pair)] == []


def test_units_that_change_what_a_number_means_are_told_from_counting_words() -> None:
    assert {"元", "%", "年", "岁", "公里", "亩", "吨", "千瓦", "℃"} <= MEASURED
    assert MEASURED.isdisjoint({"个", "家", "场", "人", "层", "栋"})


def test_the_measure_words_reports_use_are_known():
    needed = (
        "场 项 个 家 户 人 名 位 件 篇 条 次 期 座 所 间 处 公里 平方公里 平方米 立方米 亩 吨 斤 元 美元 "
        "% 个百分点 倍 岁 天 年 个月 小时 分钟 千瓦 千瓦时 辆 架 艘 列 台 套 张 份 批"
    )

    assert set(needed.split()) <= measure_words
