"""LightGBM booster → the arrays that the product evaluates by itself."""

from typing import Any

import lightgbm
import numpy as np

from zhengxie_qa.trees import Trees


def to_trees(booster: lightgbm.Booster, names: tuple[str, ...]) -> Trees:
    """Turn a booster with numerical splits into arrays.

    :param names: its columns, in order.
    """
    grown = booster.dump_model()["tree_info"]
    found = [_nodes(tree["tree_structure"]) for tree in grown]
    width = max(len(nodes) for nodes in found)
    padded = [nodes + [(0, np.inf, 0, 0, 0.0)] * (width - len(nodes)) for nodes in found]
    columns = list(zip(*(zip(*nodes, strict=True) for nodes in padded), strict=True))
    return Trees(
        features=np.array(columns[0], np.int16),
        thresholds=np.array(columns[1], np.float64),
        left=np.array(columns[2], np.int16),
        right=np.array(columns[3], np.int16),
        values=np.array(columns[4], np.float64),
        depth=max(_depth(tree["tree_structure"]) for tree in grown),
        names=names,
    )


def _nodes(root: dict[str, Any]) -> list[tuple[int, float, int, int, float]]:
    """List ``(feature, threshold, left, right, value)``, root first; a leaf leads to itself."""
    nodes: list[tuple[int, float, int, int, float]] = []

    def add(node: dict[str, Any]) -> int:
        index = len(nodes)
        if "split_feature" not in node:
            nodes.append((0, np.inf, index, index, float(node["leaf_value"])))
            return index
        nodes.append((0, 0.0, 0, 0, 0.0))
        left, right = add(node["left_child"]), add(node["right_child"])
        nodes[index] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0)
        return index

    add(root)
    return nodes


def _depth(node: dict[str, Any]) -> int:
    if "split_feature" not in node:
        return 0
    return 1 + max(_depth(node["left_child"]), _depth(node["right_child"]))
