"""Stage 2, what a network reads: answers, places beside them, near misses, made-up, swapped and reworded questions."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zhengxie_qa.training.reader.examples import Example, Source, read_report
from zhengxie_qa.training.reader.reworded import read_dictionary, reworded_questions
from zhengxie_qa.training.reader.synthetic import cloze_questions, swapped_questions
from zhengxie_qa.training.reader.windows import NearMisses, Window, around, beside, cut, without_answer

REPORTS = ("gwr_provinces_2026", "gwr_state_council", "cpc_congress_reports")


@dataclass(frozen=True, slots=True)
class CurriculumSettings:
    """How much of everything. Sizes are in characters, ``longest`` in characters of an answer."""

    window: int = 448
    longest: int = 60
    cloze: int = 2000
    swapped: int = 2000
    near_misses: int = 4500
    gaps: int = 2000
    reworded: int = 2500
    seed: int = 0


def make_windows(examples: Sequence[Example], data: Path, *, settings: CurriculumSettings) -> list[Window]:
    """Cut the windows to train on from examples and from the reports.

    :param examples: all that this network may learn from.
    """
    chance = random.Random(settings.seed)
    taught = [*examples, *cloze_questions(report_paths(data), count=settings.cloze, seed=settings.seed)]
    windows = []
    for example in taught:
        windows += _of_example(example, settings, chance)
    answered = [window for window in windows if window.gold and window.example.source is not Source.CLOZE]
    windows += swapped_questions(answered, count=settings.swapped, seed=settings.seed)
    windows += reworded_questions(answered, read_dictionary(data), count=settings.reworded, seed=settings.seed)
    windows += _gaps(answered, settings, chance)
    return windows + _near_misses(taught, data, settings, chance)


def report_paths(data: Path) -> list[Path]:
    """Return the reports of the political corpus, in order of name."""
    return [path for folder in REPORTS for path in sorted((data / "text" / folder).glob("*.txt"))]


def _of_example(example: Example, settings: CurriculumSettings, chance: random.Random) -> list[Window]:
    windows: list[Window] = []
    golds = [gold for gold in example.golds if gold[1] - gold[0] <= settings.longest]
    if golds:
        window = around(example, chance.choice(golds), size=settings.window, chance=chance)
        windows += [window] if window is not None else []
    other = beside(example, size=300, chance=chance) if example.golds else None
    return [*windows, other] if other is not None else windows


def _gaps(answered: Sequence[Window], settings: CurriculumSettings, chance: random.Random) -> list[Window]:
    chosen = chance.sample(answered, min(len(answered), settings.gaps))
    found = (without_answer(window, window.example.accepted) for window in chosen)
    return [window for window in found if window is not None]


def _near_misses(
    taught: Sequence[Example], data: Path, settings: CurriculumSettings, chance: random.Random
) -> list[Window]:
    """For all political and a sample of the other questions, the nearest passages that do not answer."""
    political = [e for e in taught if e.source is Source.POLITICAL]
    others = [e for e in taught if e.source in (Source.CMRC, Source.DRCD)]
    wanted = max(0, settings.near_misses - len(political))
    others = chance.sample(others, min(len(others), wanted))
    reports = NearMisses(report_passages(data))
    contexts = list(dict.fromkeys((e.title, e.context) for e in taught if e.source in (Source.CMRC, Source.DRCD)))
    articles = NearMisses(passages_of(contexts))
    return [
        *(window for example in political for window in reports.find(example, k=1)),
        *(window for example in others for window in articles.find(example, k=1)),
    ]


def report_passages(data: Path) -> list[tuple[str, str]]:
    """Return ``(title, text)`` of the passages of all reports."""
    return passages_of([(title, text) for text, title in map(read_report, report_paths(data))])


def passages_of(texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Cut ``(title, text)`` pairs into passages of about 300 characters."""
    return [(title, text[a:b]) for title, text in texts for a, b in cut(text, size=300)]
