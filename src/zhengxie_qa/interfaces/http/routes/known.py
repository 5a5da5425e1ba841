"""What every route shares: names given in a path, and parameters that are not known."""

from typing import Annotated, Final

from fastapi import Header, Path, Request
from fastapi.exceptions import RequestValidationError

PREFIX: Final = "/api/v1"
DocId = Annotated[
    str,
    Path(
        min_length=1, max_length=300, description="As given by /documents and in citations.", examples=["0123456789ab"]
    ),
]
IfNoneMatch = Annotated[
    str | None, Header(max_length=1000, description="The `ETag` of what you have: 304 if it is still so.")
]


def only_known_parameters(request: Request) -> None:
    """Refuse query parameters that the route does not have, since a misspelt one would silently do nothing.

    :raises RequestValidationError: naming each of them.
    """
    known = {field.alias for field in request.scope["route"].dependant.query_params}
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        told = f"there is no such parameter; {', '.join(sorted(known))} can be given" if known else "none can be given"
        raise RequestValidationError(
            [{"type": "extra_forbidden", "loc": ("query", name), "msg": told, "input": None} for name in unknown]
        )
