"""What people may ask for and say: filters, dates, corrections and files, checked in one place for every door.

Each check raises :class:`InputError` with what came and what is valid.
"""

from collections.abc import Container, Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Final

from zhengxie_qa.corpus.invisible import without_invisible
from zhengxie_qa.errors import FileError, InputError, Said, TooLargeError, UnsupportedFileError
from zhengxie_qa.text.places import canonical_place
from zhengxie_qa.types import DocumentKind, Filters

MEGABYTE: Final = 1024 * 1024
LONGEST_NAME: Final = 80
"""Characters shown of the name of a file."""


def iso_date(text: str | None, *, name: str) -> str | None:
    """Check one day written ``2025-07-25``.

    :param name: what to call it in the message, e.g. ``--from``.
    :raises InputError: if there is no such day.
    """
    if text is None:
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        day = None
    if day is None or day.isoformat() != text.strip():
        raise InputError(
            Said(
                f"{name} is {text!r}, which is not a day. Write it as year-month-day, for example 2025-07-25.",
                f"“{text}”不是日期。请写成年-月-日，如 2025-07-25。",
            )
        )
    return day.isoformat()


def build_filters(
    *,
    source: Sequence[str] = (),
    published_from: str | None = None,
    published_to: str | None = None,
    doc_ids: Sequence[str] = (),
    year: Sequence[int] = (),
    place: Sequence[str] = (),
    kind: Sequence[DocumentKind] = (),
    names: tuple[str, str] = ("published_from", "published_to"),
) -> Filters:
    """Check and join the limits a person sets.

    :param place: in any way of writing it that is known: 广东, Guangdong, 粤.
    :param names: what the two dates are called where the person typed them.
    :raises InputError: if a date does not exist or the period ends before it begins.
    """
    first, last = iso_date(published_from, name=names[0]), iso_date(published_to, name=names[1])
    if first and last and first > last:
        raise InputError(f"{names[0]} ({first}) is later than {names[1]} ({last}). Exchange the two.")
    return Filters(
        sources=tuple(source),
        published_from=first,
        published_to=last,
        doc_ids=tuple(doc_ids),
        years=tuple(year),
        places=tuple(canonical_place(each) or each.strip() for each in place),
        kinds=tuple(kind),
    )


def corrections(said: Mapping[str, str | None]) -> dict[str, str | None]:
    """Check what a person says of a document in place of what its file says.

    :param said: of title, source, published and place; an empty word says that there is none, None takes it back.
    :returns: the same on one line without invisible characters, the place as filters know it.
    :raises InputError: if the title is empty or the day does not exist.
    """
    tidy = {name: value and without_invisible(" ".join(value.split())).text for name, value in said.items()}
    if tidy.get("title") == "":
        raise InputError(Said("A title is wanted. Type one, or take back the edit.", "标题不能为空。"))
    if day := tidy.get("published"):
        iso_date(day, name="published")
    if place := tidy.get("place"):
        tidy["place"] = canonical_place(place) or place
    return tidy


def check_upload(name: str, content: bytes, *, suffixes: Container[str], most: int) -> None:
    """Check a file that someone uploads, before it is read.

    :param suffixes: kinds of files that are read, with the dot. :param most: bytes it may have.
    :raises UnsupportedFileError: if it is of another kind.
    :raises TooLargeError: if it is larger.
    :raises FileError: if it is empty.
    """
    shown, suffix = name[:LONGEST_NAME], PurePath(name).suffix.lower()
    if suffix not in suffixes:
        from zhengxie_qa.corpus.load import unread

        raise UnsupportedFileError(unread(shown, suffix))
    if len(content) > most:
        size, limit = f"{len(content) / MEGABYTE:.1f} MB", f"{most / MEGABYTE:g} MB"
        raise TooLargeError(
            Said(
                f"{shown!r} has {size}; the limit is {limit}. Split it, or raise ZHENGXIE_QA_MAX_UPLOAD_MB.",
                f"“{shown}”有 {size}，最多 {limit}。请分成几份，或调高 ZHENGXIE_QA_MAX_UPLOAD_MB。",
            )
        )
    if not content.strip():
        raise FileError(
            Said(f"{shown!r} is empty. Choose a file with text in it.", f"“{shown}”是空的。请选有文字的文件。")
        )
