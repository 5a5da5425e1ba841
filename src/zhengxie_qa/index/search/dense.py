"""FAISS over the embeddings of one generation: a flat fp16 index, exact, mapped from its file.

Scores are inner products of unit vectors, so cosines. The file is immutable: a change of the corpus writes a new
one. One FAISS thread per query; FAISS is imported when the first index is opened or written.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import IndexDamagedError
from zhengxie_qa.index.encoders.protocol import Embeddings


class NumberSet:
    """The passage numbers a filter admits, as a bitmap that FAISS tests during the scan."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Admit the half-open ranges of passage numbers."""
        spans = list(ranges)
        admitted = np.zeros(max((end for _, end in spans), default=0) + 8, dtype=bool)
        for start, end in spans:
            admitted[start:end] = True
        self.bitmap: npt.NDArray[np.uint8] = np.packbits(admitted, bitorder="little")


class DenseIndex:
    """Reads one FAISS file."""

    def __init__(self, path: Path) -> None:
        """Map the file.

        :raises IndexDamagedError: when FAISS cannot read it.
        """
        import faiss

        self._faiss = faiss
        try:
            self._index: Any = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        except RuntimeError as error:
            raise IndexDamagedError(f"FAISS cannot read {path}: {error}. Ingest the articles again.") from error

    @property
    def dim(self) -> int:
        """Width of the stored embeddings."""
        return int(self._index.d)

    def search(
        self, vector: npt.NDArray[np.float32], *, k: int, admitted: NumberSet | None = None
    ) -> list[tuple[int, float]]:
        """Return the ``k`` nearest passages as (number, cosine), best first.

        :param vector: unit length, shape ``(dim,)``; all zeros finds nothing.
        """
        if not self._index.ntotal or not vector.any():
            return []
        faiss = self._faiss
        faiss.omp_set_num_threads(1)  # the setting is each thread's own
        params = None
        if admitted is not None:
            params = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(admitted.bitmap))
        scores, numbers = self._index.search(vector[None, :], min(k, self._index.ntotal), params=params)
        return [
            (int(number), float(score)) for number, score in zip(numbers[0], scores[0], strict=True) if number != -1
        ]

    def cosines(self, vector: npt.NDArray[np.float32], numbers: Sequence[int]) -> list[float]:
        """Return the cosine of each given passage with the query."""
        if not numbers:
            return []
        self._faiss.omp_set_num_threads(1)
        stored: Embeddings = self._index.reconstruct_batch(np.asarray(numbers, dtype=np.int64))
        return [float(cosine) for cosine in stored @ vector]


def write_dense(path: Path, batches: Iterable[tuple[Sequence[int], Embeddings]], *, dim: int) -> None:
    """Write a FAISS file of (numbers, embeddings) batches."""
    import faiss

    faiss.omp_set_num_threads(1)
    flat = faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    index = faiss.IndexIDMap2(flat)
    for numbers, embeddings in batches:
        index.add_with_ids(embeddings, np.asarray(numbers, dtype=np.int64))
    with path.open("wb") as handle:  # FAISS itself would tell a full disk as a RuntimeError
        faiss.write_index(index, faiss.PyCallbackIOWriter(handle.write))  # type: ignore[attr-defined]
