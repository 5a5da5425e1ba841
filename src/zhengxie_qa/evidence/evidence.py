"""What the words around a stretch of a passage say, held against a question: each thing once, when first asked for.

Says nothing of how much a thing counts; reading weighs it, answering decides by it.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from zhengxie_qa.evidence.agreement import place_agreement, report_agreement, said_years, year_agreement
from zhengxie_qa.evidence.bounds import other_bound
from zhengxie_qa.evidence.contrast import contradicted_words
from zhengxie_qa.evidence.counted import counted_otherwise
from zhengxie_qa.evidence.days import days_missing
from zhengxie_qa.evidence.fitting import FIGURES, fits
from zhengxie_qa.evidence.passage import PassageParts, take_apart
from zhengxie_qa.evidence.status import stated_status
from zhengxie_qa.question.question import Question
from zhengxie_qa.text.offices import OFFICE
from zhengxie_qa.text.quantities.units import RATIO
from zhengxie_qa.types import AnswerKind, Hit, Language, Quantity, Span, Status

_SURE_IN_ENGLISH: Final = frozenset({"市长", "副市长", "省长", "副省长", "总理", "副主席"})
"""Offices whose rendering from an English question is no guess."""


@dataclass(frozen=True)
class Evidence:
    """One stretch of a passage beside a question.

    Agreements are numbers in [-1, 1]: 1 said so, 0 nothing said or nothing asked, -1 said otherwise.

    :param start: offset in the passage's text, like ``end``.
    """

    question: Question
    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.hit.passage.text[self.start : self.end]

    @cached_property
    def year(self) -> float:
        """Agreement on the year."""
        return year_agreement(self.question, self.hit, self.start)

    @cached_property
    def place(self) -> float:
        """Agreement on the place."""
        return place_agreement(self.question, self.hit, self.start)

    @cached_property
    def report(self) -> float:
        """Agreement on the report that the question names."""
        return report_agreement(self.question, self.hit)

    @cached_property
    def status(self) -> float:
        """Agreement on planned or achieved."""
        if self.question.status is None or self.stated is None:
            return 0.0
        return 1.0 if self.stated is self.question.status else -1.0

    @cached_property
    def stated(self) -> Status | None:
        """Planned or achieved, as clause, sentence and heading say; ``None`` where they do not."""
        text, parts = self.hit.passage.text, self._parts
        clause, sentence = parts.clause_at(self.start), parts.sentence_at(self.start)
        return stated_status(text[slice(*clause)], sentence=text[slice(*sentence)], heading=self.hit.passage.heading)

    @cached_property
    def own_year(self) -> int | None:
        """The year spoken of: the last of the nearest period named, else the report's own."""
        said = said_years(self.hit, self.start)
        return max(said[-1]) if said else self.hit.document.year

    @cached_property
    def quantity(self) -> Quantity | None:
        """The number stated, with the words around it: 超过 before 5200人 makes it approximate."""
        touching = [each for each in self._parts.quantities if each.start < self.end and self.start < each.end]
        inside = [each for each in touching if each.number_start >= self.start and each.number_end <= self.end]
        return (inside or touching)[0].quantity if touching else None

    @cached_property
    def fits(self) -> bool:
        """Whether the words could answer the question, as far as their form tells, and no others beside them better.

        Where a share stands in the sentence, it and no amount says how much something grew.
        """
        return fits(self.question, self.text, quantity=self.quantity) and not self._is_beside_a_share

    @cached_property
    def opposites(self) -> tuple[str, ...]:
        """Words of a question for a figure whose opposite the words around it are about: 城镇 against 农村."""
        if self.question.kind not in FIGURES:
            return ()
        return contradicted_words(self.question.chinese, self.hit, self.start)

    @cached_property
    def counted_otherwise(self) -> tuple[str, ...]:
        """The thing whose number is asked for, where the clause counts another with the words."""
        start, end = self._parts.clause_at(self.start)
        return counted_otherwise(
            self.question, self.hit.passage.text[start:end], (self.start - start, self.end - start)
        )

    @cached_property
    def other_days(self) -> tuple[str, ...]:
        """The days asked about, where the paragraph speaks of others."""
        return tuple(days_missing(self.question.text, self.hit, self.start, self.end))

    @cached_property
    def other_bound(self) -> tuple[str, ...]:
        """The end of a period that is asked for, where the words are its other end."""
        return other_bound(self.question.chinese, self.hit.passage.text, self.start, self.end)

    @cached_property
    def other_offices(self) -> tuple[str, ...]:
        """The office whose holder is asked for, where no such office is named: 秘书长是谁 beside 主席林洁.

        In English questions only offices whose rendering is no guess.
        """
        if self.question.kind is not AnswerKind.PERSON:
            return ()
        said = {match.group() for match in OFFICE.finditer(self.near)}
        asked = [match.group() for match in OFFICE.finditer(self.question.chinese)]
        if self.question.language is Language.EN:
            asked = [office for office in asked if office in _SURE_IN_ENGLISH]
        return tuple(office for office in asked if office not in said)

    @cached_property
    def near(self) -> str:
        """The passage with its heading and what is known of its document."""
        info, passage = self.hit.document, self.hit.passage
        around = (info.title, info.file, info.source, info.place, passage.heading, passage.text)
        return "\n".join(part for part in around if part)

    @property
    def _is_beside_a_share(self) -> bool:
        if self.question.kind is not AnswerKind.PERCENTAGE or self.quantity is None or self.quantity.unit in RATIO:
            return False
        start, end = self._parts.sentence_at(self.start)
        return any(start <= each.start < end and each.quantity.unit in RATIO for each in self._parts.quantities)

    @property
    def _parts(self) -> PassageParts:
        return take_apart(self.hit.passage.text, self.hit.document.as_of)


def evidence_of(question: Question, span: Span) -> Evidence:
    """Hold a span against a question."""
    begins = span.hit.passage.start
    return Evidence(question, span.hit, span.start - begins, span.end - begins)
