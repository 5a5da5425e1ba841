"""The editable dictionary: what matches, what does not, bad lines, reloading."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.errors import SettingError
from zhengxie_qa.retrieval.synonyms import Synonym, Synonyms, bundled_pairs, default_path, parse_dictionary


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "own.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def only_own(tmp_path: Path, text: str) -> Synonyms:
    return Synonyms(own(tmp_path, text), bundled=False)


def touch_later(path: Path) -> None:
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000))


def test_the_left_column_finds_the_right_one(tmp_path: Path) -> None:
    found = only_own(tmp_path, "平均寿命\t人均预期寿命\n").find("北京的平均寿命是多少？")
    assert found == [Synonym(3, 7, "人均预期寿命")]


def test_an_abbreviation_is_found_from_its_long_form_too(tmp_path: Path) -> None:
    synonyms = only_own(tmp_path, "医保\t医疗保险\n")
    assert [s.term for s in synonyms.find("医疗保险怎么办")] == ["医保"]
    assert [s.term for s in synonyms.find("医保怎么办")] == ["医疗保险"]


def test_an_official_term_is_not_turned_into_everyday_words(tmp_path: Path) -> None:
    assert only_own(tmp_path, "找工作\t就业\n").find("新增就业多少人") == []


def test_a_gap_stands_for_up_to_six_characters_of_a_clause(tmp_path: Path) -> None:
    synonyms = only_own(tmp_path, "活…岁\t人均预期寿命\n")
    assert [(s.start, s.end) for s in synonyms.find("北京人能活到多少岁")] == [(4, 9)]
    assert synonyms.find("快活一下，三岁") == []
    assert synonyms.find("活" + "好" * 7 + "岁") == []


def test_a_latin_term_is_a_whole_word(tmp_path: Path) -> None:
    synonyms = only_own(tmp_path, "AI\t人工智能\n")
    assert [s.term for s in synonyms.find("ai产业")] == ["人工智能"]
    assert synonyms.find("AIDS防治") == []


def test_the_longest_stretch_wins(tmp_path: Path) -> None:
    synonyms = only_own(tmp_path, "收入\t所得\n财政收入\t一般公共预算收入\n")
    assert [s.term for s in synonyms.find("财政收入多少")] == ["一般公共预算收入"]


def test_what_the_query_says_itself_is_not_repeated(tmp_path: Path) -> None:
    assert only_own(tmp_path, "医保\t医疗保险\n").find("医保就是医疗保险吗") == []


def test_width_case_and_traditional_characters_do_not_matter(tmp_path: Path) -> None:
    synonyms = only_own(tmp_path, "醫保,醫療保險\ncpi,居民消费价格\n")
    assert [s.term for s in synonyms.find("医保和ＣＰＩ")] == ["醫療保險", "居民消费价格"]


def test_comments_blank_lines_bom_and_either_separator_are_read() -> None:
    dictionary = parse_dictionary("\ufeff# 说明\n\n医保\t医疗保险\n两会，人大政协\n社保, 社会保险\n", file="x")
    assert dictionary.pairs == (("医保", "医疗保险"), ("两会", "人大政协"), ("社保", "社会保险"))
    assert dictionary.problems == ()


def test_bad_lines_are_named_by_number_and_good_ones_kept() -> None:
    text = "只有一栏\n医保\t医疗保险\n\t空\na\tb\tc\n猪\t生猪\n同样\t同样\n右\t…活\n"
    dictionary = parse_dictionary(text, file="x.tsv")
    assert dictionary.pairs == (("医保", "医疗保险"),)
    assert [problem.line for problem in dictionary.problems] == [1, 3, 4, 5, 6, 7]
    assert str(dictionary.problems[0]).startswith("x.tsv:1: expected two columns")


def test_opening_a_file_with_bad_lines_names_them(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"own\.tsv:2: expected two columns"):
        Synonyms(own(tmp_path, "医保\t医疗保险\n坏行\n"))


def test_a_missing_or_foreign_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        Synonyms(tmp_path / "none.tsv")
    path = tmp_path / "gbk.tsv"
    path.write_bytes("医保\t医疗保险".encode("gbk"))
    with pytest.raises(SettingError, match="not UTF-8"):
        Synonyms(path)


def test_a_changed_file_is_read_before_the_next_look_up(tmp_path: Path) -> None:
    path = own(tmp_path, "医保\t医疗保险\n")
    synonyms = Synonyms(path, bundled=False)
    path.write_text("办电\t用电报装\n", encoding="utf-8")
    touch_later(path)
    assert synonyms.find("医保") == []
    assert [s.term for s in synonyms.find("办电")] == ["用电报装"]


def test_a_bad_edit_keeps_good_lines_and_is_reported(tmp_path: Path) -> None:
    path = own(tmp_path, "医保\t医疗保险\n")
    synonyms = Synonyms(path, bundled=False)
    path.write_text("医保\t医疗保险\n坏行\n", encoding="utf-8")
    touch_later(path)
    assert [s.term for s in synonyms.find("医保")] == ["医疗保险"]
    assert [(p.file, p.line) for p in synonyms.problems] == [("own.tsv", 2)]


def test_a_file_that_disappears_leaves_the_last_good_state(tmp_path: Path) -> None:
    path = own(tmp_path, "医保\t医疗保险\n")
    synonyms = Synonyms(path, bundled=False)
    path.unlink()
    assert [s.term for s in synonyms.find("医保")] == ["医疗保险"]
    assert len(synonyms.problems) == 1
    assert [s.term for s in synonyms.find("医保")] == ["医疗保险"]


def test_an_office_adds_to_the_bundled_pairs(tmp_path: Path) -> None:
    terms = [s.term for s in Synonyms(own(tmp_path, "办电\t用电报装\n")).find("办电和五险一金")]
    assert terms[0] == "用电报装"
    assert "社会保险" in terms


def test_the_shipped_dictionary_is_clean_and_large() -> None:
    dictionary = parse_dictionary(default_path().read_text(encoding="utf-8"), file="synonyms.tsv")
    assert dictionary.problems == ()
    assert len(bundled_pairs()) >= 300


def test_the_example_of_the_office_is_understood() -> None:
    assert "人均预期寿命" in [s.term for s in Synonyms().find("北京人现在平均能活到多少岁")]


@given(st.text(alphabet="医保疗险活岁AI平均 ，。…\t\n", max_size=30))
def test_matches_lie_in_the_text(text: str) -> None:
    for synonym in Synonyms().find(text):
        assert 0 <= synonym.start < synonym.end <= len(text)


@given(st.text(max_size=200))
def test_any_text_is_read_as_pairs_or_problems(text: str) -> None:
    dictionary = parse_dictionary(text, file="x")
    for left, right in dictionary.pairs:
        assert left
        assert right


def test_no_thread_looks_into_the_old_words_once_the_file_has_changed(tmp_path: Path) -> None:
    others = "".join(f"词语{number:04}\t别的词语{number:04}\n" for number in range(3000))
    synonyms = only_own(tmp_path, others)
    for number in range(3):
        path = own(tmp_path, f"{others}新词\t第{number}个新词语\n")
        os.utime(path, ns=(number, number))
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _: [each.term for each in synonyms.find("新词")], range(16)))
        assert found == [[f"第{number}个新词语"]] * 16
