"""What is known about an article besides its words, settled from the page and its file name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import PurePath
from typing import Any

from zhengxie_qa.corpus.invisible import without_invisible
from zhengxie_qa.corpus.page.dates import iso_date
from zhengxie_qa.corpus.page.titles import bounded
from zhengxie_qa.corpus.sessions import session_year
from zhengxie_qa.text.addresses import web_address
from zhengxie_qa.text.normalise import fold
from zhengxie_qa.text.places import places_in
from zhengxie_qa.types import DocumentInfo

NATIONWIDE = "全国"
"""The place of reports of national bodies."""

_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_FILE_PREFIX = re.compile(r"^(?:(?:(?:19|20)\d{2}(?:[-_.]?\d{2}[-_.]?\d{2})?|none|\d{1,4})[_\-\s]+)+", re.IGNORECASE)
_NATIONAL_BODY = re.compile(
    r"国务院|中华人民共和国|全国人民代表大会|全国人大|全国政协|中国人民政治协商会议全国委员会|中国共产党第.{1,4}次全国代表大会"
    r"|党的.{1,3}大|\(.{1,3}大\)|中共中央|最高人民[法检]|national people's congress|state council"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What an article says about itself; ``None`` where it says nothing.

    :param published: ISO 8601 date. :param published_time: ``HH:MM``.
    :param spoken: ISO 8601 date on which a report was delivered or a notice signed.
    :param setting: the line that says where it was delivered, for the place.
    :param issuer: the body that issued it, named where no source is.
    """

    title: str | None = None
    source: str | None = None
    published: str | None = None
    published_time: str | None = None
    url: str | None = None
    spoken: str | None = None
    setting: str | None = None
    issuer: str | None = None

    def visible(self) -> "Metadata":
        """Leave invisible characters out of every field."""
        written = {f.name: getattr(self, f.name) for f in fields(self)}
        return Metadata(**{name: value and without_invisible(value).text for name, value in written.items()})

    def or_else(self, other: "Metadata") -> "Metadata":
        """Fill what is missing here from another reading; a date brings its own time."""
        missing = {f.name: getattr(other, f.name) for f in fields(self) if getattr(self, f.name) is None}
        if self.published is not None:
            missing.pop("published_time", None)
        return replace(self, **missing)


def from_file_name(stem: str) -> Metadata:
    """Read what a file name tells: ``2025-07-25_标题``, ``2026_北京市``, ``None_标题``."""
    day = _FILE_DATE.search(stem)
    title = _FILE_PREFIX.sub("", stem).replace("_", " ").strip() or stem
    return Metadata(title=title, published=iso_date(int(day[1]), int(day[2]), int(day[3])) if day else None)


def document_info(metadata: Metadata, *, doc_id: str, file: str, stem: str) -> DocumentInfo:
    """Settle what is known: the page's own words first, then the file name; derive year and place."""
    named = from_file_name(stem)
    known = metadata.or_else(named).visible()
    published = known.published or known.spoken
    title = bounded(known.title or "") or bounded(stem)
    return DocumentInfo(
        doc_id=doc_id,
        file=file,
        title=title,
        source=bounded(known.source or known.issuer or "") or None,
        published=published,
        published_time=known.published_time if known.published else None,
        url=web_address(known.url),
        year=_year(published, title, stem),
        place=_place(title, stem, metadata.setting),
    )


def corrected(info: DocumentInfo, said: Mapping[str, str]) -> DocumentInfo:
    """Put what a person says of an article in place of what its file says; year and place follow title and date.

    :param info: what the file says.
    :param said: title, source, published or place; an empty word says that there is none.
    """
    changed: dict[str, Any] = {name: value or None for name, value in said.items()}
    known = replace(info, **changed)
    stem = PurePath(info.file).stem
    named = _place(known.title, stem, None) if "title" in said else None
    return replace(
        known,
        published_time=None if "published" in said else info.published_time,
        year=_year(known.published, known.title, stem) if said else info.year,
        place=known.place if "place" in said else named or info.place,
    )


def _year(published: str | None, title: str, stem: str) -> int | None:
    """Published year; for a report that names its year in the title, that year."""
    named = _YEAR_IN_NAME.search(fold(title)) or _YEAR_IN_NAME.search(stem)
    if named and "工作报告" in title:
        return int(named[1])
    if published:
        return int(published[:4])
    return int(named[1]) if named else session_year(title) or session_year(stem)


def _place(title: str, stem: str, setting: str | None) -> str | None:
    """The place the title names, else the file name, else the meeting; a national body named first is ``全国``."""
    for text in (title, _FILE_PREFIX.sub("", stem), setting or ""):
        body = _NATIONAL_BODY.search(fold(text))
        place = next(iter(places_in(text)), None)
        if body and (place is None or body.start() < place.start):
            return NATIONWIDE
        if place:
            return place.canonical
    return None
