"""Hard negatives: passages that share a question's words and do not hold its answer."""

from collections.abc import Sequence

import numpy as np

from zhengxie_qa.training.encoder.bm25 import Bm25, query_fields
from zhengxie_qa.training.encoder.material import Pair


def mine_negatives(
    pairs: Sequence[Pair], pool: Sequence[str], *, index: Bm25, per_question: int
) -> list[tuple[str, ...]]:
    """Find the best-scoring wrong passages of each question.

    :param pool: the passages that ``index`` was built from, in its order.
    :returns: for every pair up to ``per_question`` passages, best first; those that contain the pair's answer or equal
        its right side are skipped.
    """
    mined = []
    for pair in pairs:
        scores = index.coverage(query_fields(pair.left))
        wanted = min(per_question * 4 + 4, len(pool))
        best = np.argpartition(-scores, wanted - 1)[:wanted]
        ranked = best[np.lexsort((best, -scores[best]))]
        wrong = [pool[i] for i in ranked if pool[i] != pair.right and (not pair.answer or pair.answer not in pool[i])]
        mined.append(tuple(wrong[:per_question]))
    return mined
