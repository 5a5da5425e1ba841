"""Which articles pass the limits that a user sets."""

from zhengxie_qa.index.search.periods import day_number, known_days
from zhengxie_qa.text.genres import kind_of
from zhengxie_qa.text.places import province_of
from zhengxie_qa.types import DocumentInfo, Filters


def admits(filters: Filters, info: DocumentInfo) -> bool:
    """Say whether an article passes all limits of a filter."""
    return (
        (not filters.sources or info.source in filters.sources)
        and (not filters.doc_ids or info.doc_id in filters.doc_ids)
        and (not filters.years or info.year in filters.years)
        and (not filters.places or _is_in(filters.places, info.place))
        and (not filters.kinds or kind_of(info.title) in filters.kinds)
        and _is_of_the_time(filters, info)
    )


def _is_in(places: tuple[str, ...], place: str | None) -> bool:
    return place is not None and (place in places or province_of(place) in places)


def _is_of_the_time(filters: Filters, info: DocumentInfo) -> bool:
    if not (filters.published_from or filters.published_to):
        return True
    days = known_days(info)
    if days is None:
        return False
    from_day = day_number(filters.published_from, last=False) if filters.published_from else 0
    to_day = day_number(filters.published_to, last=True) if filters.published_to else 99_991_231
    return days[1] >= from_day and days[0] <= to_day
