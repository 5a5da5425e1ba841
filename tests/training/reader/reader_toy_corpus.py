"""A data folder of a few invented articles and reports, small enough to learn from in seconds."""

import json
from pathlib import Path

CITIES = ("青石", "白河", "红山", "绿洲", "金沙", "银川", "黄陂", "蓝田")


def article(number: int) -> str:
    city = CITIES[number % len(CITIES)]
    return (
        f"{city}市在{1990 + number}年举行了{12 + number}场座谈会。会议由市长王小{number}主持，通过了《{city}规划》。"
        f"{city}市位于河边，有{3 + number}座桥。" + f"{city}的居民常在桥边散步，也去公园。" * 6
    )


def questions(count: int, prefix: str) -> list[dict[str, object]]:
    rows = []
    for number in range(count):
        text, city = article(number), CITIES[number % len(CITIES)]
        for name, question, answer in (
            ("a", f"{city}市举行了多少场座谈会？", f"{12 + number}场"),
            ("b", f"{city}市的会议由谁主持？", f"王小{number}"),
            ("c", f"{city}市有几座桥？", f"{3 + number}座"),
        ):
            answers = [{"text": answer, "answer_start": text.index(answer)}]
            row = {"id": f"{prefix}-{number}{name}", "question": question, "context": text, "title": city}
            rows.append(row | {"answers": answers})
    return rows


def report(place: str) -> str:
    body = "".join(
        f"新建第{n}号公路{n * 7}公里，完成投资{n * 3}亿元，印发《{place}第{n}号方案》。" for n in range(1, 40)
    )
    return f"2026年{place}政府工作报告\n\n一、工作回顾\n{body}\n"


def write_toy_corpus(root: Path) -> Path:
    for folder in ("qa", "political", "parallel", "text/gwr_provinces_2026"):
        (root / folder).mkdir(parents=True)
    sets = {"cmrc2018_train": 40, "drcd_dev_trad": 24, "cmrc2018_trial": 4}
    for name, count in sets.items():
        _write(root / "qa" / f"{name}.jsonl", questions(count, name))
    rows = []
    for place in ("江城市", "山南省", "海北省", "湖西省", "云东省"):
        text = report(place)
        (root / "text/gwr_provinces_2026" / f"2026_{place}.txt").write_text(text, encoding="utf-8")
        shared = {"lang": "zh", "corpus": "gwr_provinces_2026", "doc": f"2026_{place}.txt", "alternatives": []}
        start = text.index("63公里")
        answers = [{"text": "63公里", "answer_start": start}]
        rows.append(shared | {"id": f"{place}-1", "question": "新建第9号公路多少公里？", "answers": answers})
        rows.append(shared | {"id": f"{place}-2", "question": f"{place}新建机场几座？", "answers": []})
    _write(root / "political" / "train.jsonl", rows)
    for name in ("cc_cedict", "tatoeba_cmn_eng", "ntrex128_zhCN_en", "un_v1_dev_test"):
        (root / "parallel" / f"{name}.tsv").write_text("会议\tmeeting\n公路\troad\n桥\tbridge\n", encoding="utf-8")
    return root


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
