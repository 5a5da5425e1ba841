"""``python -m zhengxie_qa.training.ranker --data ../shared/data --output src/zhengxie_qa/models/ranker``."""

import argparse
import dataclasses
import json
import time
from pathlib import Path

from zhengxie_qa.index.encoders.named import bundled_encoder_path, load_encoder
from zhengxie_qa.retrieval.ranker import TREES_FILE
from zhengxie_qa.training.ranker.fit import Settings, cross_validate, grow
from zhengxie_qa.training.ranker.material import load_groups


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m zhengxie_qa.training.ranker", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with qa, political and text")
    parser.add_argument("--output", type=Path, required=True, help="folder for the finished ranker")
    parser.add_argument("--seed", type=int, default=Settings().seed)
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> None:
    """Train, measure and write the ranker."""
    options = parse(arguments)
    started = time.process_time()
    settings = dataclasses.replace(Settings(), seed=options.seed)
    encoder = load_encoder(bundled_encoder_path())
    groups = load_groups(options.data, encoder=encoder, seed=settings.seed)
    figures = cross_validate(groups, settings)
    options.output.mkdir(parents=True, exist_ok=True)
    grow(groups, settings).save(options.output / TREES_FILE)
    facts = {
        "settings": dataclasses.asdict(settings),
        "encoder": encoder.fingerprint,
        "cpu_minutes": round((time.process_time() - started) / 60, 1),
        "cross_validated": figures,
    }
    (options.output / "training.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
    for name, values in figures.items():
        print(name, values)


if __name__ == "__main__":
    main()
