"""Hand-written SQL that builds the whole answer as JSON in PostgreSQL, behind the thinnest server.

`python -m bench.peers.json_sql PORT POOL_SIZE`, the database by PGHOST, PGUSER and PGDATABASE. Of the forms tried on
PostgreSQL 18, `row_to_json` of a subquery is the cheapest: `json_build_object` for each row costs half as much again.
"""

import asyncio
import sys

import asyncpg
import msgspec

from bench.peers.thin import Answer, serve

AREA = "select code, name_zh as name from hub_area where code = "
SCHOOL_NAME = "select name from education_school where id = "


def _object(select: str) -> str:
    """The one row of a select as an object; null where there is none."""
    return f"(select row_to_json(o) from ({select}) o)"


def _nodes(select: str) -> str:
    """The rows of a select as the nodes of a connection."""
    rows = f"(select coalesce(json_agg(row_to_json(o)), '[]') from ({select}) o)"
    return f"(select row_to_json(n) from (select {rows} as nodes) n)"


def _within(columns: str, table: str) -> str:
    """The first twenty of a county's rows."""
    return _nodes(
        f"select {columns} from {table} t where t.county_code = c.code and t.status = 'APPROVED'"
        " order by t.starts_on, t.id limit 20"
    )


def _dispatches(first: int) -> str:
    """A page of a county's dispatches with county, school and district."""
    page = (
        "select * from education_teacher_dispatch where county_code = $1 and status = 'APPROVED'"
        f" order by starts_on, id limit {first}"
    )
    nodes = _nodes(
        f"""select t.id, t.subject, t.stage, t.starts_on as "startsOn", t.ends_on as "endsOn",
          t.sending_school as "sendingSchool", c.found as county, s.found as school, d.found as "sendingDistrict"
          from ({page}) t
          left join lateral (select row_to_json(o) as found from ({AREA} t.county_code) o) c on true
          left join lateral (select row_to_json(o) as found
            from (select id, name from education_school where id = t.school_id) o) s on true
          left join lateral (select row_to_json(o) as found from ({AREA} t.sending_district_code) o) d on true
          order by t.starts_on, t.id"""
    )
    return f'select row_to_json(q) from (select {nodes} as "teacherDispatches") q'


POINT = """select row_to_json(q) from (select row_to_json(o) as school from (
  select id, name, stage, address, pupils, teachers, boarders, starts_on as "startsOn", status, revision
  from education_school where id = $1) o) q"""
COUNTY = f"""select c.code, c.name_zh as name,
  {_within("t.name, t.stage, t.pupils", "education_school")} as schools,
  {
    _within(
        f'''t.subject, t.starts_on as "startsOn", t.sending_school as "sendingSchool",
    {_object(SCHOOL_NAME + "t.school_id")} as school''',
        "education_teacher_dispatch",
    )
} as "teacherDispatches",
  {
    _within(
        f'''t.position, t.mode, t.starts_on as "startsOn",
    {_object(SCHOOL_NAME + "t.home_school_id")} as "homeSchool"''',
        "education_principal_placement",
    )
}
    as "principalPlacements",
  {_within('t.name, t.state, t.planned_amount as "plannedAmount"', "education_school_construction")}
    as "schoolConstructions",
  {_within("t.university, t.amount", "education_entrant_grant")} as "entrantGrants"
  from hub_area c where c.code in (select supported_code from hub_pairing
    where supporting_code = a.code and level = 'DISTRICT_COUNTY') order by c.code"""
DISTRICT = f"""select row_to_json(q) from (select row_to_json(o) as district from (
  select a.code, a.name_zh as name, (select json_agg(row_to_json(c)) from ({COUNTY}) c) as counties
  from hub_area a where a.code = $1 and a.level = 'DISTRICT') o) q"""
GROUPS = f"""select row_to_json(q) from (select coalesce(json_agg(row_to_json(g)), '[]') as "teacherDispatchAggregate"
  from (select {_object(AREA + "n.county_code")} as county, n.year, n.count, n.allowance from (
    select county_code, year, count(*) as count, sum(allowance)::bigint as allowance from education_teacher_dispatch
    where status = 'APPROVED' group by county_code, year order by county_code, year) n) g) q"""
STATEMENTS = {
    "point": POINT,
    "district": DISTRICT,
    "dispatches100": _dispatches(100),
    "dispatches1000": _dispatches(1000),
    "groups": GROUPS,
}


class Ask(msgspec.Struct):
    """A request: which statement, and its values."""

    name: str
    values: list[int | str]


async def start(size: int) -> Answer:
    """Connect, and prepare every statement on every connection."""
    idle: asyncio.LifoQueue[dict[str, asyncpg.prepared_stmt.PreparedStatement]] = asyncio.LifoQueue()
    for _ in range(size):
        connection = await asyncpg.connect(server_settings={"plan_cache_mode": "force_generic_plan"})
        idle.put_nowait({name: await connection.prepare(sql) for name, sql in STATEMENTS.items()})
    decode = msgspec.json.Decoder(Ask).decode

    async def answer(body: bytes) -> bytes:
        asked = decode(body)
        prepared = await idle.get()
        try:
            found: str = await prepared[asked.name].fetchval(*asked.values)
        finally:
            idle.put_nowait(prepared)
        return b'{"data":' + found.encode() + b"}"

    return answer


if __name__ == "__main__":
    serve(int(sys.argv[1]), lambda: start(int(sys.argv[2])))
