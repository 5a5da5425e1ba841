"""A question understood, as everything after it asks of it: frozen, and never read from its string again.

Made by :func:`~zhengxie_qa.question.understanding.understand` alone, from what the parts that look for something in a
question give: :class:`Asked` and :class:`Translation`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from zhengxie_qa.question.translation.lexicon import Rendering
from zhengxie_qa.text.places import Place
from zhengxie_qa.types import AnswerKind, Language, Status


class MetadataField(StrEnum):
    """Which fact about the article itself is asked for."""

    PUBLISHED = "published"
    SOURCE = "source"
    TITLE = "title"
    SIGNED = "signed"
    """The day under which a paper was signed, on a line of its own at the end."""
    NUMBER = "number"
    """The number under which a paper was issued: 国发〔2025〕12号."""
    AUTHOR = "author"
    REPORTER = "reporter"
    CORRESPONDENT = "correspondent"
    CONTRIBUTOR = "contributor"
    PHOTOGRAPHER = "photographer"
    EDITOR = "editor"
    PROOFREADER = "proofreader"
    REVIEWER = "reviewer"
    COMPILER = "compiler"
    """Who put a recording into words."""
    MINUTES = "minutes"
    """Who kept the minutes."""
    EXPLAINER = "explainer"
    CONTACT = "contact"
    SIGNER = "signer"
    DRAFTER = "drafter"
    ISSUER = "issuer"
    """The body under whose name a paper stands."""
    INDEX_NUMBER = "index_number"
    ADDRESSED = "addressed"
    COPIED = "copied"
    VIEWS = "views"
    DISTRIBUTION = "distribution"
    """How far down a paper goes: 此件发至县团级."""
    DISCLOSURE = "disclosure"


class Asked(NamedTuple):
    """What a question asks for: the kind, where the asking words stand, the 量词 or unit, a fact about the article."""

    kind: AnswerKind
    span: tuple[int, int] | None = None
    unit: str | None = None
    metadata: MetadataField | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """An English or mixed question in Chinese.

    :param chinese: a rough sentence: time and place, the words, and what is asked.
    :param terms: Chinese (and untranslatable) terms with weights in (0, 1], in the question's order, alternatives of
        one word side by side.
    """

    chinese: str
    terms: tuple[Rendering, ...]


class Translator(Protocol):
    """Renders English in Chinese; ``translation.LexiconTranslator`` does."""

    def translate(self, question: str) -> Translation | None:
        """Translate a question; ``None`` where it needs no translation."""


@dataclass(frozen=True, slots=True)
class Surface:
    """What the words alone say, as the ranker's trees were taught it.

    :param years: all that dates cover, those of 去年 not among them: they take a day to be counted from.
    :param places: canonical names, also of places inside quoted names (《深圳特区报》).
    :param is_relative: whether 去年 or the like is said.
    :param outlook: -1 where the question looks back on what was done, 1 where it looks ahead, 0 for neither or both.
    """

    years: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    is_relative: bool = False
    outlook: float = 0.0


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    :param text: the whole question: completed from earlier turns, without greetings and other courtesies.
    :param language: the language it is asked in; Latin names in a Chinese question leave it Chinese.
    :param kind: the sort of words that would answer it.
    :param chinese: the Chinese rendering that passages are matched with; equals ``text`` for a Chinese question.
    :param terms: content words of ``chinese``, folded, in order, without repetition and without words that ask; a run
        of single characters (深聊会 where the dictionary has no such word) is given whole as well.
    :param unit: the 量词 or unit that the answer must carry or be compatible with, where one is named.
    :param years: the years spoken of, ascending; relative ones (去年) only where ``as_of`` is known.
    :param places: places named, in order.
    :param ordinals: numbered things as written (``第十四届``, ``第111期``, ``二十大``).
    :param names: what looks like a name: quoted words, titles, Latin words with capitals or digits.
    :param quoted: Chinese words in “” and titles in 《》, without the marks.
    :param status: whether a planned or an achieved figure is asked for; ``None`` where the question does not say.
    :param wh_span: where the asking words stand, ``[start, end)`` in ``chinese``.
    :param metadata: for METADATA, which fact about the article is asked for.
    :param out_of_scope: no question that reports could answer: a greeting, a request for a poem, the weather.
    :param translation: what it is searched by; ``None`` where it was not translated. A Chinese question with a Latin
        name has one too, though it is read as it stands.
    :param surface: what the words alone say, for the ranker.
    """

    text: str
    language: Language
    kind: AnswerKind
    chinese: str
    terms: tuple[str, ...] = ()
    unit: str | None = None
    years: tuple[int, ...] = ()
    places: tuple[Place, ...] = ()
    ordinals: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    status: Status | None = None
    wh_span: tuple[int, int] | None = None
    metadata: MetadataField | None = None
    out_of_scope: bool = False
    translation: Translation | None = None
    surface: Surface = Surface()
