"""Stage 7, the folder that ships: vocabulary, pieces, network, trees and a manifest with checksums."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhengxie_qa.reading.network.session import UPDATE
from zhengxie_qa.reading.reader import (
    CONFIDENCE,
    FORMAT,
    MANIFEST,
    NETWORK,
    PIECES,
    RERANKER,
    VOCABULARY,
    checksum,
)
from zhengxie_qa.training.reader.second_look import SecondLook


def assemble(output: Path, *, parts: Path, second: SecondLook, recipe: Mapping[str, Any]) -> None:
    """Put the parts of a reader together.

    :param parts: the folder with vocabulary, pieces, network and, if a later pass left one, its update.
    :param recipe: the settings to keep with the weights.
    """
    output.mkdir(parents=True, exist_ok=True)
    update = Path(NETWORK).with_suffix(UPDATE).name
    taught = [VOCABULARY, PIECES, NETWORK, *([update] if (parts / update).exists() else [])]
    for name in taught:
        shutil.copyfile(parts / name, output / name)
    second.reranker.save(output / RERANKER)
    second.confidence.save(output / CONFIDENCE)
    files = {name: checksum(output / name) for name in (*taught, RERANKER, CONFIDENCE)}
    calibration = {"raw": second.calibration.raw, "probability": second.calibration.probability}
    everything = json.dumps([files, calibration], sort_keys=True).encode("utf-8")
    manifest = {
        "format": FORMAT,
        "fingerprint": f"reader-{hashlib.sha256(everything).hexdigest()[:12]}",
        "files": files,
        "calibration": calibration,
        "figures": second.figures,
        "recipe": dict(recipe),
    }
    (output / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
