"""The trained network through onnxruntime: windows and their questions in, scores per character out.

No torch here, and no decision: ``spans`` makes spans of the scores.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.encoding import VECTOR_LENGTH, QuestionArrays, WindowArrays
from zhengxie_qa.reading.vocabulary import Floats, Vocabulary

_OUTPUTS: Final = ("start", "end", "inside", "left", "right", "lengths", "null")
_MOST_CHARACTERS: Final = 8000
"""Characters of one batch, padding included; bounds memory."""
_MOST_PADDING: Final = 1.3
"""Longest window of a batch over its shortest."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window of n characters.

    The span from ``s`` to ``e`` inclusive scores ``start[s] + end[e] + left[s] · right[e] + lengths[e - s]``;
    ``null`` scores "no answer here". ``inside`` is a logit per character.
    """

    start: Floats
    end: Floats
    inside: Floats
    left: Floats
    right: Floats
    lengths: Floats
    null: float


class Network:
    """One ONNX file and the vocabulary that goes with it; runs on one thread, so results do not depend on load."""

    def __init__(self, path: Path, vocabulary: Vocabulary) -> None:
        """Open the file.

        :raises ModelError: when it cannot be loaded or is not such a network.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own classes, one per failure, without a common root
            raise ModelError(
                f"{path} cannot be loaded as a reading network ({error}); install the reader anew."
            ) from error
        if [output.name for output in self._session.get_outputs()] != list(_OUTPUTS):
            raise ModelError(f"{path} is not a reading network of this version; train the reader anew.")
        self._vectors = vocabulary.directions * np.float32(VECTOR_LENGTH)

    def run(self, windows: Sequence[WindowArrays], questions: Sequence[QuestionArrays]) -> list[Scores]:
        """Score each window for the question beside it, in the order given."""
        scores: list[Scores | None] = [None] * len(windows)
        for batch in _batches([len(window.ids) for window in windows]):
            chosen = [windows[index] for index in batch]
            outputs = self._session.run(list(_OUTPUTS), self._inputs(chosen, [questions[index] for index in batch]))
            for row, index in enumerate(batch):
                scores[index] = _row(outputs, row, len(windows[index].ids))
        return [score for score in scores if score is not None]

    def _inputs(self, windows: Sequence[WindowArrays], questions: Sequence[QuestionArrays]) -> dict[str, Any]:
        return {
            "window": padded([w.ids for w in windows]),
            "window_vectors": self._vectors[padded([w.words for w in windows])],
            "window_boundaries": padded([w.boundaries for w in windows]),
            "window_parts": padded([w.parts for w in windows]),
            "window_mask": padded([np.ones(len(w.ids), np.float32) for w in windows]),
            "features": padded([w.features for w in windows]),
            "question": padded([q.ids for q in questions]),
            "question_vectors": self._vectors[padded([q.words for q in questions])],
            "question_boundaries": padded([q.boundaries for q in questions]),
            "question_parts": padded([q.parts for q in questions]),
            "question_mask": padded([np.ones(len(q.ids), np.float32) for q in questions]),
            "question_flags": padded([q.flags for q in questions]),
            "code": np.array([q.code for q in questions], np.int64),
        }


def padded(rows: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """Stack rows of unequal length, zeros behind the shorter ones; integers become int64, the rest float32."""
    kind = np.float32 if rows[0].dtype.kind == "f" else np.int64
    out = np.zeros((len(rows), max(len(row) for row in rows), *rows[0].shape[1:]), kind)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return out


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group windows of similar length."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        too_many = (len(batch) + 1) * lengths[index] > _MOST_CHARACTERS
        if batch and (too_many or lengths[index] > _MOST_PADDING * lengths[batch[0]]):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _row(outputs: Sequence[npt.NDArray[np.float32]], row: int, length: int) -> Scores:
    start, end, inside, left, right, lengths, null = (output[row] for output in outputs)
    return Scores(start[:length], end[:length], inside[:length], left[:length], right[:length], lengths, float(null[0]))
