"""The trained network through onnxruntime: windows and their questions in, scores per character out.

No torch here, and no decision: ``spans`` makes spans of the scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.encoding import VECTOR_LENGTH, QuestionArrays, WindowArrays
from zhengxie_qa.reading.vocabulary import Floats, Vocabulary

_OUTPUTS: Final = ("start", "end", "inside", "left", "right", "lengths", "null")


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
        """Score each window for the question beside it, in the order given, as if it stood alone.

        One window at a time: the LSTMs read padding as if it were text, and their int8 inputs are scaled by whatever
        shares a batch, so in a batch the same window scores differently beside other ones.
        """
        return [self._scores(window, question) for window, question in zip(windows, questions, strict=True)]

    def _scores(self, window: WindowArrays, question: QuestionArrays) -> Scores:
        inputs = {name: _alone(values) for name, values in self._inputs(window, question).items()}
        start, end, inside, left, right, lengths, null = (
            output[0] for output in self._session.run(list(_OUTPUTS), inputs)
        )
        return Scores(start, end, inside, left, right, lengths, float(null[0]))

    def _inputs(self, window: WindowArrays, question: QuestionArrays) -> dict[str, Any]:
        return {
            "window": window.ids,
            "window_vectors": self._vectors[window.words],
            "window_boundaries": window.boundaries,
            "window_parts": window.parts,
            "window_mask": np.ones(len(window.ids), np.float32),
            "features": window.features,
            "question": question.ids,
            "question_vectors": self._vectors[question.words],
            "question_boundaries": question.boundaries,
            "question_parts": question.parts,
            "question_mask": np.ones(len(question.ids), np.float32),
            "question_flags": question.flags,
            "code": np.array(question.code),
        }


def _alone(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Make a batch of one, in the types the network takes."""
    return values[None].astype(np.float32 if values.dtype.kind == "f" else np.int64, copy=False)
