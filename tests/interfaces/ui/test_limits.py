"""Which limits a question suggests, and how those that were set are read."""

import json

import pytest

from zhengxie_qa.errors import InputError
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.limits import chosen, suggestions, told
from zhengxie_qa.question.understanding import understand
from zhengxie_qa.types import DocumentInfo, Filters

SHELF = [
    DocumentInfo("d1", "a.txt", "2026年浙江省政府工作报告", source="浙江日报", year=2026, place="浙江省"),
    DocumentInfo("d2", "b.txt", "总结", source="报", year=2025, place="深圳市"),
]


def suggested(question: str) -> list[tuple[str, str | int]]:
    return [(each["name"], each["value"]) for each in suggestions(understand(question), SHELF)]


def test_a_question_suggests_what_it_names_and_the_collection_has() -> None:
    assert suggested("2026年浙江GDP增长多少？") == [("year", 2026), ("place", "浙江省")]
    assert suggested("浙江日报怎么说深圳的总结？") == [("place", "浙江省"), ("place", "深圳市"), ("source", "浙江日报")]
    assert suggested("《2026年浙江省政府工作报告》的日期？")[-1] == ("doc_ids", "d1")


def test_a_part_of_few_titles_offers_them() -> None:
    assert suggested("省政府工作") == [("doc_ids", "d1")]
    many = [DocumentInfo(f"d{n}", f"{n}.txt", f"{n}年政府工作报告", year=2026, place=None) for n in range(4)]
    assert suggestions(understand("政府工作报告"), many) == []


@pytest.mark.parametrize("question", ["2019年广东GDP增长多少？", "总结报告怎么写？", "一共多少场？"])
def test_what_the_collection_has_not_is_not_suggested(question: str) -> None:
    assert suggested(question) == []


def test_limits_that_were_set_are_read_and_named(service: Service) -> None:
    words = json.dumps({"year": [2025], "place": ["浙江"], "source": ["海港日报"], "doc_ids": ["aaaaaaaaaaaa"]})
    filters = chosen(words)
    assert filters == Filters(years=(2025,), places=("浙江省",), sources=("海港日报",), doc_ids=("aaaaaaaaaaaa",))
    assert told(filters, service) == (
        "2025年，浙江省，海港日报，海港市<政协>报告",
        "2025, 浙江省, 海港日报, 海港市<政协>报告",
    )
    assert (chosen(""), told(chosen(""), service)) == (Filters(), ("", ""))


@pytest.mark.parametrize("words", ["{", "[]", '{"years": [1]}', '{"year": ["<b>"]}'])
def test_what_the_page_did_not_write_is_refused_in_both_languages(words: str) -> None:
    with pytest.raises(InputError) as refused:
        chosen(words)
    assert "限定" in (refused.value.zh or "")
