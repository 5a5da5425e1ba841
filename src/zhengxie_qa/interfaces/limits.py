"""What people may ask for: filters and dates checked in one place for every door.

Pure; each check raises :class:`InputError` with what came and what is valid.
"""

from collections.abc import Sequence
from datetime import date

from zhengxie_qa.errors import InputError
from zhengxie_qa.text.places import canonical_place
from zhengxie_qa.types import DocumentKind, Filters


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
        raise InputError(f"{name} is {text!r}, which is not a day. Write it as year-month-day, for example 2025-07-25.")
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
