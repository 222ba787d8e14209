"""The first frontend app: served to a browser with a strict policy, and its very queries answered."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.endpoint.example import FOLDER, PLACE, example_routes
from hub.testing.client import HubClient

QUERY = re.compile(r"/\* GraphQL \*/ `([^`]*)`")
SCRIPT = (FOLDER / "app.js").read_text()
SCRIPTS = SCRIPT + (FOLDER / "sign-in.js").read_text()


@pytest.fixture
async def browser(hub: HubClient) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[*example_routes(), Mount("/", hub.app)])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hub.test") as client:
        yield client


async def test_the_page_comes_with_its_script_and_may_run_no_other(browser: httpx.AsyncClient) -> None:
    page = await browser.get(f"{PLACE}/")
    script = re.findall(r'<script src="([^"]+)"[^>]*></script>', page.text)
    assert script == ["app.js"]
    assert page.text.count("<script") == 1
    assert "script-src 'self'" in page.headers["content-security-policy"]
    assert (await browser.get(f"{PLACE}/{script[0]}")).text == SCRIPT


async def test_nothing_but_the_folder_is_served(browser: httpx.AsyncClient) -> None:
    for path in ("../operating.md", "%2e%2e/operating.md", "..%2f..%2fpyproject.toml", "absent.js"):
        assert (await browser.get(f"{PLACE}/{path}")).status_code == 404


def test_the_app_never_makes_html_of_what_it_is_sent() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|localStorage|cookie", SCRIPTS)


async def test_the_queries_of_the_app_show_the_readers_district_and_all_of_its_schools(hub: HubClient) -> None:
    districts_query, education_query = QUERY.findall(SCRIPT)
    districts = (await hub.ask(districts_query, as_="frontend-app"))["districts"]
    assert [district["name"] for district in districts] == ["Futian District"]
    schools: list[str] = []
    variables = {"code": districts[0]["code"], "after": None}
    more = True
    while more:
        district = (await hub.ask(education_query, variables, as_="frontend-app"))["district"]
        schools += [node["id"] for node in district["education"]["schools"]["nodes"]]
        more = district["education"]["schools"]["pageInfo"]["hasNextPage"]
        variables["after"] = district["education"]["schools"]["pageInfo"]["endCursor"]
    assert len(district["counties"]) == 2
    assert len(set(schools)) == len(schools) >= district["education"]["schoolCount"] > 0


async def test_the_app_stands_where_its_reader_may_see_nothing(hub: HubClient) -> None:
    districts_query, education_query = QUERY.findall(SCRIPT)
    nobody = await hub.answer(districts_query)
    assert nobody["data"]["districts"] == []
    refused = await hub.answer(education_query, {"code": "440304"}, as_="finance-office")
    assert (refused["data"]["district"]["education"] or {"schools": None})["schools"] is None
    assert {error["extensions"]["code"] for error in refused["errors"]} == {"FORBIDDEN"}


def test_without_the_guides_there_is_no_app() -> None:
    assert example_routes(FOLDER / "absent") == []
