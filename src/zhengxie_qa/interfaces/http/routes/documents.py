"""``/documents`` and ``/documents/{doc_id}``.

A long list or text is made into JSON by the thread that looked it up: the server's loop has others to answer. Both bear
an ``ETag``, so that who has them already gets 304 instead.
"""

from hashlib import blake2b
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Response, UploadFile
from starlette.responses import JSONResponse

from zhengxie_qa.interfaces import payloads
from zhengxie_qa.interfaces.http import responses, schemas
from zhengxie_qa.interfaces.http.description import refusals
from zhengxie_qa.interfaces.http.routes.known import PREFIX, DocId, IfNoneMatch
from zhengxie_qa.interfaces.limits import build_filters, corrections
from zhengxie_qa.interfaces.listing import Sort, listed
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.types import DocumentKind

TAG_BYTES: Final = 12
UNCHANGED: Final[dict[int | str, dict[str, Any]]] = {304: {"description": "It is still what `If-None-Match` names."}}
Words = Annotated[
    str,
    Query(max_length=300, description="Words that title, file, source or place hold, all of them.", examples=["政协"]),
]
Years = Annotated[list[int], Query(max_length=1000, description="Of any of these years.", examples=[[2026]])]
Places = Annotated[
    list[schemas.ShortText],
    Query(max_length=1000, description="Of any of these places, or places in them.", examples=[["广东"]]),
]
Kinds = Annotated[list[DocumentKind], Query(max_length=1000, description="Of any of these kinds.")]
Sources = Annotated[list[schemas.ShortText], Query(max_length=1000, description="From any of these (信息来源).")]
Order = Annotated[Sort, Query(description="Order; with - the greatest first. What is not known comes last.")]
Limit = Annotated[int | None, Query(ge=1, le=100_000, description="At most so many; all if absent.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="Leave out so many first.")]
Raw = Annotated[
    bool, Query(description="Also give the source file as decoded, or all words found in one that is no text.")
]


def add_documents(router: APIRouter, service: Service) -> None:
    """Add the routes."""

    @router.get(
        "/documents",
        response_model=responses.DocumentsResponse,
        tags=["documents"],
        responses={**UNCHANGED, **refusals(422, 503)},
    )
    @service.reads.queued
    def list_documents(
        query: Words = "",
        year: Years = [],  # noqa: B006 - pydantic copies it
        place: Places = [],  # noqa: B006
        kind: Kinds = [],  # noqa: B006
        source: Sources = [],  # noqa: B006
        sort: Order = Sort.FILE,
        limit: Limit = None,
        offset: Offset = 0,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """List the documents of the index, all or those that fit."""
        holdings, state = service.holdings()
        held = {each.info.doc_id: each for each in holdings}
        filters = build_filters(year=year, place=place, kind=kind, source=source)
        found = listed((each.info for each in holdings), query=query, filters=filters, sort=sort)
        end = None if limit is None else offset + limit
        shown = [payloads.listed_document(held[info.doc_id]) for info in found[offset:end]]
        return _tagged(
            {"total": len(found), "documents": shown, "index": payloads.index_state(state)}, known=if_none_match
        )

    @router.post(
        "/documents",
        response_model=responses.UploadResponse,
        tags=["documents"],
        status_code=201,
        responses={
            200: {"model": responses.UploadResponse, "description": "Updated, or the same as before."},
            **refusals(400, 403, 409, 413, 415, 422, 503, 507),
        },
    )
    @service.writes.queued
    def upload_document(file: UploadFile, response: Response) -> payloads.Json:
        """Add an article (.txt, .md, .html, .docx, .xlsx, .pdf); one of the same name uploaded before is replaced."""
        done = service.upload(file.filename or "", file.file.read())
        response.status_code = 201 if done.status == "added" else 200
        response.headers["Location"] = f"{PREFIX}/documents/{done.document.doc_id}"
        state = payloads.index_state(done.state)
        return {**payloads.document_info(done.document), "status": done.status, "index": state}

    @router.get(
        "/documents/{doc_id}",
        response_model=responses.DocumentResponse,
        tags=["documents"],
        responses={**UNCHANGED, **refusals(404, 422, 503)},
    )
    @service.reads.queued
    def read_document(doc_id: DocId, raw: Raw = False, if_none_match: IfNoneMatch = None) -> Response:
        """Give one document in full."""
        return _tagged(payloads.document(service.document(doc_id), raw=raw), known=if_none_match)

    @router.patch(
        "/documents/{doc_id}",
        response_model=responses.EditedResponse,
        tags=["documents"],
        responses=refusals(400, 403, 404, 409, 422, 503, 507),
    )
    @service.writes.queued
    def edit_document(doc_id: DocId, body: schemas.EditRequest) -> payloads.Json:
        """Correct title, source, day or place of a document, or take corrections back; its words stay as they are."""
        document, state = service.edit(doc_id, corrections(body.model_dump(exclude_unset=True)))
        return {
            **payloads.document_info(document.info),
            "original": payloads.original(document.info, document.original),
            "index": payloads.index_state(state),
        }

    @router.delete(
        "/documents/{doc_id}",
        response_model=responses.RemovedResponse,
        tags=["documents"],
        responses=refusals(403, 404, 409, 422, 503, 507),
    )
    @service.writes.queued
    def remove_document(doc_id: DocId) -> payloads.Json:
        """Take a document out of the index; files in the corpus folder stay where they are."""
        info, state = service.remove(doc_id)
        return {"doc_id": info.doc_id, "removed": True, "index": payloads.index_state(state)}


def _tagged(body: payloads.Json, *, known: str | None) -> Response:
    """Answer with the body and its tag, or with 304 where the client has it.

    :param known: ``If-None-Match`` as it came: tags with commas between them, ``*`` for any.
    """
    response = JSONResponse(body)
    tag = f'"{blake2b(response.body, digest_size=TAG_BYTES).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    have = {each.strip().removeprefix("W/") for each in (known or "").split(",")}
    if have & {tag, "*"}:
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response
