"""`audit(first, after, filter)`: the audit trail, the latest entry first, for the auditor."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import msgspec
import strawberry
from sqlalchemy import ColumnElement, select
from sqlmodel import col

from hub.auth.audit import Kind
from hub.auth.audit.models import AuditEntry as Stored
from hub.context import Info
from hub.errors import BadInput, LimitExceeded
from hub.fields import argument, field
from hub.oversight.auditor import require_auditor
from hub.query import ids
from hub.query.connections import PageInfo
from hub.query.inputs import graphql_enum
from hub.query.scope import one_of
from hub.texts import Text

graphql_enum(Kind, "AuditKind")
MOST = 200
"""Entries on one page."""
CURSOR = "AuditEntry"


def _said(en: str, zh: str) -> Any:
    return strawberry.field(description=str(Text(en, zh)))


@strawberry.type(description=str(Text("How many values or records of a type.", "各类型的数量")))
class AuditCount:
    """A number of an entry."""

    record_type: str = _said("The record type.", "记录类型")
    number: int = _said("How many.", "数量")


@strawberry.type(
    description=str(Text("One event of the audit trail; values that were shown are never in it.", "审计记录"))
)
class AuditEntry:
    """One event."""

    id: strawberry.ID = _said("The entry.", "审计记录 id")
    at: datetime = _said("When it was written.", "时间")
    kind: Kind = _said("What happened.", "事件类型")
    who: str | None = _said("Who did it; null where that is unknown.", "操作者")
    client: str | None = _said("Through which client.", "客户端")
    purpose: str | None = _said("The purpose that was declared.", "声明的目的")
    operation: str | None = _said("The operation's name.", "操作名称")
    document: str | None = _said("SHA-256 of the GraphQL document, hexadecimal.", "查询文本的 SHA-256")
    target: str | None = _said("To what it was done, such as a record's id.", "操作对象")
    reason: str | None = _said("Why or how, as a code.", "原因代码")
    counts: list[AuditCount] = _said("How many values or records, by type.", "数量")
    request_id: str | None = _said("The request, as the log names it.", "请求编号")
    sealed: bool = _said("Whether the chain holds it already; that takes a second.", "是否已入链")


@strawberry.type(description=str(Text("A page of the audit trail.", "审计记录分页列表")))
class AuditConnection:
    """A page, the latest first."""

    nodes: list[AuditEntry] = _said("The entries.", "本页审计记录")
    page_info: PageInfo = _said("Where the page lies.", "分页信息")


@strawberry.input(
    description=str(Text("Which entries are meant; all conditions hold.", "筛选审计记录，条件须同时满足"))
)
class AuditFilter:
    """Conditions on entries."""

    kind: list[Kind] | None = strawberry.field(default=None, description=str(Text("One of these.", "事件类型")))
    who: str | None = strawberry.field(default=None, description=str(Text("By this subject.", "操作者")))
    client: str | None = strawberry.field(default=None, description=str(Text("Through this client.", "客户端")))
    purpose: str | None = strawberry.field(default=None, description=str(Text("For this purpose.", "声明的目的")))
    target: str | None = strawberry.field(default=None, description=str(Text("Done to this.", "操作对象")))
    since: datetime | None = strawberry.field(default=None, description=str(Text("At or after.", "起始时间")))
    before: datetime | None = strawberry.field(default=None, description=str(Text("Earlier than.", "截止时间（不含）")))


First = Annotated[int, argument(f"How many, at most {MOST}.", zh=f"条数，至多 {MOST}")]
After = Annotated[str | None, argument("Only entries after this cursor.", zh="仅取该游标之后的记录")]
Which = Annotated[AuditFilter | None, argument("Which entries.", zh="筛选条件")]


@field("The audit trail, the latest entry first; for the auditor.", zh="审计记录，按时间倒序（仅供审计）")
async def audit(info: Info, first: First = 50, after: After = None, filter: Which = None) -> AuditConnection | None:  # noqa: A002
    """A page of the trail."""
    require_auditor(info)
    if not 0 <= first <= MOST:
        raise LimitExceeded(f"first: ask for 0 to {MOST}", f"first：请填写 0 至 {MOST}", "first")
    columns = [column for column in Stored.__table__.c if column.name != "hash"]  # type: ignore[attr-defined]
    where = [*_before(after), *(_conditions(filter) if filter else ())]
    statement = select(*columns).where(*where).order_by(col(Stored.id).desc()).limit(first + 1)
    rows = await info.context.loaders.rows(statement)
    nodes = list(map(_entry, rows[:first]))
    page = PageInfo(
        has_next_page=len(rows) > first,
        has_previous_page=after is not None,
        start_cursor=nodes[0].id if nodes else None,
        end_cursor=nodes[-1].id if nodes else None,
    )
    return AuditConnection(nodes=nodes, page_info=page)


def _before(cursor: str | None) -> Iterator[ColumnElement[bool]]:
    if cursor is not None:
        key = ids.row_key(cursor, CURSOR, "after")
        if key is None:
            raise BadInput("after: this is no cursor of the audit trail", "after：该游标不属于审计记录", "after")
        yield col(Stored.id) < key


def _conditions(given: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if given.kind is not None:
        yield one_of(Stored.__table__.c.kind, [kind.name for kind in given.kind])  # type: ignore[attr-defined]
    for name in ("who", "client", "purpose", "target"):
        value = getattr(given, name)
        if value is not None:
            yield getattr(Stored, name) == value
    if given.since is not None:
        yield col(Stored.at) >= _aware(given.since, "since")
    if given.before is not None:
        yield col(Stored.at) < _aware(given.before, "before")


def _aware(moment: datetime, name: str) -> datetime:
    if moment.tzinfo is None:
        raise BadInput(
            f"filter.{name}: say the time zone, such as +08:00", f"filter.{name}：请注明时区，例如 +08:00", name
        )
    return moment


def _entry(row: Any) -> AuditEntry:
    counts = msgspec.json.decode(row["counts"], type=dict[str, int])
    names = ("at", "who", "client", "purpose", "operation", "target", "reason", "request_id")
    return AuditEntry(
        id=strawberry.ID(ids.encode(CURSOR, row["id"])),
        kind=Kind[row["kind"]],
        document=None if row["document"] is None else row["document"].hex(),
        counts=[AuditCount(record_type=name, number=number) for name, number in sorted(counts.items())],
        sealed=row["position"] is not None,
        **{name: row[name] for name in names},
    )
