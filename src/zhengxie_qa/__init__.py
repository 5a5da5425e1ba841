"""Extractive question answering over Chinese political reports.

``open_engine`` is the way in from Python; it is loaded on first use so that importing the package stays light.
The one thing done at import is to switch off the telemetry of libraries, which must come before they are imported.
"""

from typing import TYPE_CHECKING, Any

from zhengxie_qa.offline import silence

__version__ = "0.1.0"
__all__ = ["__version__", "open_engine"]

silence()

if TYPE_CHECKING:
    from zhengxie_qa.interfaces.wiring import open_engine


def __getattr__(name: str) -> Any:
    """Load the engine's front door only when someone asks for it."""
    if name == "open_engine":
        from zhengxie_qa.interfaces.wiring import open_engine

        return open_engine
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
