"""The doctor: every finding says what there is, and the bad ones what to do."""

from pathlib import Path

import pytest

from zhengxie_qa.errors import IndexMissingError, ModelError
from zhengxie_qa.interfaces import wiring
from zhengxie_qa.interfaces.cli import run
from zhengxie_qa.interfaces.doctor import Finding, examine
from zhengxie_qa.interfaces.settings import Settings


class Model:
    fingerprint = "model-1"


@pytest.fixture(autouse=True)
def fake_parts(monkeypatch: pytest.MonkeyPatch, opener) -> None:
    monkeypatch.setattr(wiring, "build_encoder", lambda settings: Model())
    monkeypatch.setattr(wiring, "build_reader", lambda settings: Model())
    monkeypatch.setattr(wiring, "open_index", lambda settings: opener())


def by_name(findings: list[Finding]) -> dict[str, Finding]:
    return {each.name.split()[0]: each for each in findings}


def test_a_sound_installation_is_all_well(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    findings = by_name(examine(settings))
    assert [each for each in findings.values() if not each.ok] == []
    assert findings["encoder"].found == "model-1"
    assert "2 documents" in findings["index"].found
    assert run(["doctor"]) == 0
    assert "wrong" not in capsys.readouterr().out


def test_what_is_wrong_is_named_with_a_remedy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engine
) -> None:
    def no_model(_: Settings) -> Model:
        raise ModelError("There is no model in x. Name another.")

    monkeypatch.setattr(wiring, "build_reader", no_model)
    monkeypatch.setenv("ZHENGXIE_QA_ENCODR", "x")
    engine.missing = True
    findings = by_name(examine(settings.model_copy(update={"synonyms": tmp_path / "absent.tsv"})))
    wrong = {name: each.mend for name, each in findings.items() if not each.ok}
    assert set(wrong) == {"environment", "reader", "index", "synonyms"}
    assert "Name another" in wrong["reader"]
    assert "ingest" in wrong["index"]


def test_something_wrong_is_exit_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def no_index(_: Settings) -> None:
        raise IndexMissingError("There is no index. Make one.")

    monkeypatch.setattr(wiring, "open_index", no_index)
    assert run(["doctor", "--json"]) == 1
    assert '"ok": false' in capsys.readouterr().out
