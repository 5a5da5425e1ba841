"""``python -m zhengxie_qa.training.encoder --data ../shared/data --output src/zhengxie_qa/models/encoder``."""

import argparse
import dataclasses
import time
from pathlib import Path

import torch
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from zhengxie_qa.question.translation.lexicon import glossary_path
from zhengxie_qa.retrieval.synonyms import bundled_pairs
from zhengxie_qa.training.encoder import figures
from zhengxie_qa.training.encoder.contrastive import Optimisation
from zhengxie_qa.training.encoder.export import write_facts, write_folder
from zhengxie_qa.training.encoder.material import load_material
from zhengxie_qa.training.encoder.recipe import Recipe, run


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.encoder", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with qa, political, text and parallel")
    parser.add_argument("--output", type=Path, required=True, help="folder for the finished encoder")
    parser.add_argument("--steps", type=int, default=Recipe().optimisation.steps)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--dim", type=int, default=Recipe().dim)
    parser.add_argument("--figures", action="store_true", help="measure the finished encoder at the end")
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Train, measure and write the encoder."""
    options = parse(arguments)
    started = time.process_time()
    recipe = dataclasses.replace(
        Recipe(), seed=options.seed, dim=options.dim, optimisation=Optimisation(steps=options.steps)
    )
    torch.set_num_threads(1)  # sums in one order: the same seed gives the same weights
    with threadpool_limits(1):
        material = load_material(options.data, glossary=glossary_path(), synonyms=bundled_pairs())
        trained = run(material, recipe, report=lambda line: print(line, flush=True))
    minutes = round((time.process_time() - started) / 60, 1)
    write_folder(options.output, trained.tokenizer, trained.vectors)
    write_facts(options.output, {"recipe": dataclasses.asdict(recipe), "cpu_minutes": minutes})
    print(f"{options.output}: {minutes} CPU-minutes")
    if options.figures:
        figures.main(["--data", str(options.data), "--encoder", str(options.output)])


if __name__ == "__main__":
    main()
