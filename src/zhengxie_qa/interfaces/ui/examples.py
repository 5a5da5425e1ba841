"""Examples for the welcome: questions drawn from the articles of the index itself, each asked before it is shown.

Only what is answered with high confidence, from the article it was drawn from, is an example. They are looked for when
the page is first opened, one question at a time behind those of people, and again when the index has changed.
"""

import logging
import random
import re
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from fastapi import APIRouter

from zhengxie_qa.answering.answer import Answer, ConfidenceLevel
from zhengxie_qa.errors import ZhengxieError
from zhengxie_qa.interfaces.payloads import Json
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.types import Document

log = logging.getLogger("zhengxie_qa.page")

EXAMPLES: Final = "/page/examples"
SHOWN: Final = 4
MOST_ASKED: Final = 40
MOST_ARTICLES: Final = 60
OF_ONE_ARTICLE: Final = 3
"""Questions tried of one article."""
OF_ONE_SORT: Final = 2
"""Examples of one sort."""

_NAMED_COUNT: Final = re.compile(
    r"(召开|举办|开展|组织)(?:了)?“([\u4e00-\u9fff]{2,8})”[^，。；\d]{0,4}?(\d[\d,]*多?余?)([场次期个])"
)
_COUNT: Final = re.compile(
    r"(收到|提交|立案|办理|办结|征集|反映|新增|建成|新建|改造)(?:了)?([\u4e00-\u9fff]{2,8}?)(\d[\d,.]*万?)(件|条|个|所|套|公里)"
)
_DEFINED: Final = re.compile(r"“([^“”]{2,10})”(?:，)?(?:是指|指的是|即指)")
_GROWN: Final = re.compile(
    r"(?<=[，。；\n])([\u4e00-\u9fff]{4,10})(?:达到|达|为)?(?:\d[\d.]*[万亿]?元?、)?增长(\d[\d.]*%)"
)
_WHOLE: Final = re.compile("^(?:全[省市区年国]|完成|实现)+")
_NO_NAME: Final = ("达到", "突破", "分别", "累计", "预计", "同比", "其中")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A question, the words of its article that should answer it, and its sort, of which there are not to be many."""

    question: str
    words: str
    sort: str


class Examples:
    """The examples of the index as it is now.

    :param service: answers the questions.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._lock = threading.Lock()
        self._generation = ""
        self._found: list[str] = []
        self._done = False
        self._closing = threading.Event()

    def now(self) -> Json:
        """Give the examples found so far, and whether more may come; begins to look for them if nobody has yet."""
        state = self._service.state_or_none()
        if state is None:
            return {"examples": [], "done": True}
        generation = state.generation
        with self._lock:
            if generation != self._generation:
                self._generation, self._found, self._done = generation, [], False
                threading.Thread(target=self._look, args=(generation,), name="examples", daemon=True).start()
            return {"examples": list(self._found), "done": self._done}

    def router(self) -> APIRouter:
        """The route of the page that gives them."""
        routes = APIRouter()
        routes.add_api_route(EXAMPLES, self._service.reads.queued(self.now), methods=["GET"])
        return routes

    def close(self) -> None:
        """Look no further."""
        self._closing.set()

    def _look(self, generation: str) -> None:
        try:
            for question in self._good(generation):
                with self._lock:
                    if self._closing.is_set() or self._generation != generation:
                        return
                    self._found.append(question)
                    if len(self._found) == SHOWN:
                        break
        except ZhengxieError as error:
            log.info("no more examples: %s", error)
        except Exception:
            if not self._closing.is_set():
                log.exception("examples could not be drawn")
        with self._lock:
            self._done = self._done or self._generation == generation

    def _good(self, generation: str) -> Iterator[str]:
        """Yield questions that are answered as they should be, one of an article."""
        asked, sorts = 0, Counter[str]()
        for document in self._articles(generation):
            wanted = [drawn for drawn in drawn_from(document) if sorts[drawn.sort] < OF_ONE_SORT]
            for drawn in wanted[:OF_ONE_ARTICLE]:
                asked += 1
                if asked > MOST_ASKED or self._closing.is_set():
                    return
                answer, _ = self._service.questions.submit(partial(self._service.ask, drawn.question)).result()
                if is_good(answer, drawn.words, document.info.doc_id):
                    sorts[drawn.sort] += 1
                    yield drawn.question
                    break

    def _articles(self, generation: str) -> Iterator[Document]:
        """Yield articles in an order that is chance, yet the same for the same index."""
        infos, _ = self._service.documents()
        random.Random(generation).shuffle(infos)
        for info in infos[:MOST_ARTICLES]:
            yield self._service.document(info.doc_id)


def drawn_from(document: Document) -> list[_Drawn]:
    """Draw questions from what an article says plainly: a named count, a meaning, a count, a growth."""
    text, place = document.text, document.info.place or ""
    found = []
    for verb, name, figure, unit in _NAMED_COUNT.findall(text):
        found.append(_Drawn(f"{place}{verb}了多少{unit}“{name}”？", figure, "named"))
        found.append(_Drawn(f"How many {name} were held?", figure, "English"))
    found += [_Drawn(f"什么是“{name}”？", "", "meaning") for name in _DEFINED.findall(text)]
    if place:
        for name, share in _GROWN.findall(text):
            if not name.endswith(_NO_NAME):
                found.append(_Drawn(f"{place}{_WHOLE.sub('', name)}增长多少？", share, "growth"))
        for verb, name, figure, unit in _COUNT.findall(text):
            found.append(_Drawn(f"{place}{verb}了多少{unit}{name}？", figure, "count"))
    return found


def is_good(answer: Answer, words: str, doc_id: str) -> bool:
    """Whether a question was answered with high confidence by the words it was drawn from."""
    if answer.text is None or answer.confidence_level is not ConfidenceLevel.HIGH:
        return False
    return words in answer.text and answer.citations[0].document.doc_id == doc_id
