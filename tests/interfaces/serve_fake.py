"""Run as a program: the whole server over the fake engine on a free port, whose address is printed first."""

import sys
from pathlib import Path

from interface_fakes import FakeEngine, FakeWorkshop

from zhengxie_qa.interfaces import server
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings


def main() -> None:
    engine = FakeEngine()
    settings = Settings(index_dir=Path(sys.argv[1]), port=0, log_level="warning")
    server.serve(settings, Service(settings, opener=lambda settings: engine, workshop=FakeWorkshop(engine)))


if __name__ == "__main__":
    main()
