"""SQuAD, CMRC 2018 and DRCD JSON, good and bad."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.errors import DatasetError
from zhengxie_qa.evaluation.datasets.located_json import parse_located
from zhengxie_qa.evaluation.datasets.registry import DatasetFormat, read_dataset
from zhengxie_qa.evaluation.datasets.simplify import to_simplified

CONTEXT = "東湖市政協組織湖畔會120場，乾燥的頭髮。"


def squad(*questions: dict[str, Any], context: str = CONTEXT) -> dict[str, Any]:
    return {"version": "2.0", "data": [{"title": "東湖", "paragraphs": [{"context": context, "qas": list(questions)}]}]}


def save(tmp_path: Path, tree: Any, *, indent: int | None = 1) -> Path:
    file = tmp_path / "set.json"
    file.write_text(json.dumps(tree, ensure_ascii=False, indent=indent), encoding="utf-8")
    return file


def answer(text: str, context: str = CONTEXT) -> dict[str, Any]:
    return {"text": text, "answer_start": context.index(text)}


def test_squad_one_and_two(tmp_path: Path) -> None:
    file = save(
        tmp_path,
        squad(
            {"id": "1", "question": "幾場？", "answers": [answer("120場")]},
            {
                "id": "2",
                "question": "誰？",
                "answers": [],
                "is_impossible": True,
                "plausible_answers": [answer("東湖市")],
            },
        ),
    )
    dataset = read_dataset(file)
    assert dataset.format is DatasetFormat.SQUAD
    first, second = dataset
    assert (first.golds, first.context, first.impossible) == (("120場",), CONTEXT, False)
    assert (second.golds, second.impossible) == ((), True)


def test_drcd_is_simplified_with_its_offsets_kept(tmp_path: Path) -> None:
    file = save(tmp_path, squad({"id": "1", "question": "幾場？", "answers": [answer("120場"), answer("頭髮")]}))
    (example,) = read_dataset(file, simplify=True)
    assert example.question == "几场？"
    assert example.golds == ("120场", "头发")
    for gold in example.answers:
        assert example.context is not None
        assert example.context[gold.start : gold.end] == gold.text


def test_cmrc_2018_s_own_layout(tmp_path: Path) -> None:
    entry = {
        "context_id": "D0",
        "context_text": "甲公司和乙公司。甲公司大。",
        "qas": [{"query_id": "D0_Q0", "query_text": "谁大？", "answers": ["甲公司大", "甲公司"]}],
        "title": "甲",
    }
    dataset = read_dataset(save(tmp_path, [entry]))
    assert dataset.format is DatasetFormat.CMRC2018
    (example,) = dataset
    assert [(gold.text, gold.start) for gold in example.answers] == [("甲公司大", 8), ("甲公司", None)]


def test_a_bad_question_is_named_by_the_line_it_starts_on(tmp_path: Path) -> None:
    good = {"id": "1", "question": "幾場？", "answers": [answer("120場")]}
    file = save(tmp_path, squad(good, {"id": "2", "answers": [answer("120場")]}))
    dataset = read_dataset(file)
    assert len(list(dataset)) == 1
    (problem,) = dataset.problems
    lines = file.read_text(encoding="utf-8").split("\n")
    assert lines[problem.line - 1].strip() == "{"
    assert '"id": "2"' in lines[problem.line]
    assert problem.message == '"question" is missing'


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        ({"data": [{"title": "a"}]}, 'an entry of "data" has no list "paragraphs"'),
        ({"data": [{"paragraphs": [{"qas": []}]}]}, 'a paragraph needs text "context" and a list "qas"'),
        ({"data": [{"paragraphs": [{"context": "a", "qas": [3]}]}]}, "expected an object with a question, found 3"),
        ([{"context_text": "a"}], 'an entry needs text "context_text" and a list "qas"'),
    ],
)
def test_broken_layouts_are_named(tmp_path: Path, tree: Any, message: str) -> None:
    assert [problem.message for problem in read_dataset(save(tmp_path, tree)).problems] == [message]


def test_files_that_are_no_question_set_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="neither SQuAD"):
        read_dataset(save(tmp_path, {"rows": []}))
    (tmp_path / "set.json").write_text('{"data": [\n}', encoding="utf-8")
    with pytest.raises(DatasetError, match=r"set\.json:2: not JSON: .* at column 1"):
        read_dataset(tmp_path / "set.json")


def test_json_lines_under_another_name_are_read_as_lines(tmp_path: Path) -> None:
    file = tmp_path / "set.json"
    file.write_text(
        '{"question": "一？", "answers": ["甲"]}\n{"question": "二？", "answers": ["乙"]}\n', encoding="utf-8"
    )
    assert read_dataset(file).format is DatasetFormat.JSONL


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(VALUES)
def test_located_parsing_gives_what_json_gives(value: Any) -> None:
    text = json.dumps(value, indent=1)
    assert parse_located(text, file="x") == json.loads(text)


@given(st.text(alphabet="東湖市頭髮乾燥后後發髮台臺a1，𠀀", max_size=20))
def test_simplifying_keeps_the_length(text: str) -> None:
    assert len(to_simplified(text)) == len(text)
