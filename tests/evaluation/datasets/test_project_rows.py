"""The project's JSONL: what is read, and what is said of rows that cannot be."""

import json
from pathlib import Path
from typing import Any

import pytest

from zhengxie_qa.errors import DatasetError
from zhengxie_qa.evaluation.datasets.registry import DatasetFormat, read_dataset
from zhengxie_qa.evaluation.examples import Example, GoldAnswer
from zhengxie_qa.types import Turn


def write(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "set.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def test_every_field_is_read(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "question": " 办了多少场？ ",
        "context": "共办275场。",
        "answers": [{"text": "275场", "answer_start": 2}, {"text": "275场", "answer_start": 2}],
        "alternatives": ["二百七十五场"],
        "history": ["深聊会是什么？", {"question": "谁办的？", "answer": "市政协"}],
        "kind": "count",
        "lang": "zh",
        "tags": ["followup"],
    }
    dataset = read_dataset(write(tmp_path, json.dumps(row)))
    assert dataset.format is DatasetFormat.JSONL
    assert list(dataset) == [
        Example(
            id="7",
            question="办了多少场？",
            answers=(GoldAnswer("275场", 2),),
            alternatives=("二百七十五场",),
            context="共办275场。",
            history=(Turn("深聊会是什么？"), Turn("谁办的？", "市政协")),
            kind="count",
            lang="zh",
            tags=("followup",),
            line=1,
        )
    ]


def test_an_unanswerable_row_has_no_golds(tmp_path: Path) -> None:
    (example,) = read_dataset(write(tmp_path, '{"question": "谁？", "is_impossible": true, "answers": []}'))
    assert example.impossible
    assert example.golds == ()
    assert example.id == "line-1"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes"),
        ("[1]", "expected an object with a question, found [1]"),
        ({"answers": ["甲"]}, '"question" is missing'),
        ({"question": " ", "answers": ["甲"]}, '"question" is empty'),
        ({"question": 3, "answers": ["甲"]}, '"question" should be text, found 3'),
        ({"question": "谁？"}, 'no answers; a question without an answer needs "is_impossible": true'),
        ({"question": "谁？", "answers": "甲"}, '"answers" should be a list of {"text", "answer_start"}, found \'甲\''),
        (
            {"question": "谁？", "answers": [{"answer_start": 1}]},
            'an answer should be {"text": "…", "answer_start": 12}',
        ),
        (
            {"question": "谁？", "answers": [{"text": "甲", "answer_start": "1"}]},
            '"answer_start" should be a whole number',
        ),
        ({"question": "谁？", "answers": ["甲"], "is_impossible": "no"}, '"is_impossible" should be true or false'),
        ({"question": "谁？", "answers": ["甲"], "history": "早"}, '"history" should be a list of earlier questions'),
        ({"question": "谁？", "answers": ["甲"], "history": [1]}, 'an entry of "history" should be a question'),
        ({"question": "谁？", "answers": ["甲"], "tags": "难"}, '"tags" should be a list of texts'),
        ({"id": [1], "question": "谁？", "answers": ["甲"]}, '"id" should be text or a whole number'),
    ],
)
def test_a_bad_row_is_named_and_the_others_go_on(tmp_path: Path, row: Any, message: str) -> None:
    bad = row if isinstance(row, str) else json.dumps(row)
    dataset = read_dataset(
        write(tmp_path, '{"question": "一？", "answers": ["甲"]}', "", bad, '{"question": "二？", "answers": ["乙"]}')
    )
    assert [example.question for example in dataset] == ["一？", "二？"]
    (problem,) = dataset.problems
    assert str(problem).startswith("set.jsonl:3: ")
    assert message in str(problem)


def test_bytes_that_are_not_utf8_are_one_bad_row(tmp_path: Path) -> None:
    file = write(tmp_path, '{"question": "一？", "answers": ["甲"]}')
    file.write_bytes(file.read_bytes() + b"\n" + '{"question": "二？", "answers": ["乙"]}'.encode("gb18030"))
    dataset = read_dataset(file)
    assert len(list(dataset)) == 1
    assert str(dataset.problems[0]) == "set.jsonl:2: not UTF-8 text; save the file as UTF-8"


def test_an_id_used_twice_gets_its_line_and_is_reported(tmp_path: Path) -> None:
    row = '{"id": "a", "question": "一？", "answers": ["甲"]}'
    dataset = read_dataset(write(tmp_path, row, row))
    assert [example.id for example in dataset] == ["a", "a (line 2)"]
    assert str(dataset.problems[0]) == "set.jsonl:2: id a is used before; asked as “a (line 2)”"


def test_a_set_without_a_usable_row_says_what_is_wrong_first(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"set\.jsonl holds no usable question: set\.jsonl:1: not JSON"):
        read_dataset(write(tmp_path, "question,answer")).scan()
    with pytest.raises(DatasetError, match="it has no row with a question"):
        read_dataset(write(tmp_path)).scan()


def test_a_limit_keeps_the_first_rows(tmp_path: Path) -> None:
    file = write(tmp_path, *(json.dumps({"question": f"{n}？", "answers": ["甲"]}) for n in range(5)))
    dataset = read_dataset(file, limit=2)
    assert [example.question for example in dataset] == ["0？", "1？"]
    assert dataset.scan().rows == 2


def test_missing_and_unknown_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="There is no question set at"):
        read_dataset(tmp_path / "nowhere.jsonl")
    (tmp_path / "set.docx").write_bytes(b"PK")
    with pytest.raises(DatasetError, match=r"\.docx is not a question set; give \.jsonl"):
        read_dataset(tmp_path / "set.docx")
    with pytest.raises(DatasetError, match="is a folder without queries"):
        read_dataset(tmp_path)


def test_a_misplaced_gold_keeps_its_text_and_is_reported(tmp_path: Path) -> None:
    def row(start: int, context: str) -> str:
        return json.dumps({"question": "谁？", "context": context, "answers": [{"text": "甲", "answer_start": start}]})

    dataset = read_dataset(write(tmp_path, row(1, "甲乙丙"), row(1, "甲乙甲"), row(-1, "乙甲")))
    assert [example.answers for example in dataset] == [
        (GoldAnswer("甲", 0),),
        (GoldAnswer("甲"),),
        (GoldAnswer("甲"),),
    ]
    assert [str(problem) for problem in dataset.problems] == [
        'set.jsonl:1: "answer_start" 1 points at “乙”, not at “甲”; its place is not used',
        'set.jsonl:2: "answer_start" 1 points at “乙”, not at “甲”; its place is not used',
    ]


def test_a_line_cut_off_is_told_where_it_ends(tmp_path: Path) -> None:
    cut = '{"question": "一？", "answers": ['
    with pytest.raises(DatasetError, match=rf"set\.jsonl:1: not JSON: Expecting value at column {len(cut) + 1}\b"):
        read_dataset(write(tmp_path, cut, "")).scan()
