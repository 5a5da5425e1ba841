"""A data folder of a few invented articles and questions, large enough for every step of the recipe."""

import json
from pathlib import Path

TOPICS = {
    "教育": "全市新建小学十二所，新增学位一万二千个。学前教育普及普惠，义务教育优质均衡。教师队伍建设得到加强。",
    "医疗": "医疗保险参保率稳步提高，新增三甲医院两家。家庭医生签约服务覆盖城乡。药品集中采购降低了药价。",
    "交通": "高速公路通车里程达到五千公里，轨道交通新开通三条线路。农村公路建设加快，公共交通更加方便。",
    "环境": "空气质量优良天数比例达到百分之九十，地表水水质持续改善。植树造林二十万亩，森林覆盖率提高。",
    "就业": "城镇新增就业二十万人，高校毕业生就业稳定。农民工工资按时足额支付，零就业家庭动态清零。",
    "科技": "研发经费投入增长百分之八，新增高新技术企业三百家。人工智能产业快速发展，算力规模扩大。",
}
PARALLEL = [
    ("教育", "education"), ("医疗保险", "medical insurance"), ("高速公路", "expressway"), ("空气质量", "air quality"),
    ("新增就业二十万人", "two hundred thousand new jobs"), ("森林覆盖率提高", "forest coverage rises"),
    ("医院", "hospital"), ("学校", "school"), ("教师", "teacher"), ("农民工工资", "wages of migrant workers"),
]  # fmt: skip


def write_jsonl(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def answered(text: str, answer: str) -> list[dict[str, object]]:
    return [{"text": answer, "answer_start": text.index(answer)}]


def write_toy_data(root: Path) -> Path:
    """Write the folder and return it."""
    questions: list[dict[str, object]] = []
    for number in range(12):
        name = f"20{10 + number}_某{number}市.txt"
        text = f"20{10 + number}年某{number}市政府工作报告\n" + "\n".join(TOPICS.values()) * 2
        path = root / "text" / "gwr_provinces_2026" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        for topic, body in TOPICS.items():
            evidence = body.split("。")[0] + "。"
            common = {
                "fact_id": f"{number}{topic}", "doc": name, "corpus": "gwr_provinces_2026", "evidence": evidence,
                "is_impossible": False, "kind": "count", "answers": answered(text, evidence[2:8]),
            }  # fmt: skip
            questions.append({**common, "lang": "zh", "question": f"某{number}市的{topic}怎么样？"})
            questions.append({**common, "lang": "en", "question": f"How is {topic} in city {number}?"})
    write_jsonl(root / "political" / "train.jsonl", questions)
    for folder in ("gwr_state_council", "cpc_congress_reports", "laws_cn", "pingcap_docs_cn", "python_docs_zh"):
        path = root / "text" / folder / "一.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(TOPICS.values()), encoding="utf-8")
    contexts = [
        {
            "question": f"{topic}：{body[2:14]}怎么样？",
            "context": body,
            "title": topic,
            "answers": answered(body, body[2:9]),
        }
        for topic, body in TOPICS.items()
    ]
    for name in ("cmrc2018_train", "cmrc2018_trial", "drcd_dev_trad"):
        write_jsonl(root / "qa" / f"{name}.jsonl", [dict(row) for row in contexts])
    parallel = root / "parallel"
    parallel.mkdir(parents=True, exist_ok=True)
    for name in ("tatoeba_cmn_eng", "un_v1_dev_test", "ntrex128_zhCN_en", "python_docs_313", "cc_cedict"):
        text = "".join(f"{zh}\t{en}\n" for zh, en in PARALLEL * 3)
        (parallel / f"{name}.tsv").write_text(text, encoding="utf-8")
    return root
