"""``/v1/models`` and ``/v1/chat/completions``, shaped as OpenAI's, so that chat programs can ask as they ask a model.

What answers is still this product: words quoted from the corpus, with their sources as links in the text and as
``annotations``, or why there are none. Nothing is made up; temperature and the like are taken and change nothing.
"""

import json
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response, StreamingResponse

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.errors import QuestionError, Said
from zhengxie_qa.interfaces import answers, payloads
from zhengxie_qa.interfaces.cited_text import CitedText, answer_in, cited_text
from zhengxie_qa.interfaces.http.description import refusals
from zhengxie_qa.interfaces.http.routes.known import PREFIX
from zhengxie_qa.interfaces.http.schemas import MAX_HISTORY
from zhengxie_qa.types import IndexState, Turn

MODEL: Final = "zhengxie-qa"
MOST_MESSAGES: Final = 1_000
EVENTS: Final = "text/event-stream"
USAGE: Final = {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0}
"""No tokens are counted: there is no language model."""


class Part(BaseModel):
    """A piece of a message; only those of text are read."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="`text`; pieces of other types are passed over.")
    text: str = Field(default="", description="The words.")


class Message(BaseModel):
    """A message of the conversation."""

    model_config = ConfigDict(extra="allow")

    role: str = Field(description="`user` asks; `assistant` is what was answered; others are passed over.")
    content: str | list[Part] | None = Field(default=None, description="The words.")

    def words(self) -> str:
        """The text of the message."""
        if isinstance(self.content, list):
            return "".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """What a stream tells besides."""

    model_config = ConfigDict(extra="allow")

    include_usage: bool | None = Field(default=False, description="End with a chunk of usage.")


class ChatRequest(BaseModel):
    """A conversation whose last question is answered. Fields that steer a language model are taken and do nothing."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [{"model": MODEL, "messages": [{"role": "user", "content": "How many 深聊会 were held?"}]}]
        },
    )

    model: str = Field(default=MODEL, description=f"`{MODEL}`; any other name is answered by it too.")
    messages: Annotated[list[Message], Field(min_length=1, max_length=MOST_MESSAGES)] = Field(
        description="Oldest first. Earlier questions complete a follow-up such as 那浙江呢？."
    )
    stream: bool | None = Field(default=False, description="Send the answer as server-sent events.")
    stream_options: StreamOptions | None = Field(default=None, description="What the stream tells besides.")

    def asked(self) -> tuple[str, tuple[Turn, ...]]:
        """The last question, and the turns before it.

        :raises QuestionError: if nobody asks.
        """
        turns: list[Turn] = []
        for message in self.messages:
            if message.role == "user":
                turns.append(Turn(question=message.words()))
            elif message.role == "assistant" and turns:
                turns[-1] = Turn(question=turns[-1].question, answer=answer_in(message.words()))
        if not turns:
            raise QuestionError(
                Said(
                    "No message is of the role user. Add one with the question.", "没有角色为 user 的消息。请加上提问。"
                )
            )
        return turns[-1].question, tuple(turns[:-1][-MAX_HISTORY:])


class ModelOut(BaseModel):
    """What answers."""

    id: str = Field(description="Its name.")
    object: Literal["model"] = Field(description="Always `model`.")
    created: int = Field(description="Always 0.")
    owned_by: str = Field(description="Always `zhengxie_qa`.")


class ModelsResponse(BaseModel):
    """The one thing that answers."""

    object: Literal["list"] = Field(description="Always `list`.")
    data: list[ModelOut] = Field(description="One model.")


def add_chat(router: APIRouter, answered: Callable[..., Awaitable[tuple[Answer, IndexState]]]) -> None:
    """Add the routes.

    :param answered: answers a question in its turn, given the turns before it.
    """
    known = {"id": MODEL, "object": "model", "created": 0, "owned_by": "zhengxie_qa"}

    @router.get("/v1/models", response_model=ModelsResponse, tags=["chat"], responses=refusals(422))
    async def list_models() -> payloads.Json:
        """List what can be asked: one model, which quotes."""
        return {"object": "list", "data": [known]}

    @router.post(
        "/v1/chat/completions",
        tags=["chat"],
        responses={
            200: {
                "content": {"application/json": {"schema": {"type": "object"}}, EVENTS: {"schema": {"type": "string"}}}
            },
            **refusals(400, 413, 422, 503),
        },
    )
    async def complete_chat(body: ChatRequest, request: Request) -> Response:
        """Answer the last question of a conversation in the articles' own words, as OpenAI's interface would.

        The message is Markdown: the words, the sentence around them, the sources with links; `annotations` name the
        same sources, and `zhengxie_qa` holds the answer as `/ask` gives it.
        """
        began = time.perf_counter()
        question, history = body.asked()
        answer, state = await answered(question, history=history)
        base = str(request.base_url).rstrip("/")
        told = cited_text(answer, link=lambda doc_id, start, end: f"{base}{PREFIX}/documents/{doc_id}#{start}-{end}")
        whole = answers.answer(answer, took_ms=(time.perf_counter() - began) * 1000, state=state)
        head = {"id": f"chatcmpl-{uuid.uuid4().hex}", "created": int(time.time()), "model": body.model}
        if body.stream:
            usage = bool(body.stream_options and body.stream_options.include_usage)
            return StreamingResponse(_events(head, told, whole, usage=usage), media_type=EVENTS)
        message = {"role": "assistant", "content": told.text, "refusal": None, "annotations": _annotations(told)}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        return JSONResponse(
            {**head, "object": "chat.completion", "choices": [choice], "usage": USAGE, "zhengxie_qa": whole}
        )


async def _events(head: payloads.Json, told: CitedText, whole: payloads.Json, *, usage: bool) -> AsyncIterator[bytes]:
    """Give the message paragraph by paragraph, its annotations, and the end."""

    def event(delta: payloads.Json, finish: str | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return _event({**head, "object": "chat.completion.chunk", "choices": [choice], **more})

    yield event({"role": "assistant", "content": ""})
    for piece in told.text.splitlines(keepends=True):
        yield event({"content": piece})
    yield event({"annotations": _annotations(told)}, "stop", zhengxie_qa=whole)
    if usage:
        yield _event({**head, "object": "chat.completion.chunk", "choices": [], "usage": USAGE})
    yield b"data: [DONE]\n\n"


def _event(body: payloads.Json) -> bytes:
    return b"data: " + json.dumps(body, ensure_ascii=False).encode("utf-8") + b"\n\n"


def _annotations(told: CitedText) -> list[payloads.Json]:
    return [
        {
            "type": "url_citation",
            "url_citation": {"start_index": mark.start, "end_index": mark.end, "title": mark.title, "url": mark.url},
        }
        for mark in told.marks
    ]
