"""The English–Chinese lexicon built from a toy corpus."""

from collections import Counter
from pathlib import Path

from encoder_toy_corpus import write_toy_data

from zhengxie_qa.training.lexicon import BaseForms, headword_counts, join, looked_up_phrases, main, weigh


def test_inflected_words_are_counted_under_their_base_form() -> None:
    forms = BaseForms([("公里", "kilometer"), ("举行", "to hold"), ("货物", "goods"), ("会议", "meeting")])
    assert forms.content("Meetings held over kilometers of goods") == ["meeting", "hold", "kilometer", "goods"]


def test_headwords_are_counted_wherever_they_stand() -> None:
    assert headword_counts(["人民民主", "民主"], ["人民", "民主", "民民", "人"]) == Counter(民主=2, 人民=1, 民民=1)


def test_two_sources_are_averaged_and_one_alone_is_kept() -> None:
    joined = join({"a": {"甲": 1.0}, "b": {"乙": 1.0}}, {"a": {"甲": 1.0, "丙": 1.0}})
    assert joined == {"a": {"甲": 0.75, "丙": 0.25}, "b": {"乙": 1.0}}


def test_phrases_need_a_headword_of_the_corpus() -> None:
    entries = [("居民收入", "income of residents"), ("怪词", "odd word"), ("收入", "to earn an income")]
    phrases = looked_up_phrases(entries, {"居民收入": 3, "收入": 2})
    assert phrases == {"income of residents": {"居民收入": 1.0}, "earn an income": {"收入": 1.0}}


def test_renderings_of_the_corpus_are_favoured() -> None:
    weighed = weigh({"x": {"常见": 0.5, "罕见": 0.5}}, {"常见": 100})["x"]
    assert weighed["常见"] > weighed["罕见"]


def test_the_command_writes_a_sorted_lexicon(tmp_path: Path) -> None:
    output = tmp_path / "lexicon.tsv"
    main(["--data", str(write_toy_data(tmp_path / "data")), "--output", str(output)])
    lines = output.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(lines)
    entries = dict(line.split("\t") for line in lines)
    assert entries["hospital"].startswith("医院 ")
    assert "medical insurance" in entries
