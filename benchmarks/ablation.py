"""What each idea of retrieval is worth, alone and together, over one index and one question set; prints the table.

``python benchmarks/ablation.py --index DIR --questions FILE --output DIR``.
"""

import argparse
import sys
from pathlib import Path

from zhengxie_qa.answering.pipeline import Answerer
from zhengxie_qa.bundled import RULES
from zhengxie_qa.engine import Engine
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.evaluation.baselines import OneMode, System, evaluate_systems, markdown_table
from zhengxie_qa.evaluation.harness import Task
from zhengxie_qa.question.translation.translation import bundled_translator
from zhengxie_qa.retrieval.expand import OtherWords
from zhengxie_qa.retrieval.ranker import bundled_ranker
from zhengxie_qa.retrieval.retriever import HybridRetriever
from zhengxie_qa.retrieval.synonyms import Synonyms
from zhengxie_qa.types import SearchMode


def systems(index_dir: Path) -> list[System]:
    """Every combination of the table, over one index."""
    engine = Engine.open(index_dir, reader=RULES)
    synonyms, ranker = OtherWords(Synonyms()), [bundled_ranker()]
    translated, untranslated = bundled_translator(), None
    combinations = {
        "bm25": ({}, untranslated, SearchMode.LEXICAL),
        "bm25 + translation": ({}, translated, SearchMode.LEXICAL),
        "bm25 + synonyms": ({"expander": synonyms}, untranslated, SearchMode.LEXICAL),
        "bm25 + translation + synonyms": ({"expander": synonyms}, translated, SearchMode.LEXICAL),
        "dense": ({}, untranslated, SearchMode.DENSE),
        "bm25 + dense": ({}, untranslated, SearchMode.HYBRID),
        "bm25 + dense + translation + synonyms": ({"expander": synonyms}, translated, SearchMode.HYBRID),
        "bm25 + dense + ranker": ({"rankers": ranker}, untranslated, SearchMode.HYBRID),
        "all together": ({"expander": synonyms, "rankers": ranker}, translated, SearchMode.HYBRID),
    }
    made = []
    for label, (options, translator, mode) in combinations.items():
        retriever = OneMode(HybridRetriever(engine.index, engine.encoder, **options), mode)
        made.append(System(label, Answerer(engine.index, retriever, engine.reader, translator=translator), mode))
    return made


def main() -> int:
    """Ask every combination the same questions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    try:
        done = evaluate_systems(
            options.questions,
            systems=systems(options.index),
            output=options.output,
            task=Task.RETRIEVAL,
            resume=False,
        )
    except ZhengxieError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(markdown_table(done))
    return 0


if __name__ == "__main__":
    sys.exit(main())
