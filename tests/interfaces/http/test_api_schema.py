"""Schemathesis reads the OpenAPI document and sends whatever it allows, and what it forbids: nothing is a 5xx."""

from contextlib import suppress

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from interface_fakes import FakeEngine, FakeWriter
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from zhengxie_qa.interfaces.http.api import create_app
from zhengxie_qa.interfaces.service import Service
from zhengxie_qa.interfaces.settings import Settings

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def schema(tmp_path):
    engine = FakeEngine()
    service = Service(Settings(index_dir=tmp_path), opener=lambda settings: engine, writer=FakeWriter(engine))
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", create_app(service, hosts=("*",)))


@pytest.mark.slow
def test_nothing_that_the_document_describes_is_a_server_error(schema) -> None:
    for result in schema.get_all_operations():
        operation = result.ok()
        for mode in GenerationMode:
            run_cases(operation, mode)


def run_cases(operation, mode: GenerationMode) -> None:
    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    def check(case) -> None:
        case.call_and_validate(checks=CHECKS)

    with suppress(Unsatisfiable):  # an operation without parameters has no wrong ones
        check()
