"""An application over a real socket, in a thread of the test: for tests that need its parts at hand."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from zhengxie_qa.interfaces.http.patience import PatientProtocol


@contextmanager
def live(app: FastAPI) -> Iterator[tuple[str, int]]:
    """Give host and port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, http=PatientProtocol, log_config=None, access_log=False)
        config.timeout_graceful_shutdown = 1
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started:
                time.sleep(0.02)
            yield listening.getsockname()
        finally:
            server.should_exit = True
            thread.join(timeout=20)
