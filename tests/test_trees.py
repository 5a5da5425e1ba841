from pathlib import Path

import lightgbm
import numpy as np
import pytest

from zhengxie_qa.errors import ModelError
from zhengxie_qa.training.grown_trees import to_trees
from zhengxie_qa.trees import Trees

NAMES = ("a", "b", "c")


@pytest.fixture(scope="module")
def booster() -> lightgbm.Booster:
    rng = np.random.default_rng(0)
    rows = rng.random((400, 3)).astype(np.float32)
    labels = rows[:, 0] * 2 + (rows[:, 1] > 0.5) * rows[:, 2]
    data = lightgbm.Dataset(rows, labels)
    parameters = {"num_leaves": 7, "min_data_in_leaf": 5, "verbose": -1, "num_threads": 1, "seed": 0}
    return lightgbm.train(parameters, data, num_boost_round=20)


def test_the_arrays_score_as_lightgbm_does(booster: lightgbm.Booster) -> None:
    rows = np.random.default_rng(1).random((50, 3)).astype(np.float32)
    assert to_trees(booster, NAMES).score(rows) == pytest.approx(booster.predict(rows), abs=1e-9)


def test_trees_come_back_as_they_were_saved(booster: lightgbm.Booster, tmp_path: Path) -> None:
    trees = to_trees(booster, NAMES)
    trees.save(tmp_path / "trees.npz")
    rows = np.random.default_rng(2).random((9, 3)).astype(np.float32)
    again = Trees.load(tmp_path / "trees.npz", names=NAMES)
    assert again.score(rows).tolist() == trees.score(rows).tolist()


def test_other_columns_are_refused(booster: lightgbm.Booster, tmp_path: Path) -> None:
    to_trees(booster, NAMES).save(tmp_path / "trees.npz")
    with pytest.raises(ModelError, match="another version"):
        Trees.load(tmp_path / "trees.npz", names=("a", "b"))


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "trees.npz").write_bytes(b"not an archive")
    with pytest.raises(ModelError, match="cannot be read"):
        Trees.load(tmp_path / "trees.npz", names=NAMES)
