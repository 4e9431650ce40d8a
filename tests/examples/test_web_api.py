"""The web service, over HTTP: it answers what the library answers, and whatever is sent to it ends in no 500."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bri_macao as bri
from bri_macao import strategies

jsonschema: Any = pytest.importorskip("jsonschema", reason="answers are held against the schema with jsonschema")

PROGRAM = Path(__file__).parents[2] / "examples" / "web_api.py"
PLAN = bri.load_plan(2023)
LARGEST = 1_000_000


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def codes(self) -> list[str]:
        return [finding["code"] for finding in self.json["findings"]]


class Client:
    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self.send("GET", path, None, headers)

    def find(self, **wanted: str | int) -> Answer:
        return self.get(f"/items?{urlencode(wanted)}")

    def post(self, body: bytes | str) -> Answer:
        return self.send("POST", "/validate", body.encode() if isinstance(body, str) else body)

    def send(self, method: str, path: str, body: bytes | None, headers: dict[str, str] | None = None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()


@pytest.fixture(scope="module")
def service() -> Iterator[Client]:
    """The program as a user runs it, on whatever port is free."""
    command = [sys.executable, str(PROGRAM), "0"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if found := re.search(r"running on http://127\.0\.0\.1:(\d+)", line):
                break
        else:
            pytest.fail("".join(said))
        try:
            yield Client(int(found[1]))
        finally:
            process.terminate()
        assert "Traceback" not in process.stderr.read()


class TestPlan:
    def test_is_the_bundled_one(self, service: Client) -> None:
        answer = service.get("/plan")
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
        assert bri.formats.json.loads(answer.body) == PLAN


class TestItems:
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ({}, bri.query(PLAN)),
            ({"partner": "br"}, bri.query(PLAN).partner("br")),
            ({"mechanism": "forum-macao"}, bri.query(PLAN).mechanism("forum-macao")),
            ({"section": 2}, bri.query(PLAN).section(2)),
            ({"aspect": "strive"}, bri.query(PLAN).aspect("strive")),
            ({"text": "人民幣"}, bri.query(PLAN).text("人民幣")),
            ({"partner": "br", "section": 4}, bri.query(PLAN).partner("br").section(4)),
        ],
    )
    def test_are_those_of_the_query(self, service: Client, wanted: dict[str, str | int], found: bri.Query) -> None:
        answer = service.find(**wanted)
        assert (answer.status, answer.json) == (200, found.table().records())
        assert answer.json

    def test_in_another_language(self, service: Client) -> None:
        assert service.find(section=5, language="pt").json == bri.query(PLAN).section(5).table("pt").records()

    def test_in_no_language(self, service: Client) -> None:
        assert service.find(section=5, language="\0/").json[0]["title"] == PLAN.item(23).names["zh-Hans"]

    @pytest.mark.parametrize(
        ("wanted", "status", "detail"),
        [
            ({"partner": "bra"}, 404, "no partner 'bra' here; the closest: "),
            ({"mechanism": ""}, 404, "no mechanism '' here"),
            ({"section": 9}, 404, "no section 9 here"),
            ({"text": " "}, 400, "no words to look for"),
        ],
    )
    def test_of_nothing_that_there_is(
        self, service: Client, wanted: dict[str, str | int], status: int, detail: str
    ) -> None:
        answer = service.find(**wanted)
        assert (answer.status, answer.json["findings"]) == (status, [])
        assert answer.json["detail"].startswith(detail)
        assert "ETag" not in answer.headers

    @pytest.mark.parametrize("wanted", [{"section": "two"}, {"aspect": "dream"}, {"section": "9" * 5000}])
    def test_of_what_is_no_value(self, service: Client, wanted: dict[str, str]) -> None:
        assert service.find(**wanted).status == 422


class TestItem:
    def test_is_whole(self, service: Client) -> None:
        answer = service.get("/items/7")
        (section,) = (found for found in service.get("/plan").json["sections"] if found["number"] == 2)
        assert answer.json in section["items"]
        assert answer.json["id"] == "2023/7"

    def test_that_is_not_there(self, service: Client) -> None:
        answer = service.get("/items/99")
        assert (answer.status, answer.json["detail"]) == (404, "no item 99 here; the closest: '9', '19'")

    @pytest.mark.parametrize(("number", "status"), [("x", 422), ("9" * 4000, 404), ("9" * 5000, 422), ("-1", 404)])
    def test_of_no_number(self, service: Client, number: str, status: int) -> None:
        assert service.get(f"/items/{number}").status == status


class TestCaching:
    @pytest.mark.parametrize("path", ["/plan", "/items", "/items?partner=br", "/items/7"])
    def test_what_is_known_is_not_sent_again(self, service: Client, path: str) -> None:
        first = service.get(path)
        assert first.headers["Cache-Control"] == "max-age=3600"
        again = service.get(path, {"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        assert service.get(path, {"If-None-Match": '"other"'}).body == first.body

    def test_what_is_not_of_the_plan_is_not_kept(self, service: Client) -> None:
        assert "ETag" not in service.get("/openapi.json").headers
        assert "ETag" not in service.post("{}").headers


class TestValidate:
    def test_a_good_plan(self, service: Client) -> None:
        answer = service.post(bri.formats.json.dumps(PLAN, indent=2))
        assert (answer.status, answer.json) == (200, {"ok": True, "findings": []})

    def test_findings(self, service: Client) -> None:
        answer = service.post('{"id":"2031","sections":[{"id":"2031/s1","number":1}]}')
        assert (answer.status, answer.json["ok"]) == (200, False)
        assert "BRI203" in answer.codes
        (finding,) = (found for found in answer.json["findings"] if found["code"] == "BRI203")
        assert finding == {
            "code": "BRI203",
            "severity": "error",
            "message": "no numbered work item was found",
            "path": "2031",
            "hint": "items begin a line with a number, such as 1.",
        }

    @settings(max_examples=10)
    @given(plan=strategies.plans())
    def test_says_what_the_library_says(self, service: Client, plan: bri.Plan) -> None:
        answer = service.post(bri.formats.json.dumps(plan))
        report = bri.validate(plan)
        assert (answer.status, answer.json["ok"]) == (200, report.ok)
        assert answer.codes == [finding.code for finding in report]


class TestHostileBodies:
    @pytest.mark.parametrize(
        ("body", "codes"),
        [
            ("", ["BRI401"]),
            ("no JSON", ["BRI401"]),
            ('{"id":"2031"', ["BRI401"]),
            ("[]", ["BRI405"]),
            ("null", ["BRI405"]),
            ('{"id":"a","id":"a"}', ["BRI402"]),
            ('{"id":"a","note":1}', ["BRI403"]),
            ("{}", ["BRI404"]),
            ('{"id":"a","sections":[{"id":"s","number":"1"}]}', ["BRI405"]),
            ('{"id":"a","extra":{"a":NaN}}', ["BRI406"]),
            ('{"id":"a","extra":{"a":1e999}}', ["BRI406"]),
            ('{"id":"a","extra":{"a":' + "9" * 5000 + "}}", ["BRI406"]),
            ('{"id":"a","extra":{"\\ud800":{"\\udfff":NaN}}}', ["BRI407", "BRI407", "BRI406"]),
            ("[" * 100_000, ["BRI408"]),
            ('{"a":' * 100_000, ["BRI408"]),
            ('{"id":"a","extra":{"a":' + "[" * 500 + "]" * 500 + "}}", ["BRI408", "BRI405"]),
            (b"\xff", ["BRI409"]),
            (b"\xef\xbb\xbf{}", ["BRI409", "BRI404"]),
            ('{"id":"a","schema_version":2}', ["BRI410"]),
            (" " * LARGEST, ["BRI401"]),
        ],
        ids=lambda value: repr(value)[:30],
    )
    def test_are_refused_with_findings(self, service: Client, body: bytes | str, codes: list[str]) -> None:
        answer = service.post(body)
        assert (answer.status, answer.codes) == (422, codes)
        assert answer.json["detail"].startswith(f"{len(codes)} problem")

    @settings(max_examples=30)
    @given(body=st.binary() | st.text().map(lambda text: json.dumps({"id": text, text: [text]}).encode()))
    def test_of_any_bytes(self, service: Client, body: bytes) -> None:
        assert service.post(body).status == 422

    def test_too_large(self, service: Client) -> None:
        answer = service.post(b" " * (LARGEST + 1))
        assert (answer.status, answer.json) == (413, {"detail": f"a plan may have {LARGEST} bytes"})

    def test_too_large_is_told_before_it_is_sent(self, service: Client) -> None:
        answer = service.send("POST", "/validate", b" " * (LARGEST + 1), {"Content-Length": str(10**12)})
        assert answer.status == 413

    @pytest.mark.parametrize(
        ("method", "path", "status"),
        [("PUT", "/plan", 405), ("GET", "/validate", 405), ("GET", "/../etc/passwd", 404), ("GET", "/%ff%00", 404)],
    )
    def test_other_ways(self, service: Client, method: str, path: str, status: int) -> None:
        assert service.send(method, path, None).status == status

    def test_odd_words(self, service: Client) -> None:
        assert service.get("/items?text=%FF%ED%A0%80").json == []


class TestOpenAPI:
    def test_knows_the_plan(self, service: Client) -> None:
        said = service.get("/openapi.json").json
        body = said["paths"]["/validate"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert body == {"$ref": "#/components/schemas/Plan"}
        for path, name in (("/plan", "Plan"), ("/items/{number}", "WorkItem")):
            answer = said["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            assert answer == {"$ref": f"#/components/schemas/{name}"}

    def test_every_reference_leads_somewhere(self, service: Client) -> None:
        text = service.get("/openapi.json").body.decode()
        referred = re.findall(r'"\$ref":"([^"]*)"', text)
        assert len(referred) > 20
        names = {f"#/components/schemas/{name}" for name in json.loads(text)["components"]["schemas"]}
        assert set(referred) <= names

    @pytest.mark.parametrize(("name", "path"), [("Plan", "/plan"), ("WorkItem", "/items/7"), ("Refusal", "/items/99")])
    def test_answers_are_as_it_says(self, service: Client, name: str, path: str) -> None:
        said = service.get("/openapi.json").json
        schema = jsonschema.Draft202012Validator({**said, "$ref": f"#/components/schemas/{name}"})
        assert list(schema.iter_errors(service.get(path).json)) == []
        assert not schema.is_valid({"id": 1})
