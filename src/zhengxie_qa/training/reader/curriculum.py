"""Stage 2, what the network reads: answers, places beside them, near misses, and windows whose answer was taken out."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from zhengxie_qa.training.political import INVENTED, TEXTS
from zhengxie_qa.training.reader.examples import Example, Source, read_report
from zhengxie_qa.training.reader.windows import NearMisses, Window, around, cut, without_answer

REPORTS = ("gwr_provinces_2026", "gwr_state_council", "cpc_congress_reports")


@dataclass(frozen=True, slots=True)
class CurriculumSettings:
    """How much of everything. Sizes are in characters.

    :param cmrc: share of CMRC's questions, whose golds are long and whose texts are far from reports.
    :param shortest: of a window, and ``longest``; each is drawn between them.
    :param political: windows cut around each answer over reports and papers, each differently.
    :param near_misses: passages of other texts, or other parts of the same, that do not answer; of reports and papers
        as a share of their questions, ``other_near_misses`` of encyclopaedia questions.
    :param gaps: windows without the sentence that answers, as a share of all answered ones.
    """

    cmrc: float = 0.7
    shortest: int = 110
    longest: int = 330
    longest_answer: int = 140
    political: int = 1
    near_misses: float = 0.4
    other_near_misses: float = 0.1
    gaps: float = 0.05
    seed: int = 0


def make_windows(examples: Sequence[Example], data: Path, *, settings: CurriculumSettings) -> list[Window]:
    """Cut the windows to train on.

    :param examples: all that this network may learn from; their texts are the only ones of people's questions.
    """
    chance = random.Random(settings.seed)
    examples = [example for example in examples if _drawn(example, settings)]
    windows: list[Window] = []
    for example in examples:
        copies = settings.political if example.source is Source.POLITICAL else 1
        for _ in range(copies):
            windows += _of_example(example, settings, chance)
    answered = [window for window in windows if window.gold]
    for window in chance.sample(answered, int(settings.gaps * len(answered))):
        gap = without_answer(window, window.example.accepted)
        windows += [gap] if gap is not None else []
    return windows + _near_misses(examples, data, settings, chance)


def _drawn(example: Example, settings: CurriculumSettings) -> bool:
    """Whether an example is learnt from; by its id, so that other choices do not move it."""
    if example.source is not Source.CMRC:
        return True
    return int(hashlib.md5(example.id.encode("utf-8"), usedforsecurity=False).hexdigest(), 16) % 10 < 10 * settings.cmrc


def report_paths(data: Path) -> list[Path]:
    """Return the reports of the political corpus, in order of name."""
    return [path for folder in REPORTS for path in sorted((data / "text" / folder).glob("*.txt"))]


def _of_example(example: Example, settings: CurriculumSettings, chance: random.Random) -> list[Window]:
    size = chance.randint(settings.shortest, settings.longest)
    golds = [gold for gold in example.golds if gold[1] - gold[0] <= settings.longest_answer]
    if golds:
        gold = chance.choice(golds)
        window = around(example, gold, size=max(size, gold[1] - gold[0]), chance=chance)
        return [window] if window is not None else []
    if example.golds or example.lure is None:
        return []
    place = min(example.lure, len(example.context) - 1)
    lured = around(example, (place, place + 1), size=size, chance=chance)
    return [replace(lured, gold=None)] if lured is not None else []


def _near_misses(
    examples: Sequence[Example], data: Path, settings: CurriculumSettings, chance: random.Random
) -> list[Window]:
    """For a share of the questions, the nearest passages that do not answer."""
    political = [e for e in examples if e.source is Source.POLITICAL]
    others = [e for e in examples if e.source is not Source.POLITICAL]
    taught = {e.path for e in political if e.path is not None}
    reports = NearMisses(report_passages(data, taught))
    articles = NearMisses(passages_of(list(dict.fromkeys((e.title, e.context) for e in others))))
    found: list[Window] = []
    for pool, texts, share in (
        (political, reports, settings.near_misses),
        (others, articles, settings.other_near_misses),
    ):
        for example in chance.sample(pool, int(share * len(pool))):
            found += texts.find(example, k=1)
    return found


def report_passages(data: Path, taught: set[Path]) -> list[tuple[str, str]]:
    """Return ``(title, text)`` of the passages of all reports, and of the invented texts ``taught``."""
    invented = [path for path in sorted(taught) if path.parent.name in {*INVENTED, TEXTS}]
    return passages_of([(title, text) for text, title in map(read_report, [*report_paths(data), *invented])])


def passages_of(texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut ``(title, text)`` pairs into passages of about 240 characters."""
    return [(title, text[a:b]) for title, text in texts for a, b in cut(text, size=240)]
