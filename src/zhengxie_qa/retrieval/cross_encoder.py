"""An optional ranker: a cross-encoder that reads question and passage together. Slow, so it reads only the first few.

Any sentence-transformers CrossEncoder works, from a local folder or the hub, such as ``BAAI/bge-reranker-base``.
Importing torch takes seconds: it happens when a model is asked for. None ships with the product.
"""

from collections.abc import Sequence
from typing import Any

from zhengxie_qa.errors import ModelError
from zhengxie_qa.index.search.terms import EncodedText, encoded_text
from zhengxie_qa.retrieval.ranking_features import RankedQuery
from zhengxie_qa.types import Hit

DEPTH = 20
"""Hits read; BERT-base takes about 0.1 s for each on one core."""

_BATCH = 16


class CrossEncoderRanker:
    """Scores the first hits anew; the others keep their order, behind them."""

    name = "cross_encoder"

    def __init__(self, name: str, *, device: str = "cpu", depth: int = DEPTH) -> None:
        """Load a model.

        :param name: a local folder or a hub name.
        :raises ModelError: when it cannot be loaded, or gives more than one score.
        """
        try:
            from sentence_transformers import CrossEncoder

            self._model: Any = CrossEncoder(name, device=device)
        except Exception as error:  # a dozen libraries raise here, each its own errors
            cause = (str(error).strip() or type(error).__name__).splitlines()[0][:200]
            raise ModelError(
                f"The reranker {name!r} cannot be loaded ({cause}). Check the folder or hub name, and that the model "
                "has been downloaded if there is no network."
            ) from error
        if self._model.num_labels != 1:
            raise ModelError(
                f"The reranker {name!r} gives {self._model.num_labels} scores for a pair, expected one. Choose another."
            )
        self._depth = depth

    def score(self, query: RankedQuery, hits: Sequence[Hit]) -> list[float]:
        """Return one score for each hit: the model's for the first, smaller and smaller ones for the rest."""
        read = hits[: self._depth]
        if not read:
            return []
        pairs = [
            (query.question.text, encoded_text(hit.passage, hit.document, choice=EncodedText.TITLED)) for hit in read
        ]
        scores = [float(score) for score in self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)]
        lowest = min(scores)
        return scores + [lowest - step for step in range(1, len(hits) - len(read) + 1)]
