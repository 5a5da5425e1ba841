"""Run as a program: the whole server over the fake engine on a free port, whose address is printed first.

Arguments: the index folder, and how many seconds a question takes (none by default).
"""

import sys
import time
from pathlib import Path

from interface_fakes import FakeEngine, FakeWriter

from zhengxie_qa.answering.answer import Answer
from zhengxie_qa.interfaces.http import server
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings


class SlowEngine(FakeEngine):
    """Takes its time over each question."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds

    def ask(self, *given: object, **known: object) -> Answer:
        time.sleep(self.seconds)
        return super().ask(*given, **known)


def main() -> None:
    engine = SlowEngine(float(sys.argv[2])) if len(sys.argv) > 2 else FakeEngine()
    settings = Settings(index_dir=Path(sys.argv[1]), port=0, log_level="warning")
    server.serve(settings, Service(settings, opener=lambda settings: engine, writer=FakeWriter(engine)))


if __name__ == "__main__":
    main()
