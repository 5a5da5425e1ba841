"""The command ``evaluate`` with baselines named by the evaluator."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from static_model import make
from zhengxie_qa.errors import DatasetError, InputError
from zhengxie_qa.interfaces.cli.baselines import run_baselines
from zhengxie_qa.interfaces.cli.evaluate import Wanted, run_compare, run_evaluate
from zhengxie_qa.interfaces.cli.main import run
from zhengxie_qa.interfaces.settings import Settings

TEXT = "水城市政协组织湖畔会120场，收集意见建议3500条。"
QUESTION = "水城市组织湖畔会多少场？"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An index of two reports, made with the bundled encoder."""
    folder = tmp_path_factory.mktemp("baselines")
    (folder / "texts").mkdir()
    (folder / "texts" / "水城市.txt").write_text(TEXT, encoding="utf-8")
    (folder / "texts" / "路城市.txt").write_text("路城市全年提案立案611件。", encoding="utf-8")
    assert run(["ingest", str(folder / "texts"), "--index", str(folder / "index")]) == 0
    return Settings(index_dir=folder / "index")


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """One question on the first report, with its context."""
    gold = {"text": "120场", "answer_start": TEXT.index("120场")}
    row = {"id": "1", "question": QUESTION, "doc": "水城市.txt", "context": TEXT, "answers": [gold]}
    file = tmp_path / "set.jsonl"
    file.write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture
def encoder(tmp_path: Path) -> str:
    """The folder of a static encoder that knows four tokens."""
    return str(make(tmp_path / "four-tokens"))


def rows(output: Path) -> list[str]:
    return list(json.loads((output / "systems.json").read_text(encoding="utf-8")))


def test_another_encoder_stands_in_the_same_table(
    questions: Path, encoder: str, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = {file: file.read_bytes() for file in settings.index_dir.rglob("*") if file.is_file()}
    output = tmp_path / "out"
    wanted = Wanted(retrieval_only=True, encoders=(encoder,))
    assert run_baselines(questions, output=output, settings=settings, wanted=wanted) == 0
    assert rows(output) == ["bm25", "dense", "fused", "dense four-tokens", "fused four-tokens", "product"]
    assert "| dense four-tokens | **100.0** |" in capsys.readouterr().out
    assert run_baselines(questions, output=output, settings=settings, wanted=wanted) == 0, "the same run goes on"
    assert {file: file.read_bytes() for file in kept} == kept


def test_encoders_and_readers_stand_beside_each_other(
    questions: Path, encoder: str, settings: Settings, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    wanted = Wanted(encoders=(encoder,), readers=("rules", "bundled"))
    assert run_baselines(questions, output=output, settings=settings, wanted=wanted) == 0
    bare = ["bm25+rules", "dense+rules", "fused+rules", "product+rules"]
    assert rows(output) == [
        *bare,
        "dense four-tokens+rules",
        "fused four-tokens+rules",
        "product+bundled",
        "product",
    ]


def test_another_reader_reads_the_given_contexts(questions: Path, settings: Settings, tmp_path: Path) -> None:
    wanted = Wanted(reader_only=True, readers=("bundled",))
    assert run_baselines(questions, output=tmp_path / "out", settings=settings, wanted=wanted) == 0
    assert rows(tmp_path / "out") == ["rules", "bundled", "product"]


def test_the_options_of_the_command_name_baselines(
    questions: Path, encoder: str, settings: Settings, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    command = ["evaluate", str(questions), "--index", str(settings.index_dir), "--output", str(output), "--baselines"]
    assert run([*command, "--baseline-encoder", encoder, "--baseline-reader", "bundled"]) == 0
    assert {"dense four-tokens+rules", "product+bundled"} <= set(rows(output))


@pytest.mark.parametrize("option", ["--baseline-encoder", "--baseline-reader"])
def test_an_unknown_model_is_one_sentence_and_exit_2(
    option: str, questions: Path, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["evaluate", str(questions), "--index", str(settings.index_dir), "--output", str(tmp_path / "out")]
    assert run([*command, "--baselines", option, "./no-such-model"]) == 2
    err = capsys.readouterr().err
    assert "There is no model “./no-such-model”." in err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_no_model_is_bad_input(questions: Path, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    wanted = Wanted(readers=(str(tmp_path / "empty"),))
    with pytest.raises(InputError, match="cannot be loaded"):
        run_baselines(questions, output=tmp_path / "out", settings=settings, wanted=wanted)


def test_options_that_have_no_use_are_refused(questions: Path, settings: Settings) -> None:
    for wanted, words in (
        (Wanted(reader_only=True, encoders=("bundled",)), "nothing is searched"),
        (Wanted(retrieval_only=True, readers=("rules",)), "nothing is read"),
    ):
        with pytest.raises(InputError, match=words):
            run_baselines(questions, output=None, settings=settings, wanted=wanted)
    with pytest.raises(InputError, match="--baselines"):
        run_evaluate(questions, output=None, settings=settings, wanted=Wanted(encoders=("bundled",)))


def test_two_models_of_one_name_are_refused(questions: Path, encoder: str, settings: Settings, tmp_path: Path) -> None:
    other = str(make(tmp_path / "elsewhere" / "four-tokens"))
    wanted = Wanted(retrieval_only=True, encoders=(encoder, other))
    with pytest.raises(InputError, match="Two baselines would be called “four-tokens”"):
        run_baselines(questions, output=tmp_path / "out", settings=settings, wanted=wanted)


def test_the_limits_hold_for_the_product_among_baselines(
    questions: Path, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = Wanted(reader_only=True, limits=("em=1",))
    assert run_baselines(questions, output=tmp_path / "out", settings=settings, wanted=wanted) == 0
    lines = questions.read_text(encoding="utf-8").replace('"120场"', '"3500条"')
    questions.write_text(lines, encoding="utf-8")
    assert run_baselines(questions, output=tmp_path / "other", settings=settings, wanted=wanted) == 1
    out, err = capsys.readouterr()
    assert "em is 0.0000, below the limit 1" in err
    assert "points at “120场" in err, "what is wrong with the set is told"
    assert "Reports:" in out


def test_a_run_that_is_stopped_says_how_to_go_on_and_goes_on(
    questions: Path, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = questions.read_text(encoding="utf-8")
    questions.write_text("\n".join(row.replace('"1"', f'"{n}"') for n in range(200)), encoding="utf-8")
    output = tmp_path / "out"
    command = ["evaluate", str(questions), "--reader-only", "--output", str(output)]
    environment = {**os.environ, "ZHENGXIE_QA_READER": "rules"}
    code = "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); from zhengxie_qa.interfaces."
    process = subprocess.Popen(
        [sys.executable, "-c", f"{code}cli.main import run; sys.exit(run(sys.argv[1:]))", *command],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    asked = output / "predictions.jsonl"
    while process.poll() is None and not (asked.exists() and asked.read_bytes()):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert err == f"Stopped. What was asked is kept in {output}; the same command goes on from there.\n"
    before = len(asked.read_bytes().splitlines())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENGXIE_QA_READER", "rules")
        assert run(command) == 0
    out, err = capsys.readouterr()
    assert "200 right" in out
    assert f"{before} questions were asked by an earlier run; --anew asks them again." in err


def test_a_run_compared_with_itself_and_with_a_part_of_it(
    questions: Path, settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = questions.read_text(encoding="utf-8")
    questions.write_text(row + "\n" + row.replace('"1"', '"2"'), encoding="utf-8")
    for name, first in (("a", 2), ("b", 1)):
        wanted = Wanted(reader_only=True, first=first)
        assert run_evaluate(questions, output=tmp_path / name, settings=settings, wanted=wanted) == 0
    for other, words in (("a", "2 questions in both; no answer differs. Report"), ("b", "1 questions are in one run")):
        assert run_compare(tmp_path / "a", tmp_path / other, output=tmp_path / "both", as_json=False) == 0
        assert words in capsys.readouterr().out


def test_comparing_what_is_no_run_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no evaluation run"):
        run_compare(tmp_path / "a", tmp_path / "b", output=tmp_path / "both", as_json=False)


def test_a_limit_for_a_comparison_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = [str(tmp_path / "a"), str(tmp_path / "b")]
    assert run(["evaluate", "--compare", *runs, "--fail-under", "f1=0.5"]) == 2
    assert "judges one run" in capsys.readouterr().err
