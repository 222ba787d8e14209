"""Pages: walked either way, in any order, they are the whole list, and a cursor that isn't one is refused."""

from base64 import urlsafe_b64encode
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.query.forms import forms_of
from hub.testing.client import HubClient
from tests.hub.query.asking import codes, listing, page, walk, whole
from tests.river import types
from tests.river.models import River
from tests.river.oracle import LEAD, LUOHU, XILIN_COUNTY, Reader, ids_of, shown
from tests.river.sample import rivers, surveys

COLUMNS = forms_of(types.River).sortable
STORED_LATER = {"created_at", "updated_at"}
"""Columns that the database sets, alike for the whole sample."""
Step = tuple[str, str]


def ordered(records: list[River], steps: list[Step]) -> list[River]:
    """The oracle: the last step first, as sorting is stable; the key decides at last, missing values come last."""
    found = sorted(records, key=lambda record: record.id or 0)
    for column, direction in reversed(steps):
        present = [r for r in found if value(r, column) is not None]
        missing = [r for r in found if value(r, column) is None]
        found = sorted(present, key=lambda r: value(r, column), reverse=direction == "DESC") + missing
    return found


def value(record: River, column: str) -> Any:
    """What the database compares: enumerations by their names, everything else as it is."""
    found = getattr(record, column)
    return 0 if column in STORED_LATER else found.name if hasattr(found, "name") else found


def asked(steps: list[Step]) -> list[dict[str, str]]:
    return [{"field": column.upper(), "direction": direction} for column, direction in steps]


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
@pytest.mark.parametrize("column", sorted(COLUMNS))
async def test_a_list_is_ordered_by_any_column_and_walks_either_way_through_all_of_it(
    hub: HubClient, column: str, direction: str
) -> None:
    expected = ids_of(ordered(LEAD.among(rivers()), [(COLUMNS[column], direction)]))
    order = asked([(column, direction)])
    assert await whole(hub, LEAD, "rivers", orderBy=order) == expected
    for size, backward in ((17, False), (23, True)):
        pages = await walk(hub, LEAD, "rivers", size, backward=backward, orderBy=order)
        assert all(len(one) == size for one in pages[:-1])
        assert [i for one in (pages[::-1] if backward else pages) for i in one] == expected


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(sorted(COLUMNS)), st.sampled_from(["ASC", "DESC"])),
        max_size=4,
        unique_by=lambda step: step[0],
    ),
    reader=st.sampled_from([LUOHU, XILIN_COUNTY]),
    size=st.integers(1, 8),
    backward=st.booleans(),
)
async def test_any_mixed_order_walks_through_every_row_once(
    hub: HubClient, *, steps: list[Step], reader: Reader, size: int, backward: bool
) -> None:
    columns = [(COLUMNS[name], direction) for name, direction in steps] or [("starts_on", "ASC")]
    pages = await walk(hub, reader, "rivers", size, backward=backward, orderBy=asked(steps))
    walked = [i for one in (pages[::-1] if backward else pages) for i in one]
    assert walked == ids_of(ordered(reader.among(rivers()), columns))


async def test_nested_pages_walk_through_each_parents_rows(hub: HubClient) -> None:
    query = """query($after: String) { river(id: "%s") {
      surveys(first: 2, after: $after, orderBy: [{field: FEE, direction: DESC}, {field: ENDS_ON}]) {
        totalCount nodes { id fee endsOn } pageInfo { hasNextPage endCursor } } } }"""
    busiest = max(rivers(), key=lambda r: sum(s.river_id == r.id for s in LEAD.among(surveys())))
    expected = [s for s in LEAD.among(surveys()) if s.river_id == busiest.id]
    expected.sort(key=lambda s: (-s.fee, s.ends_on is None, s.ends_on, s.id))
    walked: list[Any] = []
    after = None
    while after is not None or not walked:
        found = await hub.ask(query % ids_of([busiest])[0], {"after": after}, as_="lead-office")
        surveyed = found["river"]["surveys"]
        assert surveyed["totalCount"] == len(expected)
        walked += surveyed["nodes"]
        after = surveyed["pageInfo"]["endCursor"] if surveyed["pageInfo"]["hasNextPage"] else None
    assert walked == [
        {"id": i, "fee": shown(s.fee), "endsOn": shown(s.ends_on)}
        for i, s in zip(ids_of(expected), expected, strict=True)
    ]


async def test_edges_carry_the_cursor_of_each_row_and_the_page_tells_its_ends(hub: HubClient) -> None:
    all_ids = await whole(hub, LEAD, "rivers")
    found = await page(hub, LEAD, "rivers", first=5)
    cursors = [edge["cursor"] for edge in found["edges"]]
    info = found["pageInfo"]
    assert (info["startCursor"], info["endCursor"]) == (cursors[0], cursors[-1])
    assert (info["hasPreviousPage"], info["hasNextPage"]) == (False, True)
    for index, cursor in enumerate(cursors):
        after = await page(hub, LEAD, "rivers", first=1, after=cursor)
        assert after["nodes"] == [{"id": all_ids[index + 1]}]
        assert after["pageInfo"]["hasPreviousPage"]


async def test_after_and_before_together_bound_a_part_of_the_list(hub: HubClient) -> None:
    cursors = [edge["cursor"] for edge in (await page(hub, LEAD, "rivers", first=20))["edges"]]
    expected = (await whole(hub, LEAD, "rivers"))[4:11]
    bounds = {"after": cursors[3], "before": cursors[11]}
    forward = await page(hub, LEAD, "rivers", **bounds)
    backward = await page(hub, LEAD, "rivers", last=3, **bounds)
    assert [node["id"] for node in forward["nodes"]] == expected
    assert [node["id"] for node in backward["nodes"]] == expected[-3:]
    assert forward["totalCount"] == len(rivers())
    crossed = await page(hub, LEAD, "rivers", after=cursors[11], before=cursors[3])
    assert (crossed["nodes"], crossed["pageInfo"]["startCursor"]) == ([], None)


async def test_a_page_of_none_still_counts(hub: HubClient) -> None:
    found = await page(hub, LEAD, "rivers", first=0)
    assert (found["nodes"], found["edges"], found["totalCount"]) == ([], [], len(rivers()))
    assert found["pageInfo"]["hasNextPage"]
    assert found["pageInfo"]["endCursor"] is None


async def test_fifty_rows_are_a_page_unless_asked_otherwise(hub: HubClient) -> None:
    found = await page(hub, LEAD, "rivers")
    assert (len(found["nodes"]), found["totalCount"]) == (50, len(rivers()))


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        ({"first": 1, "last": 1}, ("BAD_USER_INPUT", "first")),
        ({"first": -1}, ("BAD_USER_INPUT", "first")),
        ({"last": -1}, ("BAD_USER_INPUT", "last")),
        ({"orderBy": [{"field": "NAME"}, {"field": "NAME", "direction": "DESC"}]}, ("BAD_USER_INPUT", "orderBy")),
        (
            {"orderBy": [{"field": f} for f in ("NAME", "FLOW", "BED", "LENGTH", "BUDGET", "RESERVE")]},
            ("BAD_USER_INPUT", "orderBy"),
        ),
    ],
)
async def test_a_page_that_cant_be_is_refused(hub: HubClient, arguments: Any, refused: tuple[str, str]) -> None:
    answer = await hub.answer(listing("rivers"), arguments, as_="lead-office")
    assert codes(answer) == [refused]
    assert answer["data"] == {"page": None}


@pytest.mark.parametrize("argument", ["first", "last"])
async def test_a_page_has_at_most_a_thousand_rows(hub: HubClient, argument: str) -> None:
    answer = await hub.answer(listing("rivers"), {argument: 1001}, as_="lead-office")
    assert codes(answer) == [("LIMIT_EXCEEDED", "page")]
    assert "1000" in answer["errors"][0]["message"]
    assert "errors" not in await hub.answer(listing("rivers"), {argument: 1000}, as_="lead-office")


def packed(*values: Any) -> str:
    return urlsafe_b64encode(msgspec.json.encode(list(values))).decode().rstrip("=")


SIGNED = "river_river:starts_on,id"


@pytest.mark.parametrize("argument", ["after", "before"])
@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "garbage",
        "!!!",
        "\x00",
        "游标",
        packed(),
        packed(SIGNED),
        packed(SIGNED, "2016-01-01"),
        packed(SIGNED, "2016-01-01", 1, 2),
        packed(SIGNED, None, 1),
        packed(SIGNED, "2016-01-01", None),
        packed(SIGNED, "2016-13-45", 1),
        packed(SIGNED, 5, 1),
        packed(SIGNED, "2016-01-01", "1"),
        packed(SIGNED, "2016-01-01", 2**63),
        packed(SIGNED, "2016-01-01", 1.5),
        packed(SIGNED, ["2016-01-01"], 1),
        packed("river_survey:starts_on,id", "2016-01-01", 1),
        packed("river_river:-starts_on,id", "2016-01-01", 1),
        "W1tb" * 20_000,
    ],
)
async def test_a_cursor_that_was_never_given_is_refused(hub: HubClient, cursor: str, argument: str) -> None:
    answer = await hub.answer(listing("rivers"), {argument: cursor}, as_="lead-office")
    assert codes(answer) == [("BAD_USER_INPUT", argument)]


async def test_a_cursor_of_another_order_or_list_is_refused(hub: HubClient) -> None:
    by_name = (await page(hub, LEAD, "rivers", first=1, orderBy=[{"field": "NAME"}]))["edges"][0]["cursor"]
    survey = (await page(hub, LEAD, "surveys", first=1))["edges"][0]["cursor"]
    for cursor, order in ((by_name, None), (survey, None), (by_name, [{"field": "NAME", "direction": "DESC"}])):
        answer = await hub.answer(listing("rivers"), {"after": cursor, "orderBy": order}, as_="lead-office")
        assert codes(answer) == [("BAD_USER_INPUT", "after")]


async def test_values_made_up_in_a_cursor_are_compared_and_harm_nothing(hub: HubClient) -> None:
    """Whoever writes a cursor by hand gets a part of the list that they may see anyway."""
    rolls = Random(5)
    for name, column in COLUMNS.items():
        given: Any = rolls.choice(["", "'; --", "\\", "游" * 500, 2**62, -(2**62), True, "9999-12-31", "0001-01-01"])
        cursor = packed(f"river_river:{column},id", given, 2**62)
        answer = await hub.answer(
            listing("rivers"), {"after": cursor, "orderBy": [{"field": name.upper()}]}, as_="lead-office"
        )
        assert codes(answer) in ([], [("BAD_USER_INPUT", "after")])
