"""The shipped question set is sound: every gold answer stands in the raw article where it says."""

import json

from tests_paths import ROOT

ROWS = [json.loads(line) for line in (ROOT / "benchmarks" / "article.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_gold_answer_stands_at_its_offset() -> None:
    for row in ROWS:
        raw = (ROOT / "corpus" / row["doc"]).read_bytes().decode("utf-8")
        for answer in row["answers"]:
            start = answer["answer_start"]
            assert raw[start : start + len(answer["text"])] == answer["text"], row["id"]
        assert row["is_impossible"] == (not row["answers"]), row["id"]


def test_the_set_is_large_and_varied_enough() -> None:
    answerable = [row for row in ROWS if not row["is_impossible"]]
    kinds = {row["kind"] for row in answerable}
    assert len(answerable) >= 80
    assert len(ROWS) - len(answerable) >= 20
    assert {"count", "date", "duration", "person", "organisation", "place", "title", "quotation"} <= kinds
    assert {"definition", "list", "reason", "manner", "yes_no", "metadata"} <= kinds
    assert sum(bool(row["history"]) for row in ROWS) >= 8
    assert len({row["id"] for row in ROWS}) == len(ROWS)
