"""The HTTP door to the files that documents were read from: whole, ``original``, and page by page, ``pages/3.webp``."""

import mimetypes
from pathlib import PurePosixPath
from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from starlette.responses import FileResponse, Response

from zhengxie_qa.interfaces.http.description import refusals
from zhengxie_qa.interfaces.http.routes.known import DocId, IfNoneMatch
from zhengxie_qa.interfaces.service import Service

MOST: Final = 1_000_000_000
Number = Annotated[int, Path(ge=-1_000_000, le=1_000_000, description="Of the page, from 1.")]
Offset = Annotated[int, Query(ge=-MOST, le=MOST, description="Code point of the text; what is to be marked.")]
BINARY: Final = "application/octet-stream"
WEBP: Final = "image/webp"
REFUSED: Final = refusals(403, 404, 422, 503)


def add_originals(router: APIRouter, service: Service) -> None:
    """Add the routes."""

    @router.get(
        "/documents/{doc_id}/original",
        response_class=FileResponse,
        tags=["documents"],
        responses={200: {"content": {BINARY: {}}, "description": "The file."}, **REFUSED},
    )
    @service.reads.queued
    def original_file(doc_id: DocId) -> FileResponse:
        """Give the PDF or Office file that a document was read from, byte for byte, for download."""
        path, info = service.original(doc_id)
        name = PurePosixPath(info.file).name
        kind = mimetypes.guess_type(name)[0] or BINARY
        return FileResponse(path, media_type=kind, filename=name, headers={"ETag": f'"{path.name}"'})

    @router.get(
        "/documents/{doc_id}/pages/{number}.webp",
        response_class=Response,
        tags=["documents"],
        responses={
            200: {"content": {WEBP: {}}, "description": "The page."},
            304: {"description": "It is as `If-None-Match` has it."},
            **REFUSED,
        },
    )
    @service.pages.queued
    def page_picture(
        doc_id: DocId,
        number: Number,
        start: Offset = 0,
        end: Offset = 0,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """Draw a page of a PDF, the words of `[start, end)` that stand on it marked."""
        marked, path = service.page(doc_id, number, start=start, end=end)
        tag = f'"{marked.etag(path)}"'
        headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if if_none_match and tag in if_none_match:
            return Response(status_code=304, headers=headers)
        drawn = service.pictures.draw(marked, path)
        if drawn.marked_at is not None:
            headers["X-Marked-At"] = f"{drawn.marked_at:.4f}"
        return Response(drawn.content, media_type=WEBP, headers=headers)
