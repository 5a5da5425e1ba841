"""How long the server waits for a client that sends slowly: uvicorn by itself waits for ever.

The head of a request has a few seconds. A body has as long as its size needs on a slow line; the time in which the
server itself is not reading does not count.
"""

import asyncio
from typing import Final

from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS: Final = 10.0
"""For a new connection, or one that has begun its next request, to send a whole head."""
BODY_SECONDS: Final = 20.0
SLOWEST: Final = 8 * 1024
"""Bytes a second below which a body is given up, after its first ``BODY_SECONDS``."""
LOOK_EVERY: Final = 1.0
TOO_SLOW: Final = "The body of the request did not arrive in time."


class PatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, with an end to waiting."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a first request."""
        super().connection_made(transport)
        self._awaited = self._owed()
        self._seconds_left = HEAD_SECONDS
        self._next_look = self.loop.call_later(LOOK_EVERY, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._next_look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Grant a body the time that what came of it has earned."""
        super().data_received(data)
        if self._awaited[0] == "body":
            self._seconds_left += len(data) / SLOWEST

    def _owed(self) -> tuple[str, object]:
        """What the client has to send next, after or for which request: a head, a body, or nothing at the moment."""
        if self.cycle is None or self.cycle.response_complete:
            return "head", self.cycle
        is_reading = self.cycle.more_body and not self.flow.read_paused
        return ("body" if is_reading else "nothing"), self.cycle

    def _look(self) -> None:
        """Count down while the same thing is awaited; close when the time is up."""
        owed = self._owed()
        if owed != self._awaited:
            self._awaited = owed
            self._seconds_left = BODY_SECONDS if owed[0] == "body" else HEAD_SECONDS
        elif owed[0] != "nothing":
            self._seconds_left -= LOOK_EVERY
        if self._seconds_left > 0:
            self._next_look = self.loop.call_later(LOOK_EVERY, self._look)
        else:
            self._give_up()

    def _give_up(self) -> None:
        if self._awaited[0] == "body":
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if not self.cycle.response_started:
                self.send_400_response(TOO_SLOW)
        self.transport.close()
