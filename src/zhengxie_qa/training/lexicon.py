"""Builds the English → Chinese lexicon that ships: CC-CEDICT read backwards, joined with IBM Model 1.

``python -m zhengxie_qa.training.lexicon --data ../shared/data --output src/zhengxie_qa/models/lexicon/lexicon.tsv``.
One line per English word or phrase: the key, a tab, then up to six Chinese renderings with their weights in percent,
best first. Only *train* files are read.
"""

import argparse
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from zhengxie_qa.question.translation.rendering import STOP_WORDS, base_forms, english_words
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.words import STOP_WORDS as CHINESE_STOP_WORDS
from zhengxie_qa.text.words import index_terms
from zhengxie_qa.training.encoder.folds import is_held_out
from zhengxie_qa.training.encoder.material import (
    PARALLEL_FILES,
    POLITICAL,
    Source,
    Task,
    read_jsonl,
    read_tsv,
)
from zhengxie_qa.training.ibm1 import glosses, train_ibm1

RENDERINGS = 6
LEAST_SHARE = 0.04
LONGEST_PHRASE = 5
LONGEST_HEADWORD = 10
PHRASES_NEED = 1
"""A phrase is kept if its Chinese headword stands at least this often in reports, laws or encyclopaedia."""
PYTHON_DOCS_KEPT = 8_000
POLITICAL_REPEATS = 4
"""Our own question pairs count several times: few, but of the right kind."""
GLOSS_EXPONENT = 1.5
LEAST_MEAN = 0.03
GERUND_FACTOR = 3
"""A form in -ing is often a noun of its own (meeting, building): its verb must be this much more common."""
_OWN_WORDS = "goods news customs means savings series works united grants affairs arms waters headquarters"
OWN_WORDS = frozenset(_OWN_WORDS.split())
"""Words that look inflected and are not."""
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_LEADING = re.compile(r"^(?:to|the|an?|to be|sb's|one's) ")


def question_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """Yield Chinese and English wordings of the same fact, outside the held-out documents."""
    facts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_jsonl(data / "political" / "train.jsonl"):
        if row["fact_id"] and not is_held_out(str(row["doc"])):
            facts[str(row["fact_id"])].append((str(row["lang"]), str(row["question"])))
    for wordings in facts.values():
        english = [text for language, text in wordings if language == "en"]
        yield from ((zh, en) for language, zh in wordings if language == "zh" for en in english)


def sentence_pairs(data: Path) -> Iterator[tuple[str, str]]:
    """Yield all aligned sentences, Chinese first."""
    for task, name in PARALLEL_FILES.items():
        for number, (chinese, english) in enumerate(read_tsv(data / "parallel" / name)):
            if task is Task.PYTHON_DOCS and number >= PYTHON_DOCS_KEPT:
                break
            yield chinese, english
    for pair in question_pairs(data):
        yield from [pair] * POLITICAL_REPEATS


def dictionary(data: Path) -> list[tuple[str, str]]:
    """Read (headword, gloss) for every plain gloss of a Chinese headword."""
    return [
        (fold(headword), gloss)
        for headword, english in read_tsv(data / "parallel" / "cc_cedict.tsv")
        if _HAN.match(headword) and len(headword) <= LONGEST_HEADWORD
        for gloss in glosses(english)
    ]


def headword_counts(texts: Iterable[str], headwords: Iterable[str]) -> Counter[str]:
    """Count how often each headword of two or more characters stands in the texts, overlaps included."""
    by_start: dict[str, list[str]] = defaultdict(list)
    for word in set(headwords):
        if len(word) >= 2:
            by_start[word[:2]].append(word)
    counts: Counter[str] = Counter()
    for text in texts:
        for place in range(len(text) - 1):
            for word in by_start.get(text[place : place + 2], ()):
                if text.startswith(word, place):
                    counts[word] += 1
    return counts


def corpus(data: Path) -> Iterator[str]:
    """Yield folded texts in which a headword should occur to be of use: reports, a tenth of the laws, Wikipedia."""
    for source in (*POLITICAL, Source.LAWS):
        step = 10 if source is Source.LAWS else 1
        for path in sorted((data / "text" / source.value).glob("*.txt"))[::step]:
            yield fold(path.read_text(encoding="utf-8"))
    yield from {fold(str(row["context"])): None for row in read_jsonl(data / "qa" / "cmrc2018_train.jsonl")}


class BaseForms:
    """Maps inflected words to the form that dictionary glosses use (kilometers → kilometer, held → hold)."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Count the words of all glosses."""
        self._counts = Counter(word for _, gloss in entries for word in english_words(gloss))

    def content(self, english: str) -> list[str]:
        """List the content words of a text in their base form."""
        return [self._base(word) for word in english_words(english) if word not in STOP_WORDS]

    def _base(self, word: str) -> str:
        others = base_forms(word)[1:]
        if not others or word in OWN_WORDS:
            return word
        best = max(others, key=lambda form: self._counts[form])
        needed = self._counts[word] * (GERUND_FACTOR if word.endswith("ing") else 1)
        return best if self._counts[best] > needed else word


def aligned_words(pairs: Iterable[tuple[str, str]], forms: BaseForms) -> dict[str, dict[str, float]]:
    """Learn which Chinese words translate an English word, by the geometric mean of both directions of Model 1.

    One direction alone gives every rare word the commonest words of its few sentences.
    """
    chinese_ids: dict[str, int] = {}
    english_ids: dict[str, int] = {}
    sentences = []
    for chinese, english in pairs:
        left = [english_ids.setdefault(w, len(english_ids) + 1) for w in forms.content(english)]
        words = [w for w in index_terms(chinese) if _HAN.match(w) and w not in CHINESE_STOP_WORDS]
        sentences.append((left, [chinese_ids.setdefault(w, len(chinese_ids) + 1) for w in words]))
    into_chinese = train_ibm1(sentences)
    into_english = train_ibm1([(right, left) for left, right in sentences])
    back = {
        (int(e), int(c)): float(p)
        for c, e, p in zip(into_english.sources, into_english.targets, into_english.probabilities, strict=True)
        if p >= LEAST_SHARE / 10
    }
    names = {number: word for word, number in chinese_ids.items()}
    found = {}
    for english, number in english_ids.items():
        likely = into_chinese.best(number, k=RENDERINGS * 3, at_least=LEAST_SHARE / 10)
        both = {names[t]: math.sqrt(p * back.get((number, t), 0.0)) for t, p in likely}
        found[english] = dict(_best({word: p for word, p in both.items() if p >= LEAST_MEAN}))
    return found


def looked_up_words(
    entries: Sequence[tuple[str, str]], counts: Mapping[str, int], forms: BaseForms
) -> dict[str, dict[str, float]]:
    """Weigh, for each English word, the headwords whose glosses hold it: short glosses and frequent headwords first."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for headword, gloss in entries:
        words = set(forms.content(gloss))
        for word in words:
            weight = len(words) ** -GLOSS_EXPONENT * math.log(2 + counts.get(headword, 0))
            found[word][headword] = max(found[word].get(headword, 0.0), weight)
    return {word: _shares(dict(_best(weights))) for word, weights in found.items()}


def looked_up_phrases(entries: Sequence[tuple[str, str]], counts: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """Collect glosses of several words whose headword occurs in the corpus."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for headword, gloss in entries:
        phrase = " ".join(english_words(_LEADING.sub("", gloss)))
        if 2 <= len(phrase.split()) <= LONGEST_PHRASE and counts.get(headword, 0) >= PHRASES_NEED:
            found[phrase][headword] = math.log(2 + counts[headword])
    return {phrase: _shares(dict(_best(weights)[:3])) for phrase, weights in found.items()}


def _best(weights: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:RENDERINGS]


def _shares(weights: Mapping[str, float]) -> dict[str, float]:
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()} if total else {}


def join(
    looked_up: Mapping[str, Mapping[str, float]], aligned: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Average the two sources word by word; a word that one of them lacks keeps the other's renderings."""
    joined = {}
    for word in {*looked_up, *aligned}:
        mixed: Counter[str] = Counter()
        for source in (looked_up.get(word), aligned.get(word)):
            for rendering, share in _shares(source or {}).items():
                mixed[rendering] += share  # type: ignore[assignment]  # a Counter adds floats as well
        best = _shares(dict(_best(mixed)))
        joined[word] = {rendering: share for rendering, share in best.items() if share >= LEAST_SHARE}
    return joined


def write_lexicon(path: Path, lexicon: Mapping[str, Mapping[str, float]]) -> None:
    """Write sorted lines ``key<TAB>rendering percent rendering percent …``."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for key in sorted(lexicon):
            best = [(word, max(1, round(share * 100))) for word, share in _best(lexicon[key])]
            if best:
                out.write(f"{key}\t{' '.join(f'{word} {percent}' for word, percent in best)}\n")


def weigh(aligned: Mapping[str, Mapping[str, float]], counts: Mapping[str, int]) -> dict[str, dict[str, float]]:
    """Favour renderings that occur in the corpus; single characters, which are not counted, stay as they are."""
    return {
        english: {word: p * (math.log(2 + counts.get(word, 0)) if len(word) > 1 else 1.0) for word, p in best.items()}
        for english, best in aligned.items()
    }


def build(data: Path) -> dict[str, dict[str, float]]:
    """Build the lexicon from the data folder."""
    entries = dictionary(data)
    forms = BaseForms(entries)
    aligned = aligned_words([*sentence_pairs(data), *entries], forms)
    wanted = {headword for headword, _ in entries} | {word for best in aligned.values() for word in best}
    counts = headword_counts(corpus(data), wanted)
    words = join(looked_up_words(entries, counts, forms), weigh(aligned, counts))
    return looked_up_phrases(entries, counts) | words


def main(arguments: list[str] | None = None) -> None:
    """Build and write."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.lexicon", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args(arguments)
    lexicon = build(options.data)
    write_lexicon(options.output, lexicon)
    print(f"{options.output}: {len(lexicon)} words and phrases, {options.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
