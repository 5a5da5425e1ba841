"""Counters for Prometheus: requests, their time, answers by outcome, size of the index. No text of any question."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.types import IndexState

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Methods counted by name; anyone may send any other word, and each would be a new series."""
BUCKETS_SECONDS: Final = (0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Metrics:
    """The counters of one server; each server has its own registry."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        name = "zhengxie_qa"
        self._requests = Counter(
            f"{name}_requests", "HTTP requests.", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            f"{name}_request_seconds", "Time per request.", ("route",), buckets=BUCKETS_SECONDS, registry=self._registry
        )
        self._answers = Counter(
            f"{name}_answers",
            "Questions by outcome: answered, or the reason for declining.",
            ("outcome", "kind"),
            registry=self._registry,
        )
        self._documents = Gauge(f"{name}_documents", "Documents in the index.", registry=self._registry)
        self._passages = Gauge(f"{name}_passages", "Passages in the index.", registry=self._registry)

    def request(self, *, route: str, method: str, status: int, seconds: float) -> None:
        """Count one request; ``route`` is the template (``/documents/{doc_id}``), not the path."""
        self._requests.labels(route, method if method in METHODS else "other", str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Count one question by what became of it."""
        outcome = answer.reason.value if answer.abstained and answer.reason else "answered"
        self._answers.labels(outcome, answer.kind.value).inc()

    def index(self, state: IndexState) -> None:
        """Note the size of the index."""
        self._documents.set(state.documents)
        self._passages.set(state.passages)

    def render(self) -> bytes:
        """Everything in Prometheus' text format."""
        return generate_latest(self._registry)
