import json
from pathlib import Path

import numpy as np

from zhengxie_qa.retrieval.ranking_features import FEATURES
from zhengxie_qa.training.ranker.fit import Settings, cross_validate, grow
from zhengxie_qa.training.ranker.material import Group, write_contexts

SMALL = Settings(trees=20, leaves=4, smallest_leaf=3, folds=3, columns=1.0, rows=1.0)


def groups() -> list[Group]:
    """Thirty questions whose answer has the highest coverage, while the first stage puts it anywhere."""
    rng = np.random.default_rng(0)
    made = []
    for number in range(30):
        rows = rng.random((12, len(FEATURES))).astype(np.float32)
        holds = rows[:, 0] == rows[:, 0].max()
        made.append(Group("toy", f"{number}.txt", "zh" if number % 3 else "en", rows, holds, holds))
    return made


def test_trees_learn_what_the_questions_show() -> None:
    figures = cross_validate(groups(), SMALL)
    assert figures["toy"]["questions"] == 30
    assert figures["toy"]["ranked_recall@1"] > 0.5 > figures["toy"]["recall@1"]
    assert figures["toy_en"]["questions"] == 10


def test_the_same_seed_grows_the_same_trees() -> None:
    rows = groups()[0].rows
    assert grow(groups(), SMALL).score(rows).tolist() == grow(groups(), SMALL).score(rows).tolist()


def test_a_question_without_candidates_counts_as_missed() -> None:
    empty = Group("toy", "e.txt", "zh", np.zeros((0, len(FEATURES)), np.float32), np.zeros(0, bool), np.zeros(0, bool))
    assert cross_validate([*groups(), empty], SMALL)["toy"]["questions"] == 31


def test_contexts_become_files_once(tmp_path: Path) -> None:
    rows = [
        {"question": "几座？", "context": "新建水厂三座。", "answers": [{"text": "三座", "answer_start": 4}]},
        {"question": "建了什么？", "context": "新建水厂三座。", "answers": [{"text": "水厂", "answer_start": 2}]},
    ]
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    asked = list(write_contexts(path, tmp_path / "contexts"))
    assert [(each.file, each.starts) for each in asked] == [("00000.txt", (4,)), ("00000.txt", (2,))]
    assert [file.name for file in (tmp_path / "contexts").iterdir()] == ["00000.txt"]
