"""The hub itself without access rules: everybody reads every row, nothing is masked, no small cell is hidden.

`python -m bench.rules.unruled serve`, as `hub serve`. Its statements have no predicate of the reader's, and run as the
owner, whom row-level security doesn't bind, on connections that keep no reader's settings. Tokens are verified as ever:
who asks is another question than what they may read.
"""

from sqlalchemy import ColumnElement, true

from hub.assembly import Hub
from hub.auth.access import Access
from hub.cli import main
from hub.database import session
from hub.database.cluster import OWNER
from hub.database.pool import Held, Readers, Rules
from hub.query.record import RecordInfo


def _rows(info: RecordInfo, _: Access) -> ColumnElement[bool]:
    return info.only(info.table) if info.only else true()


def _readable(_: RecordInfo, __: Access) -> bool:
    return True


_open = Hub.open


async def _opened(hub: Hub) -> None:
    """Open it; only now, as sectors whose personal data aren't marked are refused when they are composed."""
    for info in hub.composed.records:
        vars(info)["personal"] = {}
    await _open(hub)


async def _set(_: Readers, held: Held, rules: Rules) -> None:
    held.rules = rules


if __name__ == "__main__":
    RecordInfo.rows = _rows  # type: ignore[method-assign, assignment]
    RecordInfo.readable = _readable  # type: ignore[method-assign, assignment]
    Hub.open = _opened  # type: ignore[method-assign, assignment]
    Readers._set = _set  # type: ignore[method-assign, assignment]  # noqa: SLF001
    session.ROLE = OWNER
    main()
