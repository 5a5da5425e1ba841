"""Question sets from the gold table of reports: every indicator asked of every province, in a sentence and in keywords.

``python benchmarks/cells.py --data DIR --output FOLDER`` writes ``cells_sentences.jsonl`` and ``cells_keywords.jsonl``;
an empty cell of the table (the report does not say) becomes a question without an answer. Wordings were written from
the indicators' names, before any answer was looked at.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDINGS = {
    "cpi_p": ("2026年居民消费价格涨幅目标是多少？", "2026 CPI 目标"),
    "energy_intensity_p": ("2026年单位GDP能耗降低目标是多少？", "2026 单位GDP能耗 目标"),
    "energy_intensity_w": ("“十四五”期间单位地区生产总值能耗下降了多少？", "十四五 单位GDP能耗 下降"),
    "expressway_km": ("高速公路通车里程达到多少？", "高速公路 总里程"),
    "fiscal_revenue_a": ("2025年一般公共预算收入是多少？", "2025 一般公共预算收入"),
    "fiscal_revenue_growth_a": ("2025年一般公共预算收入增长多少？", "2025 一般公共预算收入 增速"),
    "fiscal_revenue_growth_p": ("2026年一般公共预算收入预期增长多少？", "2026 一般公共预算收入 增长目标"),
    "forest_cover": ("森林覆盖率是多少？", "森林覆盖率"),
    "gdp_avg_growth_w": ("“十四五”期间地区生产总值年均增长多少？", "十四五 GDP 年均增长"),
    "gdp_growth_a": ("2025年地区生产总值增长多少？", "2025 GDP增速"),
    "gdp_growth_p": ("2026年地区生产总值增长目标是多少？", "2026 GDP 目标"),
    "gdp_total_a": ("2025年地区生产总值是多少？", "2025 GDP总量"),
    "good_air_days_a": ("空气质量优良天数比率达到多少？", "优良天数比率"),
    "grain_a": ("2025年粮食总产量是多少？", "粮食产量"),
    "grain_p": ("2026年粮食产量目标是多少？", "2026 粮食产量 目标"),
    "hightech_firms_a": ("高新技术企业有多少家？", "高新技术企业 数量"),
    "income_growth_a": ("2025年居民人均可支配收入增长多少？", "2025 居民收入 增速"),
    "income_growth_p": ("2026年居民收入增长目标是什么？", "2026 居民收入 目标"),
    "industry_growth_a": ("2025年规模以上工业增加值增长多少？", "2025 规上工业增加值 增速"),
    "industry_growth_p": ("2026年规模以上工业增加值增长目标是多少？", "2026 规上工业增加值 目标"),
    "investment_growth_a": ("2025年固定资产投资增长多少？", "2025 固定资产投资 增速"),
    "investment_growth_p": ("2026年固定资产投资增长目标是多少？", "2026 固定资产投资 目标"),
    "jobs_a": ("2025年城镇新增就业多少人？", "2025 城镇新增就业"),
    "jobs_p": ("2026年城镇新增就业目标是多少人？", "2026 城镇新增就业 目标"),
    "jobs_w": ("“十四五”期间城镇新增就业累计多少人？", "十四五 城镇新增就业"),
    "life_expectancy": ("人均预期寿命是多少岁？", "人均预期寿命"),
    "metro_km": ("城市轨道交通运营里程是多少？", "地铁 里程"),
    "minsheng_done_a": ("2025年完成了多少件民生实事？", "2025 民生实事 完成"),
    "minsheng_p": ("2026年要办多少件民生实事？", "2026 民生实事"),
    "pm25_a": ("PM2.5平均浓度是多少？", "PM2.5 浓度"),
    "railway_hs_km": ("高铁运营里程是多少？", "高铁 里程"),
    "rd_intensity_a": ("全社会研发投入强度达到多少？", "研发投入强度"),
    "rd_intensity_p": ("2026年研发投入强度目标是多少？", "2026 研发投入强度 目标"),
    "renewables_gw": ("新能源装机容量达到多少？", "新能源装机"),
    "retail_growth_a": ("2025年社会消费品零售总额增长多少？", "2025 社零 增速"),
    "retail_growth_p": ("2026年社会消费品零售总额增长目标是多少？", "2026 社零 目标"),
    "rural_income_a": ("2025年农村居民人均可支配收入是多少？", "2025 农村居民人均可支配收入"),
    "rural_income_growth_a": ("2025年农村居民人均可支配收入增长多少？", "2025 农村居民收入 增速"),
    "tourism_revenue_a": ("2025年旅游收入是多少？", "2025 旅游收入"),
    "tourists_a": ("2025年接待游客多少人次？", "2025 游客人次"),
    "trade_growth_a": ("2025年进出口总额增长多少？", "2025 进出口 增速"),
    "trade_growth_p": ("2026年进出口增长目标是多少？", "2026 进出口 目标"),
    "trade_total_a": ("2025年进出口总额是多少？", "2025 进出口总额"),
    "unemployment_p": ("2026年城镇调查失业率目标是多少？", "2026 失业率 目标"),
    "urban_income_a": ("2025年城镇居民人均可支配收入是多少？", "2025 城镇居民人均可支配收入"),
    "urban_income_growth_a": ("2025年城镇居民人均可支配收入增长多少？", "2025 城镇居民收入 增速"),
    "urbanisation_a": ("常住人口城镇化率是多少？", "城镇化率"),
}
"""Indicator → wording as a sentence and as keywords; the place stands before it."""
_SHORT = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "西藏自治区": "西藏",
}


def questions(cells: list[dict[str, Any]], *, keywords: bool) -> Iterator[dict[str, Any]]:
    """Ask every cell."""
    for cell in cells:
        place, wording = cell["place"], WORDINGS[cell["indicator"]][keywords]
        short = _SHORT.get(place, place.removesuffix("省").removesuffix("市"))
        yield {
            "id": f"{cell['indicator']}-{short}",
            "question": f"{short} {wording}" if keywords else f"{place}{wording}",
            "doc": cell["doc"],
            "answers": [{"text": value["text"], "answer_start": value["start"]} for value in cell["values"]],
            "alternatives": cell["alt"],
            "is_impossible": not cell["values"],
            "kind": cell["indicator"],
            "lang": "zh",
        }


def main() -> None:
    """Write both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with tables_open/cells.jsonl")
    parser.add_argument("--output", type=Path, required=True, help="where the sets go")
    options = parser.parse_args()
    lines = (options.data / "tables_open" / "cells.jsonl").read_text(encoding="utf-8").splitlines()
    cells = [json.loads(line) for line in lines]
    options.output.mkdir(parents=True, exist_ok=True)
    for name, keywords in (("sentences", False), ("keywords", True)):
        rows = [json.dumps(row, ensure_ascii=False) for row in questions(cells, keywords=keywords)]
        (options.output / f"cells_{name}.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
