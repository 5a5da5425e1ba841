"""The door for language models: the Model Context Protocol, over standard input and output or at ``/mcp``.

A model that calls these tools gets quotes with their places, never words of its own; by ``verify`` it can be made to
prove what it says. The tools only look; they take and give the objects of the REST interface. Needs the package ``mcp``
(``zhengxie-qa[mcp]``): without it, importing this module raises :class:`NotInstalledError`.
"""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import anyio
from pydantic import Field, ValidationError
from starlette.applications import Starlette
from starlette.routing import Route

from zhengxie_qa import __version__
from zhengxie_qa.errors import NotInstalledError, Said, ZhengxieError
from zhengxie_qa.interfaces import payloads
from zhengxie_qa.interfaces.http import schemas
from zhengxie_qa.interfaces.http.invalid import why
from zhengxie_qa.interfaces.http.problems import problem
from zhengxie_qa.interfaces.http.routes.comparing import table_of
from zhengxie_qa.interfaces.http.routes.questions import Asked, answered, found, verified
from zhengxie_qa.interfaces.listing import Sort, listed
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.ui.texts import told

try:
    from mcp.server import Server, ServerRequestContext
    from mcp.server.stdio import stdio_server
    from mcp.server.transport_security import TransportSecuritySettings
    from mcp_types import (
        CallToolRequestParams,
        CallToolResult,
        ListToolsResult,
        PaginatedRequestParams,
        TextContent,
        Tool,
        ToolAnnotations,
    )
except ImportError as error:
    raise NotInstalledError(
        Said(
            "Language models need the package mcp to ask here: install it with pip install 'zhengxie-qa[mcp]'.",
            "语言模型要在这里提问，需先安装 mcp：pip install 'zhengxie-qa[mcp]'。",
        )
    ) from error

log = logging.getLogger("zhengxie_qa.mcp")

MOST_LISTED: Final = 500
INSTRUCTIONS: Final = (
    "A library of Chinese political reports, answered in their own words. Ask it instead of remembering: `ask` quotes "
    "the answer with its source or says that the reports do not tell; `search` gives passages, `compare` one figure of "
    "many places or years. Quote verbatim with title and date, and check each quote with `verify` before you give it."
)
LOOKS: Final = ToolAnnotations(read_only_hint=True, open_world_hint=False)
BROKEN: Final = (
    "Something went wrong here, not with your request; the log has the details. "
    "这里出了问题，不是请求的错；日志里有详情。"
)


class DocumentsRequest(schemas.Request):
    """Which documents to list."""

    query: schemas.ShortText = Field(
        default="", description="Words that title, file, source or place hold, all of them."
    )
    filters: schemas.FiltersIn = schemas.FiltersIn()
    sort: Sort = Field(default=Sort.FILE, description="Order; with - the greatest first. What is not known comes last.")
    limit: int = Field(default=50, ge=1, le=MOST_LISTED, description="At most so many.")
    offset: schemas.Offset = Field(default=0, description="Leave out so many first.")


@dataclass(frozen=True, slots=True)
class _Tool:
    """What a tool is said to do, what it takes, and what does it, given that."""

    told: str
    takes: type[schemas.Request]
    work: Callable[[Any], Awaitable[payloads.Json]]


def serve_stdio(service: Service) -> None:
    """Speak the protocol over standard input and output until the input ends."""

    async def speak() -> None:
        server = _server(service, service.ask)
        async with stdio_server() as (heard, said):
            await server.run(heard, said, server.create_initialization_options())

    try:
        anyio.run(speak)
    finally:
        service.close()


def http_app(service: Service, asked: Asked, *, path: str) -> Starlette:
    """Build what speaks the protocol at ``path`` once its lifespan is entered.

    Host, origin and size are checked by what surrounds the whole server. Each request stands by itself, so no client
    leaves a session behind or holds a stream open on which nothing would come.

    :param asked: answers a question.
    """
    unchecked = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = _server(service, asked).streamable_http_app(
        streamable_http_path=path, stateless_http=True, json_response=True, transport_security=unchecked
    )
    no_stream = problem(
        405,
        "Programs of language models send their messages here with POST; docs/clients.md says how to set them up.",
        detail_zh="这里供语言模型的程序以 POST 发送消息；设置方法见 docs/clients.md。",
        code="method-not-allowed",
        title="Method Not Allowed",
        instance=path,
        headers={"Allow": "POST"},
    )
    app.router.routes.insert(0, Route(path, no_stream, methods=["GET"]))
    return app


def _server(service: Service, asked: Asked) -> Server[Any]:
    tools = _tools(service, asked)
    shown = [
        Tool(name=name, description=tool.told, input_schema=tool.takes.model_json_schema(), annotations=LOOKS)
        for name, tool in tools.items()
    ]

    async def list_tools(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=shown)

    async def call_tool(_: ServerRequestContext[Any], params: CallToolRequestParams) -> CallToolResult:
        tool = tools.get(params.name)
        if tool is None:
            return _failed(f"There is no tool {params.name!r}; there are {', '.join(tools)}.")
        try:
            given = await tool.work(tool.takes.model_validate(params.arguments or {}))
        except ValidationError as error:
            return _failed(" ".join(filter(None, why(error).values())))
        except ZhengxieError as error:
            return _failed(" ".join(reversed(told(error))))
        except Exception:
            log.exception("the tool %s failed", params.name)
            return _failed(BROKEN)
        return CallToolResult(content=[_text(json.dumps(given, ensure_ascii=False))], structured_content=given)

    return Server(
        "zhengxie-qa",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _tools(service: Service, asked: Asked) -> dict[str, _Tool]:
    """Give the tools by name; each stands in the queue of the service that its work belongs to."""

    def documents(body: DocumentsRequest) -> payloads.Json:
        infos, state = service.documents()
        fitting = listed(infos, query=body.query, filters=body.filters.to_filters(), sort=body.sort)
        shown = [payloads.document_info(info) for info in fitting[body.offset : body.offset + body.limit]]
        return {"total": len(fitting), "documents": shown, "index": payloads.index_state(state)}

    questions, reads = service.questions.queued, service.reads.queued
    return {
        "ask": _Tool(
            "Answer a question with words quoted from the reports, with citations, or say why that is not possible.",
            schemas.AskRequest,
            questions(partial(answered, asked)),
        ),
        "search": _Tool(
            "Find the passages of the reports that fit a query, verbatim, best first.",
            schemas.SearchRequest,
            questions(partial(found, service)),
        ),
        "compare": _Tool(
            "Put one question to every report it is about and lay out what each says, with its quote, blanks included: "
            "各省2026年GDP增长目标是多少？, 哪个省粮食产量最高？",
            schemas.CompareRequest,
            questions(partial(table_of, service)),
        ),
        "verify": _Tool(
            "Check that quoted words stand in a document where a citation says; `actual` is what stands there.",
            schemas.VerifyRequest,
            reads(partial(verified, service)),
        ),
        "documents": _Tool("List the documents, all or those that fit.", DocumentsRequest, reads(documents)),
    }


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[_text(sentence)], is_error=True)


def _text(words: str) -> TextContent:
    return TextContent(type="text", text=words)
