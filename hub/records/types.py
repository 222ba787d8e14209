"""The interface of every sector record: what a client may count on whatever the sector."""

from datetime import date, datetime
from typing import Any, TypeVar, cast

import strawberry

from hub.entities import County
from hub.fields import One, take_annotations
from hub.query.fields import ColumnField, KeyField
from hub.query.relations import OneField
from hub.records.status import Status
from hub.texts import Text

T = TypeVar("T")


def _shared(name: str, en: str, zh: str, *, writable: bool = False) -> Any:
    """A column that every record's table has; each type finds it in its own table by this name."""
    return ColumnField(Text(en, zh), name, writable=writable)


def _interface(declared: type[T], en: str, zh: str) -> type[T]:
    take_annotations(declared)
    return strawberry.interface(declared, description=str(Text(en, zh)))


class Node:
    """Relay's Global Object Identification."""

    id: strawberry.ID = cast("Any", KeyField(Text("The id, unique in the whole hub.", "全局唯一标识"), "id"))


_interface(Node, "Anything that `node(id:)` finds.", "可由 node(id:) 查到的对象")


class Record(Node):
    """What every sector record has."""

    county: One[County] = cast(
        "Any", OneField(Text("The county that the record is about.", "所属受援县"), "county_code")
    )
    starts_on: date = _shared("starts_on", "First day of the record's period.", "起始日期", writable=True)
    ends_on: date | None = _shared("ends_on", "Last day; null while it lasts.", "结束日期", writable=True)
    status: Status = _shared("status", "Where the record stands.", "记录状态")
    status_reason: str | None = _shared(
        "status_reason", "Why it was rejected, withdrawn or, once approved, corrected.", "退回、撤销或更正原因"
    )
    revision: int = _shared("revision", "Counts the changes; a write names the one it read.", "版本号")
    synthetic: bool = _shared("synthetic", "Whether this is a made-up demo record.", "是否为演示数据")
    created_at: datetime = _shared("created_at", "When it was first saved, UTC.", "创建时间")
    created_by: str = _shared("created_by", "Who first saved it.", "创建者")
    updated_at: datetime = _shared("updated_at", "When it last changed, UTC.", "更新时间")
    updated_by: str = _shared("updated_by", "Who last changed it.", "更新者")


_interface(Record, "A record of a sector: about one county, with a period and a status.", "各领域记录的共同字段")
