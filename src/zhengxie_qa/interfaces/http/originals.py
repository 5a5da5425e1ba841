"""The HTTP door to the files that documents were read from: ``/documents/{doc_id}/original``."""

import mimetypes
from pathlib import PurePosixPath
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from starlette.responses import FileResponse

from zhengxie_qa.interfaces.service import Service

DocId = Annotated[str, Path(min_length=1, max_length=300, description="As given by /documents and in citations.")]
BINARY: Final = "application/octet-stream"
Refused = dict[int | str, dict[str, Any]]


def add_originals(router: APIRouter, service: Service, *, refused: Refused) -> None:
    """Add the routes.

    :param refused: the problems that they may answer.
    """

    @router.get(
        "/documents/{doc_id}/original",
        response_class=FileResponse,
        tags=["documents"],
        responses={200: {"content": {BINARY: {}}, "description": "The file."}, **refused},
    )
    @service.reads.queued
    def original(doc_id: DocId) -> FileResponse:
        """Give the PDF or Office file that a document was read from, byte for byte, for download."""
        path, info = service.original(doc_id)
        name = PurePosixPath(info.file).name
        kind = mimetypes.guess_type(name)[0] or BINARY
        return FileResponse(path, media_type=kind, filename=name, headers={"ETag": f'"{path.name}"'})
