"""The API's documentation page, drawn from ``openapi.json`` by a small script of our own.

FastAPI's own page loads its script from a content network and stays blank without internet; this one is three files
served from here, under a policy that allows no inline script.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from fastapi import APIRouter
from fastapi.responses import Response

STATIC: Final = Path(__file__).parent.parent / "static"
FILES: Final = {
    "/docs": ("docs.html", "text/html; charset=utf-8"),
    "/docs.js": ("docs.js", "text/javascript; charset=utf-8"),
    "/docs.css": ("docs.css", "text/css; charset=utf-8"),
}


def router(prefix: str) -> APIRouter:
    """Build the routes of the page.

    :param prefix: where the API lives, e.g. ``/api/v1``.
    """
    pages = APIRouter(prefix=prefix, include_in_schema=False)
    for path, (name, media_type) in FILES.items():
        pages.add_api_route(path, _server_of(STATIC / name, media_type), methods=["GET"])
    return pages


def _server_of(file: Path, media_type: str) -> Callable[[], Response]:
    def serve() -> Response:
        return Response(file.read_bytes(), headers={"Content-Type": media_type, "Cache-Control": "no-cache"})

    return serve
