"""What the database holds of the programme, as tables for a terminal."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from rich.table import Column, Table
from sqlalchemy.ext.asyncio import AsyncConnection

from hub.programme.connection import transaction
from hub.programme.files import ProgrammeError


@dataclass(frozen=True, slots=True)
class View:
    """One table of the answer: its heading, the headings of its columns, and the query whose rows it shows."""

    title: str
    columns: tuple[str, ...]
    query: str


VIEWS = (
    View(
        "Programme",
        ("code", "name", "from", "until", "document"),
        "select code, name_en || ' ' || name_zh, starts_on, ends_on, document_number from hub_programme",
    ),
    View(
        "Areas",
        ("side", "level", "number"),
        "select side, level, count(*) from hub_area group by side, level order by side desc, count(*)",
    ),
    View(
        "Pairings of districts and counties",
        ("district", "county", "from", "until"),
        """select supporting.name_en || ' ' || supporting.name_zh, supported.name_en || ' ' || supported.name_zh,
             pairing.starts_on, pairing.ends_on
           from hub_pairing pairing
           join hub_area supporting on supporting.code = pairing.supporting_code
           join hub_area supported on supported.code = pairing.supported_code
           where pairing.level = 'DISTRICT_COUNTY'
           order by supporting.pinyin, supported.pinyin, pairing.starts_on""",
    ),
    View(
        "Measures and who answers for them",
        ("section", "code", "name", "bodies, eight at most, without districts", "all"),
        """select measure.section, measure.code, measure.name_en || ' ' || measure.name_zh,
             array_to_string((array_agg(
               body.organisation_code || case when body.lead then ' (leads)' else '' end order by body.position
             ) filter (where organisation.role is distinct from 'DISTRICT'))[:8], ', '),
             count(*)
           from hub_measure measure
           join hub_measure_body body on body.measure_code = measure.code
           join hub_organisation organisation on organisation.code = body.organisation_code
           group by measure.code order by measure.position""",
    ),
    View(
        "Targets",
        ("section", "key", "kind", "number", "per", "until"),
        """select section, key, kind,
             concat_ws(' ', coalesce(trim_scale(value)::text, concat_ws(' to ', trim_scale(lower_bound),
                       nullif(trim_scale(upper_bound), trim_scale(lower_bound)))), unit_en),
             per, ends_on
           from hub_target order by position""",
    ),
)


async def show(url: str) -> list[Table]:
    """The tables to print, in order.

    Raises ProgrammeError when no programme is loaded, DatabaseError when there is no such server.
    """
    async with transaction(url) as connection:
        found = [table async for table in _tables(connection)]
    if not found[0].row_count:
        raise ProgrammeError("the database holds no programme: run `hub programme load`")
    return found


async def _tables(connection: AsyncConnection) -> AsyncIterator[Table]:
    for view in VIEWS:
        columns = (Column(name, overflow="fold") for name in view.columns)
        table = Table(*columns, title=view.title, title_justify="left")
        for row in await connection.exec_driver_sql(view.query):
            table.add_row(*("" if cell is None else str(cell) for cell in row))
        yield table
