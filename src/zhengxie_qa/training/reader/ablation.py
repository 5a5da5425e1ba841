"""What each part of the second look is worth: ``python -m zhengxie_qa.training.reader.ablation --work work/reader``.

Fits the second look anew with some of its columns blanked, on the groups that the recipe left in its work folder, and
prints EM / F1 on held-out train questions, out of fold, as a Markdown table.
"""

import argparse
import pickle
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from zhengxie_qa.reading.reader import LOOK_FEATURES, Look
from zhengxie_qa.reading.second_look.about import ABOUT_FEATURES
from zhengxie_qa.reading.second_look.qualifiers import QUALIFIER_FEATURES
from zhengxie_qa.reading.second_look.rule_features import RULE_FEATURES
from zhengxie_qa.training.reader.groups import Group
from zhengxie_qa.training.reader.second_look import SecondLookSettings, fit_second_look

_SETS = ("cmrc/own", "drcd/own", "political/own", "political/found")
WITHOUT = {
    "all of it": (),
    "without the rules' clues": RULE_FEATURES,
    "without what the question is about": ABOUT_FEATURES,
    "without the qualifying words": QUALIFIER_FEATURES,
}


def blanked(groups: Sequence[Group], columns: Collection[str]) -> list[Group]:
    """Give the groups with some columns at zero."""
    places = [LOOK_FEATURES.index(name) for name in columns]
    made = []
    for group in groups:
        rows = group.look.rows.copy()
        rows[:, places] = 0
        made.append(replace(group, look=Look(group.look.proposals, rows)))
    return made


def table(groups: Sequence[Group], *, settings: SecondLookSettings) -> list[list[str]]:
    """Make the rows of the table, the network alone first; ``oracle`` is the best span among the proposals."""
    rows: list[list[str]] = []
    for name, columns in WITHOUT.items():
        figures = fit_second_look(blanked(groups, columns), settings=settings).figures
        sets = [each for each in _SETS if f"{each}/n" in figures]
        if not rows:
            rows.append(["network alone", *(_pair(figures, f"{each}/first") for each in sets), ""])
            rows.append(["oracle", *(f"{figures[f'{each}/oracle/em']}" for each in sets), ""])
        rows.append([name, *(_pair(figures, f"{each}/second") for each in sets), str(figures["confidence/auroc"])])
    return rows


def _pair(figures: dict[str, float], name: str) -> str:
    return f"{figures[f'{name}/em']} / {figures[f'{name}/f1']}"


def main() -> None:
    """Read the groups and print the table."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.reader.ablation", description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work/reader"), help="the recipe's work folder")
    with (parser.parse_args().work / "groups.pickle").open("rb") as file:
        groups: list[Group] = pickle.load(file)  # noqa: S301
    print("| second look | " + " | ".join(_SETS) + " | AUROC of confidence |")
    print("|---" * (len(_SETS) + 2) + "|")
    for row in table(groups, settings=SecondLookSettings()):
        print("| " + " | ".join(row) + " |")


if __name__ == "__main__":
    main()
