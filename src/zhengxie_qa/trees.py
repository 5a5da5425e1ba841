"""Boosted trees, grown offline with LightGBM and evaluated with numpy alone; what the columns mean is not known here.

All trees and all rows go down one level at a time, so a question costs well under a millisecond.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from zhengxie_qa.errors import ModelError

FORMAT = 1
"""Of the file; one more whenever what is in it changes."""


@dataclass(frozen=True)
class Trees:
    """A forest as arrays of shape ``(trees, nodes)``; a leaf is a node that leads to itself.

    :param features: column looked at by each node.
    :param thresholds: a row goes left when its value is at most this.
    :param values: what a leaf adds to the score.
    :param depth: steps after which every row has reached a leaf.
    :param names: the columns, in order, as they were when the trees grew.
    """

    features: npt.NDArray[np.int16]
    thresholds: npt.NDArray[np.float64]
    left: npt.NDArray[np.int16]
    right: npt.NDArray[np.int16]
    values: npt.NDArray[np.float64]
    depth: int
    names: tuple[str, ...]

    def score(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Sum over the trees, shape ``(len(rows),)``."""
        count, (trees, nodes) = len(rows), self.features.shape
        first = np.arange(trees, dtype=np.intp) * nodes  # of each tree, in the flattened arrays
        row = (np.arange(count, dtype=np.intp) * rows.shape[1])[:, None]
        features, thresholds, values = self.features.ravel(), self.thresholds.ravel(), self.values.ravel()
        children = np.stack([self.right.ravel(), self.left.ravel()], axis=1).ravel()
        flat, node = rows.ravel(), np.broadcast_to(first, (count, trees))
        for _ in range(self.depth):
            goes_left = flat.take(row + features.take(node)) <= thresholds.take(node)
            node = first + children.take(2 * node + goes_left)
        total: npt.NDArray[np.float64] = values.take(node).sum(axis=1)
        return total

    def save(self, path: Path) -> None:
        """Write everything to one ``.npz``."""
        np.savez_compressed(
            path,
            format=np.array(FORMAT),
            features=self.features,
            thresholds=self.thresholds,
            left=self.left,
            right=self.right,
            values=self.values,
            depth=np.array(self.depth),
            names=np.array(self.names),
        )

    @classmethod
    def load(cls, path: Path, *, names: tuple[str, ...]) -> "Trees":
        """Read trees back.

        :param names: the columns that rows will have.
        :raises ModelError: when the file is missing, damaged, or grew on other columns.
        """
        try:
            with np.load(path) as file:
                if int(file["format"]) != FORMAT or tuple(file["names"].tolist()) != names:
                    raise ModelError(f"{path} was made by another version of this package; install the package anew.")
                return cls(
                    features=file["features"],
                    thresholds=file["thresholds"],
                    left=file["left"],
                    right=file["right"],
                    values=file["values"],
                    depth=int(file["depth"]),
                    names=names,
                )
        except (OSError, KeyError, ValueError) as error:
            raise ModelError(f"{path} cannot be read as trees ({error}); install the package anew.") from error
