"""The pretrained network through onnxruntime: sequences of pieces in, scores per character of the window out.

No torch here, and no decision: ``spans`` makes spans of the scores. Every sequence is computed by itself, so what is
said of a window does not depend on its neighbours; two are computed side by side.
"""

import lzma
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import ModelError
from zhengxie_qa.reading.network.pieces import PieceRun
from zhengxie_qa.reading.network.sequences import sequence
from zhengxie_qa.reading.second_look.vocabulary import Floats

UPDATE: Final = ".update"
_OUTPUTS: Final = ("start", "end", "inside", "left", "right", "null")
_INSIDE_A_PIECE: Final = -6.0
"""Added to the score of a span that begins or ends inside a piece, for each end."""
_SIDE_BY_SIDE: Final = 2


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window of n characters.

    The span from ``s`` to ``e`` inclusive scores ``start[s] + end[e] + left[s] · right[e]``; ``null`` scores "no
    answer here". ``inside`` is a logit per character.
    """

    start: Floats
    end: Floats
    inside: Floats
    left: Floats
    right: Floats
    null: float


@dataclass(frozen=True, slots=True)
class ToRead:
    """A window of ``length`` characters with the question and the title it is read under, all in pieces."""

    question: PieceRun
    title: PieceRun
    window: PieceRun
    length: int


class Network:
    """One ONNX file; each sequence runs on one thread, so results do not depend on load."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        :raises ModelError: when it cannot be loaded or is not such a network.
        """
        import onnxruntime

        weights = with_update(path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises its own classes, one per failure, without a common root
            raise ModelError(
                f"{path} cannot be loaded as a reading network ({error}); install the reader anew."
            ) from error
        if [output.name for output in self._session.get_outputs()] != list(_OUTPUTS):
            raise ModelError(f"{path} is not a reading network of this version; train the reader anew.")
        self._threads = ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="read")

    def run(self, windows: Sequence[ToRead]) -> list[Scores]:
        """Score each window, in the order given."""
        return list(self._threads.map(self._score, windows))

    def _score(self, read: ToRead) -> Scores:
        laid = sequence(read.question, read.title, read.window)
        outputs = self._session.run(list(_OUTPUTS), {"ids": laid.ids[None]})
        inside = slice(laid.first, laid.first + laid.count)
        start, end, within, left, right = (output[0, inside] for output in outputs[:-1])
        return _by_character(start, end, within, left, right, null=float(outputs[-1][0, 0]), read=read)


def with_update(path: Path) -> bytes:
    """Read a network's file, changed by what a later pass of teaching left beside it, if one did.

    An update holds, compressed by lzma, what is added to every byte modulo 256; most is nothing or little, so that it
    is an eighth of the file.

    :raises ModelError: when a file cannot be read, or they do not belong together.
    """
    update = path.with_suffix(UPDATE)
    try:
        before = path.read_bytes()
        if not update.exists():
            return before
        added = lzma.decompress(update.read_bytes())
    except (OSError, lzma.LZMAError) as error:
        raise ModelError(f"{path} cannot be read as a reading network ({error}); install the reader anew.") from error
    if len(added) != len(before):
        raise ModelError(f"{update} is of another network than {path}; install the reader anew.")
    return (np.frombuffer(before, np.uint8) + np.frombuffer(added, np.uint8)).tobytes()


def _by_character(
    start: Floats, end: Floats, inside: Floats, left: Floats, right: Floats, *, null: float, read: ToRead
) -> Scores:
    """Give every character the scores of its piece; white space, and what was too long to read, is in none."""
    count = len(start)
    starts, ends = read.window.starts[:count], read.window.ends[:count]
    piece = np.full(read.length, -1, np.int64)
    lengths = ends - starts
    characters = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) + np.arange(lengths.sum())
    piece[characters] = np.repeat(np.arange(count), lengths)
    begins, finishes = np.zeros(read.length, bool), np.zeros(read.length, bool)
    real = lengths > 0
    begins[starts[real]], finishes[ends[real] - 1] = True, True
    return Scores(
        _spread(start, piece) + np.where(begins, 0, _INSIDE_A_PIECE).astype(np.float32),
        _spread(end, piece) + np.where(finishes, 0, _INSIDE_A_PIECE).astype(np.float32),
        _spread(inside, piece),
        _spread(left, piece, outside=0.0),
        _spread(right, piece, outside=0.0),
        null,
    )


def _spread(values: Floats, piece: npt.NDArray[np.int64], *, outside: float = -30.0) -> Floats:
    """Take the value of each character's piece, ``outside`` for those of none."""
    if not len(values):
        return np.full((len(piece), *values.shape[1:]), outside, np.float32)
    taken = values[np.maximum(piece, 0)]
    missing = (piece < 0).reshape(-1, *[1] * (values.ndim - 1))
    return np.where(missing, np.float32(outside), taken)
