"""CSV and XLSX as offices keep them."""

import datetime
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from zhengxie_qa.errors import DatasetError
from zhengxie_qa.evaluation.datasets import tables
from zhengxie_qa.evaluation.datasets.registry import DatasetFormat, read_dataset


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_in_any_office_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    file = tmp_path / "题.csv"
    rows = [["问题", "答案"], ["办了多少场？", "275场|二百七十五场"], ["谁主持？", '"林洁，\n王敏"']]
    file.write_text("\r\n".join(delimiter.join(row) for row in rows), encoding=encoding, newline="")
    dataset = read_dataset(file)
    assert dataset.format is DatasetFormat.CSV
    assert [(example.question, example.golds) for example in dataset] == [
        ("办了多少场？", ("275场", "二百七十五场")),
        ("谁主持？", ("林洁，", "王敏")),
    ]


def test_a_forgotten_answer_is_a_problem_and_a_marked_one_is_unanswerable(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("Question,Answer,无答案\n甲？,,\n乙？,,是\n丙？,3,\n", encoding="utf-8")
    dataset = read_dataset(file)
    assert [(example.question, example.impossible) for example in dataset] == [("乙？", True), ("丙？", False)]
    assert str(dataset.problems[0]).startswith("a.csv:2: the answer is empty; put yes into a column is_impossible")


def test_a_table_without_the_columns_says_what_it_found(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("q,a\n甲,乙\n", encoding="utf-8")
    with pytest.raises(
        DatasetError, match=r"a\.csv:1: no column of questions .*\(found: q, a\); call it question or 问题\."
    ):
        read_dataset(file).scan()


def test_a_binary_named_csv_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"\x00\x01\xff\xfe" * 20)
    with pytest.raises(DatasetError, match="is not text in any known encoding; save it again as UTF-8"):
        read_dataset(file).scan()


def test_cells_of_a_workbook_read_as_a_person_sees_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "问题", "答案", "文件"])
    sheet.append([1, "多少场？", 275, "报告.txt"])
    sheet.append([2, "占比？", 0.185, "报告.txt"])
    sheet.append([3, "哪天？", datetime.date(2025, 7, 10), "报告.txt"])
    sheet.append([None, None, None, None])
    sheet.append([4, "多少倍？", 1.5, None])
    sheet["C3"].number_format = "0.0%"
    file = tmp_path / "题.xlsx"
    book.save(file)
    dataset = read_dataset(file)
    assert dataset.format is DatasetFormat.XLSX
    assert [(each.id, each.golds, each.doc, each.line) for each in dataset] == [
        ("1", ("275",), "报告.txt", 2),
        ("2", ("18.5%",), "报告.txt", 3),
        ("3", ("2025年7月10日",), "报告.txt", 4),
        ("4", ("1.5",), None, 6),
    ]


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_text("问题,答案", encoding="utf-8")
    with pytest.raises(DatasetError, match=r"a\.xlsx is not an Excel workbook"):
        read_dataset(file).scan()


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    book.active.append(["问题", "答案"])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_that_unpacks_to_far_more_than_it_is_is_refused_unread(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", ["多少场？", "275场"])
    with ZipFile(file, "a", ZIP_DEFLATED) as packed, packed.open("xl/worksheets/more.xml", "w") as part:
        for _ in range(65):
            part.write(b" " * (1 << 20))
    assert file.stat().st_size < 200_000
    with pytest.raises(DatasetError, match=r"a\.xlsx unpacks to 65 MB; the limit is 64 MB"):
        read_dataset(file).scan()


def test_a_workbook_of_too_many_rows_is_refused_and_one_at_the_limit_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 4)
    rows = [["多少场？", "275场"]] * 4
    assert read_dataset(workbook(tmp_path / "a.xlsx", *rows[:3])).scan().rows == 3
    with pytest.raises(DatasetError, match=r"b\.xlsx has more than 4 rows"):
        read_dataset(workbook(tmp_path / "b.xlsx", *rows)).scan()


def test_one_cell_far_out_is_no_question_and_costs_little(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["问题", "答案"])
    book.active.append(["多少场？", "275场"])
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "a.xlsx")
    began = time.process_time()
    assert read_dataset(tmp_path / "a.xlsx").scan().rows == 1
    assert time.process_time() - began < 30


def test_a_workbook_of_many_questions_with_their_passages_is_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["问题", "答案", "原文"])
    for number in range(2_000):
        book.active.append([f"第{number}次多少场？", "275场", "全年召开“深聊会”275场。" * 60])
    book.save(tmp_path / "a.xlsx")
    assert read_dataset(tmp_path / "a.xlsx").scan().rows == 2_000
