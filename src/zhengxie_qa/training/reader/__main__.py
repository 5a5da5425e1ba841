"""Train the bundled reader: ``python -m zhengxie_qa.training.reader --data ../shared/data --output FOLDER``."""

import argparse
import dataclasses
from pathlib import Path

from zhengxie_qa.training.reader.recipe import Recipe, train


def main() -> None:
    """Read the arguments and run the recipe."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with qa/, political/, text/ and parallel/")
    parser.add_argument("--output", type=Path, required=True, help="where the finished reader goes")
    parser.add_argument("--work", type=Path, default=Path("work/reader"), help="results of stages, for going on later")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--epochs", type=float, default=Recipe().fit.epochs)
    parser.add_argument("--start", type=Path, help="network.onnx of an earlier run, to go on from")
    options = parser.parse_args()
    recipe = _seeded(options.seed, options.epochs)
    figures = train(options.data, options.output, work=options.work, recipe=recipe, start=options.start)
    for name, value in figures.items():
        print(f"{name:40} {value}")


def _seeded(seed: int, epochs: float) -> Recipe:
    plain = Recipe()
    return dataclasses.replace(
        plain,
        vectors=dataclasses.replace(plain.vectors, seed=seed),
        curriculum=dataclasses.replace(plain.curriculum, seed=seed),
        fit=dataclasses.replace(plain.fit, seed=seed, epochs=epochs),
        second_look=dataclasses.replace(plain.second_look, seed=seed),
        seed=seed,
    )


if __name__ == "__main__":
    main()
