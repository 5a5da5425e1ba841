"""The shipped word lists."""

import time
from pathlib import Path

import pytest

from zhengxie_qa.errors import ModelError
from zhengxie_qa.question.translation.lexicon import Lexicon, Rendering, lexicon_folder


@pytest.fixture
def small(tmp_path: Path) -> Lexicon:
    (tmp_path / "glossary.tsv").write_text(
        "# note\nmember workstation\t委员工作站\ncppcc\t政协\ncppcc\t人民政协\n", encoding="utf-8"
    )
    (tmp_path / "lexicon.tsv").write_text("kilometer\t公里 60 千米 40\nmedical care\t医疗 100\n", encoding="utf-8")
    return Lexicon(tmp_path)


def test_a_term_is_found_in_the_plural(small: Lexicon) -> None:
    assert small.term(["member", "workstations"]) == [Rendering("委员工作站", 1.0)]


def test_further_renderings_of_a_term_weigh_less(small: Lexicon) -> None:
    first, second = small.term(["cppcc"])
    assert first == Rendering("政协", 1.0)
    assert second.text == "人民政协"
    assert second.weight < 1


def test_learnt_shares_are_fractions(small: Lexicon) -> None:
    assert small.learnt(["kilometers"]) == [Rendering("公里", 0.6), Rendering("千米", 0.4)]


def test_unknown_words_give_nothing(small: Lexicon) -> None:
    assert small.term(["xyzzy"]) == []
    assert small.learnt(["xyzzy"]) == []
    assert small.learnt([]) == []


def test_missing_lists_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        Lexicon(tmp_path)


def test_the_shipped_lists_are_small_and_open_quickly() -> None:
    folder = lexicon_folder()
    assert sum(path.stat().st_size for path in folder.iterdir()) < 4_000_000
    started = time.process_time()
    lexicon = Lexicon(folder)
    assert time.process_time() - started < 0.5  # 0.05 s on an idle core
    assert lexicon.term(["consumer", "prices"])[0].text == "居民消费价格"


def test_the_glossary_has_two_columns_and_enough_terms() -> None:
    lines = (lexicon_folder() / "glossary.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert all(len(pair) == 2 and all(pair) for pair in pairs)
    assert len(pairs) >= 300


def test_the_shipped_lists_name_their_licences() -> None:
    assert "CC BY-SA 4.0" in (lexicon_folder() / "NOTICE").read_text(encoding="utf-8")
