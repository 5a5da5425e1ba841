"""What the browser may keep of an exchange: question, answer, quote and source, so that it can be shown, copied, linked
to, exported and complained of without asking again. It travels with the panel and is stored nowhere else.
"""

import json
from typing import Final

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.comparing.comparison import Compared
from zhengxie_qa.interfaces.comparisons import reference
from zhengxie_qa.interfaces.payloads import SCORE_DIGITS, Json
from zhengxie_qa.interfaces.ui import texts
from zhengxie_qa.interfaces.ui.keeping.proofs import digest
from zhengxie_qa.interfaces.ui.texts import escape
from zhengxie_qa.text.addresses import web_address

LONGEST_SENTENCE: Final = 1_000
MOST_ROWS: Final = 200


def kept(question: str, answer: Answer, *, turn: int, generation: str, limited: tuple[str, str]) -> str:
    """Give an attribute of the exchange's section that holds all of it.

    :param generation: the state of the index that answered. :param limited: the limits set, in Chinese and English.
    """
    chinese, english = texts.declined(answer) if answer.text is None else ("", "")
    exchange: Json = {
        "turn": turn,
        "question": question,
        "read_as": answer.interpreted_as,
        "answer": answer.text,
        "declined": [chinese, english] if answer.text is None else None,
        "confidence": round(answer.confidence, SCORE_DIGITS),
        "generation": generation,
        "limited": list(limited) if limited[0] else None,
        "source": _source(answer) if answer.citations else None,
        "rows": _rows(answer) if isinstance(answer, Compared) else [],
    }
    return f' data-kept="{escape(json.dumps(exchange, ensure_ascii=False))}"'


def _rows(answer: Compared) -> list[Json]:
    """What each place, year or document says, for an answer that is a table."""
    rows = answer.comparison.rows[:MOST_ROWS]
    return [{"label": each.label, "answer": each.answer.text, "source": _source(each.answer)} for each in rows]


def _source(answer: Answer) -> Json:
    """Where the first quote stands, how it is cited, and by what it is proved years later."""
    cited = answer.citations[0]
    info = cited.document
    return {
        "doc_id": info.doc_id,
        "file": info.file,
        "title": info.title,
        "source": info.source,
        "published": info.published,
        "url": web_address(info.url),
        "start": cited.start,
        "end": cited.end,
        "quote": cited.quote,
        "sha256": digest(cited.quote),
        "sentence": answer.evidence.text[:LONGEST_SENTENCE] if answer.evidence else None,
        "reference": reference(info),
    }
