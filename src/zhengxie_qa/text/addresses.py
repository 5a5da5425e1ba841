"""Which words are the address of a web page, and may become a link."""

from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 2000
SCHEMES: Final = frozenset({"http", "https"})


def web_address(words: str | None) -> str | None:
    """Return an address of the web as it was written, without the spaces around it; None for anything else.

    ``javascript:``, ``data:`` and the like are no addresses, nor is what a browser would first have to mend.
    """
    address = (words or "").strip()
    if not address.isprintable() or " " in address or len(address) > LONGEST:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in SCHEMES and parts.hostname else None
