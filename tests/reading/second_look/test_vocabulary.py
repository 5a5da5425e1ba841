import numpy as np
import pytest
from reader_fakes import small_vocabulary

from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.second_look.vocabulary import PARTS_OF_SPEECH, UNKNOWN, Vocabulary, part_of_tag, word_key
from zhengxie_qa.text.words import Word


def test_digits_of_a_word_are_alike() -> None:
    assert word_key("2025") == word_key("1997") == "0000"


def test_characters_know_their_word_and_their_place_in_it() -> None:
    vocabulary = small_vocabulary()
    seen = vocabulary.encode("深圳举行的", [Word("深圳", 0, 2), Word("举行", 2, 4), Word("的", 4, 5)])
    index = {word: i + 2 for i, word in enumerate(vocabulary.words)}
    assert seen.words.tolist() == [index["深圳"]] * 2 + [index["举行"]] * 2 + [UNKNOWN]
    assert seen.boundaries.tolist() == [0, 2, 0, 2, 3]
    assert [PARTS_OF_SPEECH[p] for p in seen.parts[:4]] == ["place", "place", "verb", "verb"]


def test_unknown_words_are_guessed_by_their_writing() -> None:
    seen = small_vocabulary().encode("38km王小明", [Word("38", 0, 2), Word("km", 2, 4), Word("王小明", 4, 7)])
    assert [PARTS_OF_SPEECH[p] for p in seen.parts[[0, 2, 4]]] == ["number", "latin", "person"]


def test_jieba_tags_map_to_parts_of_speech() -> None:
    assert [PARTS_OF_SPEECH[part_of_tag(tag)] for tag in ("nr", "ns", "vn", "x", "uj")] == [
        "person",
        "place",
        "verb",
        "other",
        "particle",
    ]


def test_directions_have_unit_length_except_unknown_ones() -> None:
    lengths = np.linalg.norm(small_vocabulary().directions, axis=1)
    assert lengths.tolist() == pytest.approx([0, 0, 1, 1, 1, 1, 1, 1])


def test_a_saved_vocabulary_is_loaded_again_unchanged(tmp_path) -> None:
    before = small_vocabulary()
    before.save(tmp_path / "v.npz")
    after = Vocabulary.load(tmp_path / "v.npz")
    assert (after.words, after.characters) == (before.words, before.characters)
    assert np.array_equal(after.vectors, before.vectors)
    assert np.array_equal(after.parts, before.parts)
    assert after.rarity == pytest.approx(before.rarity, rel=1e-3)


def test_a_damaged_vocabulary_is_named(tmp_path) -> None:
    (tmp_path / "v.npz").write_bytes(b"nonsense")
    with pytest.raises(ModelError, match=r"v\.npz is no reader's vocabulary"):
        Vocabulary.load(tmp_path / "v.npz")
