"""What an evaluator may call a model."""

from pathlib import Path

import pytest

from zhengxie_qa.errors import InputError
from zhengxie_qa.evaluation.model_names import NamedModel, named_model


@pytest.mark.parametrize(
    "name", ["bundled", "rules", "BAAI/bge-small-zh-v1.5", "uer/roberta-base-chinese-extractive-qa"]
)
def test_names_known_elsewhere_are_passed_on(name: str) -> None:
    assert named_model(name) == NamedModel(name, name)


def test_a_folder_is_called_by_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models" / "small-zh").mkdir(parents=True)
    folder = tmp_path / "models" / "small-zh"
    assert named_model(str(folder)) == NamedModel("small-zh", str(folder))
    monkeypatch.chdir(folder)
    assert named_model(".").label == "small-zh"


def test_a_package_holds_its_model_in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tiny_zh_model" / "model").mkdir(parents=True)
    (tmp_path / "tiny_zh_model" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    found = NamedModel("tiny_zh_model", str(tmp_path / "tiny_zh_model" / "model"))
    assert named_model("package:tiny_zh_model") == found
    assert named_model("package:tiny-zh-model") == found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("models/none/here", "no model “models/none/here”"),
        ("./none", "no model “./none”"),
        ("", "no model"),
        ("package:", "no Python package"),
        ("package:not-installed-at-all", "no Python package “not-installed-at-all”"),
        ("package:../elsewhere", "no Python package"),
        ("package:zhengxie_qa", "holds no folder “model”"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused(name: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        named_model(name)
