"""Root fields that find one thing: a record by its id, an entity by its code, and `node(id:)` for any record."""

from collections.abc import Sequence
from typing import Any, cast

import strawberry
from strawberry.types.arguments import StrawberryArgument

from hub.context import Info
from hub.naming import snake
from hub.query import ids
from hub.query.fields import Declared, argument
from hub.query.loading import load_one
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.relations import require
from hub.records.types import Node
from hub.texts import Text


class FindField(Declared):
    """One record by its global id, null if there is none that the reader may see, such as `Query.school(id:)`."""

    def __init__(self, declared: type) -> None:
        info = info_of(declared)
        super().__init__(Text(f"{info.text.en} One, by its id.", f"{info.text.zh}：按 id 查询"))
        self.python_name = snake(info.name)
        self.annotated(declared | None, declared.__module__)
        self.declared = declared

    @property
    def measure(self) -> str | None:
        """The measure of the record."""
        return info_of(self.declared).measure

    def shape(self) -> Shape:
        """One row, by the key that is given."""
        info = info_of(self.declared)
        return Shape(info, "one", None, (info.key,))

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The id."""
        return [argument("id", strawberry.ID, Text("The record's id", "记录 id"))]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The record; a hidden one and an absent one are alike."""
        request, record = cast("Info", info), info_of(self.declared)
        require(record, request)
        key = ids.row_key(kwargs["id"], record.name, "id")
        return None if key is None else load_one(record, key, request)


class NodeField(Declared):
    """`node(id:)`: any record by its global id (Relay's Global Object Identification)."""

    def __init__(self, records: Sequence[type]) -> None:
        super().__init__(Text("Any record by its id.", "按 id 查询任意记录"))
        self.python_name = "node"
        self.annotated(Node | None, Node.__module__)
        self.records: dict[str, RecordInfo] = {info_of(declared).name: info_of(declared) for declared in records}

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The id."""
        return [argument("id", strawberry.ID, Text("The record's id", "记录 id"))]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The record; null for one that isn't there, is hidden, or is of an unknown type."""
        request = cast("Info", info)
        name, _ = ids.decode(kwargs["id"])
        record = self.records.get(name)
        if record is None:
            return None
        require(record, request)
        key = ids.row_key(kwargs["id"], name, "id")
        return None if key is None else load_one(record, key, request)


class CodeField(Declared):
    """One entity by its code, null if the reader may not see it, such as `Query.county(code:)`."""

    def __init__(self, declared: type) -> None:
        info = info_of(declared)
        super().__init__(Text(f"{info.text.en} One, by its code.", f"{info.text.zh}：按代码查询"))
        self.python_name = snake(info.name)
        self.annotated(declared | None, declared.__module__)
        self.declared = declared

    def shape(self) -> Shape:
        """One row, by the key that is given."""
        info = info_of(self.declared)
        return Shape(info, "one", None, (info.key,))

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The code."""
        return [argument("code", str, Text("The code or the slug", "代码或英文简称"))]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The entity; a hidden one and an absent one are alike."""
        record, code = info_of(self.declared), kwargs["code"]
        return load_one(record, code, cast("Info", info), by="slug" if is_slug(code) else None)


def is_slug(code: str) -> bool:
    """Whether this is the readable name, not the code: codes have no lower-case letters."""
    return code != code.upper()
