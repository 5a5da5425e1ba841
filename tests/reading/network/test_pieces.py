"""Texts as pieces of words: ids, and the characters that each stands for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.network.pieces import SPACE, UNKNOWN, Pieces, save_pieces
from zhengxie_qa.reading.reader import PIECES, bundled_reader_path

SMALL = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
SMALL += [
    (piece, -1.0 - len(piece) / 10) for piece in ("日", "在", "日在", "政协", "政", "协", "2025", "年", SPACE, "GDP")
]
SMALL += [(f"{SPACE}GDP", -1.0), (",", -1.0)]


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    return Pieces.load(bundled_reader_path() / PIECES)


def said(pieces: Pieces, text: str) -> list[str]:
    run = pieces.cut(text)
    return [text[start:end] for start, end in zip(run.starts, run.ends, strict=True)]


def test_no_piece_reaches_over_the_edge_of_a_word() -> None:
    assert said(Pieces(SMALL), "2025年7日在政协") == ["2025", "年", "7", "日", "在", "政协"]


def test_a_latin_word_after_white_space_has_a_piece_of_its_own_kind() -> None:
    small = Pieces(SMALL)
    spaced, joined = small.cut("政协 GDP"), small.cut("政协GDP")
    assert spaced.ids[-1] != joined.ids[-1]
    assert said(small, "政协 GDP") == ["政协", "GDP"]


def test_a_line_break_is_a_piece_and_other_white_space_is_none() -> None:
    assert said(Pieces(SMALL), "政协\n \u3000政协") == ["政协", "\n", "政协"]


def test_full_width_and_traditional_characters_are_what_they_mean() -> None:
    small = Pieces(SMALL)
    assert small.cut("２０２５年，政協").ids.tolist() == small.cut("2025年,政协").ids.tolist()


def test_what_no_piece_holds_is_unknown_and_keeps_its_place() -> None:
    run = Pieces(SMALL).cut("政协囗")
    assert (run.ids[-1], run.starts[-1], run.ends[-1]) == (UNKNOWN, 2, 3)


@given(st.text("政协委员2025年GDP增长5.2％，“深聊会”\n \u3000場次how many", max_size=80))
def test_pieces_lie_in_order_and_hold_every_character_that_is_no_space(pieces: Pieces, text: str) -> None:
    run = pieces.cut(text)
    assert (run.starts <= run.ends).all()
    assert (run.ends[:-1] <= run.starts[1:]).all()
    held = np.zeros(len(text), bool)
    for start, end in zip(run.starts, run.ends, strict=True):
        held[start:end] = True
    assert all(character.isspace() for character, there in zip(text, held, strict=True) if not there)


def test_saved_pieces_cut_as_before(tmp_path) -> None:
    save_pieces(tmp_path / "pieces.json", SMALL)
    text = "2025年政协 GDP"
    assert Pieces.load(tmp_path / "pieces.json").cut(text).ids.tolist() == Pieces(SMALL).cut(text).ids.tolist()


def test_a_file_that_holds_no_pieces_is_refused_by_name(tmp_path) -> None:
    path = tmp_path / "pieces.json"
    with pytest.raises(ModelError, match=r"pieces\.json is not a list of pieces"):
        Pieces.load(path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="install the reader anew"):
        Pieces.load(path)
