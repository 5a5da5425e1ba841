"""Extractive question answering over Chinese political reports.

``Engine`` is the way in from Python. It and the types it gives are loaded on first use, so that importing the package
stays light. The one thing done at import is to switch off the telemetry of libraries, which must come before they are
imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from zhengxie_qa.offline import silence

__version__ = "0.1.0"
__all__ = [
    "Alternative",
    "Answer",
    "AnswerKind",
    "AnswerLevel",
    "Apart",
    "Audit",
    "Blank",
    "By",
    "CellNames",
    "Citation",
    "Compared",
    "Comparison",
    "ConfidenceLevel",
    "Document",
    "DocumentInfo",
    "DocumentKind",
    "Doubt",
    "Engine",
    "Filters",
    "Hit",
    "Holding",
    "IndexState",
    "Language",
    "LeftOut",
    "Location",
    "LocationKind",
    "Order",
    "Passage",
    "PassageKind",
    "Quantity",
    "Ranking",
    "Reason",
    "Row",
    "SearchMode",
    "Segment",
    "Sentence",
    "Status",
    "Turn",
    "__version__",
]
_HOMES = (
    "zhengxie_qa.location",
    "zhengxie_qa.types",
    "zhengxie_qa.answering.answer",
    "zhengxie_qa.comparing.comparison",
    "zhengxie_qa.engine",
)
"""The modules that define what is exported, the lightest first."""

silence()

if TYPE_CHECKING:
    from zhengxie_qa.answering.answer import (
        Alternative,
        Answer,
        AnswerLevel,
        CellNames,
        Citation,
        ConfidenceLevel,
        Reason,
        Sentence,
    )
    from zhengxie_qa.comparing.comparison import Apart, Blank, By, Compared, Comparison, Order, Ranking, Row
    from zhengxie_qa.engine import Engine
    from zhengxie_qa.location import Location, LocationKind
    from zhengxie_qa.types import (
        AnswerKind,
        Audit,
        Document,
        DocumentInfo,
        DocumentKind,
        Doubt,
        Filters,
        Hit,
        Holding,
        IndexState,
        Language,
        LeftOut,
        Passage,
        PassageKind,
        Quantity,
        SearchMode,
        Segment,
        Status,
        Turn,
    )


def __getattr__(name: str) -> Any:
    """Load what is exported when someone asks for it."""
    if name in __all__:
        homes = map(import_module, _HOMES)
        return next(getattr(module, name) for module in homes if hasattr(module, name))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
