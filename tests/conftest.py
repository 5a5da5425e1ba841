"""What several rooms' tests share: where the data lies, and a small encoder whose vectors can be computed by hand."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from zhengxie_qa.index.encoders.protocol import Embeddings

settings.register_profile("patient", deadline=None)  # a busy machine is not a failure
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("ZHENGXIE_QA_DATA", ROOT.parent / "shared" / "data"))
ARTICLE = ROOT / "corpus" / "2025-07-25_深圳市政协履职答卷.txt"
MEMORY = Path("/dev/shm")  # Linux keeps it in memory
ROOM = 8 * 2**30
"""What all temporary folders of a run may come to, two environments with the product's needs among them."""


def pytest_configure() -> None:
    """Temporary folders lie in memory where there is room: every change of an index waits for some fifty syncs.

    Programs that tests start keep the compiled modules, which are the same each time.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK):
        found = os.statvfs(MEMORY)
        if found.f_bavail * found.f_frsize > ROOM and not found.f_flag & os.ST_NOEXEC:
            os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: run by several workers, the last file of a run is then a short one."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("browser")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def article_path() -> Path:
    """The shipped article, raw as it was scraped."""
    return ARTICLE


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of texts and question sets; tests that need it skip, saying so, where it is absent."""
    if not DATA.is_dir():
        pytest.skip(f"question sets are not at {DATA}; set ZHENGXIE_QA_DATA to run this test")
    return DATA


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, or the one that the variable CHROMIUM names."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium here; install it or set CHROMIUM")
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu"]}


class LengthEncoder:
    """A fake encoder: a text of ``n`` characters points at angle ``n / 100`` of the first quadrant."""

    fingerprint = "length-1"
    dim = 2

    def encode_passages(self, texts: Sequence[str]) -> Embeddings:
        angles = np.array([min(len(text), 157) / 100 for text in texts], dtype=np.float32)
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).reshape(-1, 2).astype(np.float32)

    def encode_queries(self, texts: Sequence[str]) -> Embeddings:
        return self.encode_passages(texts)


@pytest.fixture
def length_encoder() -> LengthEncoder:
    """An encoder whose vectors you can compute in your head."""
    return LengthEncoder()
