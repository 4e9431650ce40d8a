"""For an app developer: a web service that answers questions about a plan, and checks plans that users send.

Run it with `python examples/web_api.py [PORT]` and open http://127.0.0.1:8000/docs;
it needs `pip install bri-macao fastapi uvicorn`.
"""

import hashlib
import json
import sys
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import msgspec
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

import bri_macao as bri
from bri_macao.findings import FindingsError, Severity
from bri_macao.model import Aspect

LARGEST = 1_000_000
"""How many bytes a plan that is sent may have; the bundled one has less than a third of it."""


class Problem(BaseModel):
    """What users see of a finding."""

    code: str
    severity: Severity
    message: str
    path: str | None
    hint: str | None


class Verdict(BaseModel):
    """What validation says of a plan."""

    ok: bool
    findings: list[Problem]


class Refusal(BaseModel):
    """Why there is no answer."""

    detail: str
    findings: list[Problem] = []


# `Any`: OpenAPI is JSON of any shape.
def schemas() -> dict[str, Any]:
    """The JSON Schema of plans as OpenAPI wants it: its definitions beside the others, and no name of its own."""
    plan = json.loads(json.dumps(bri.formats.json.schema()).replace("#/$defs/", "#/components/schemas/"))
    definitions = plan.pop("$defs")
    return {"Plan": {key: plan[key] for key in plan if not key.startswith("$")}, **definitions}


def content(name: str) -> dict[str, Any]:
    """A body or an answer, described by one of the `schemas`."""
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": name, "content": {"application/json": {"schema": schema}}}


async def refuse(_: Request, error: bri.BriMacaoError) -> Response:
    """The one place where the library's errors become answers."""
    findings = error.findings if isinstance(error, FindingsError) else ()
    status = 422 if findings else 404 if isinstance(error, bri.UnknownId) else 400
    said = {"detail": str(error), "findings": findings}
    return JSONResponse(Refusal.model_validate(said, from_attributes=True).model_dump(), status)


async def posted(request: Request) -> bytes:
    """The body as it came in: once it is decoded, nobody can tell that a key was given twice."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > LARGEST:
            raise HTTPException(413, f"a plan may have {LARGEST} bytes")
    return bytes(data)


def create_app(plan: bri.Plan) -> FastAPI:
    """The service for one plan. The plan never changes, so clients may keep what they were told."""
    app = FastAPI(title=f"Work plan {plan.id}", exception_handlers={bri.BriMacaoError: refuse})
    whole = bri.formats.json.dumps(plan)
    caching = {"ETag": f'"{hashlib.sha256(whole).hexdigest()}"', "Cache-Control": "max-age=3600"}

    @app.middleware("http")
    async def cached(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        of_the_plan = request.method == "GET" and request.url.path.startswith(("/plan", "/items"))
        if of_the_plan and caching["ETag"] in request.headers.get("If-None-Match", ""):
            return Response(status_code=304, headers=caching)
        response = await call_next(request)
        if of_the_plan and response.status_code == 200:
            response.headers.update(caching)
        return response

    @app.get("/plan", response_class=Response, responses={200: content("Plan")})
    def everything() -> Response:
        """The whole plan."""
        return Response(whole, media_type="application/json")

    @app.get("/items", responses={code: {"model": Refusal} for code in (400, 404)})
    def find(
        *,
        partner: str | None = None,
        mechanism: str | None = None,
        section: int | None = None,
        aspect: Aspect | None = None,
        text: str | None = None,
        language: str = "en",
    ) -> list[dict[str, str]]:
        """The items that fit all that is asked for, with what made them fit: a row each."""
        found = bri.query(plan)
        found = found if partner is None else found.partner(partner)
        found = found if mechanism is None else found.mechanism(mechanism)
        found = found if section is None else found.section(section)
        found = found if aspect is None else found.aspect(aspect)
        found = found if text is None else found.text(text)
        return found.table(language).records()

    @app.get("/items/{number}", response_class=Response, responses={200: content("WorkItem"), 404: {"model": Refusal}})
    def item(number: int) -> Response:
        """One item, whole."""
        return Response(msgspec.json.encode(plan.item(number)), media_type="application/json")

    # Not `async`: what takes a while to look at must not keep the others waiting.
    @app.post(
        "/validate",
        response_model=Verdict,
        responses={413: {"model": Refusal}, 422: {"model": Refusal}},
        openapi_extra={"requestBody": {"required": True, **content("Plan")}},
    )
    def validate(data: Annotated[bytes, Depends(posted)]) -> bri.Report:
        """What is wrong with a plan that is sent, all of it; what is no plan at all is refused with the reasons."""
        return bri.validate(bri.formats.json.loads(data))

    app.openapi()["components"]["schemas"].update(schemas())
    return app


if __name__ == "__main__":
    uvicorn.run(create_app(bri.load_plan(2023)), port=int(*sys.argv[1:2] or ["8000"]))
