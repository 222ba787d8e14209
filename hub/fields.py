"""How a module declares what it serves: types over its tables, and fields that point at the tables' columns.

Left of the `=` stands what the API promises, right of it where that is stored; mypy compares the two:

    starts_on: date = column(rows.TeacherDispatch.start_date, "First day.", zh="开始日期")
"""

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

import strawberry
from sqlalchemy import ColumnElement, FromClause
from strawberry.types.field import StrawberryField

from hub.auth.access import Access
from hub.context import Info
from hub.database.tables import Table
from hub.query.connections import ConnectionField
from hub.query.fields import BilingualField, ColumnField, Declared, EntityColumnField, KeyField, NamespaceField
from hub.query.inputs import described
from hub.query.marks import under
from hub.query.personal import PersonalField
from hub.query.record import INFO, RecordInfo, Scope, info_of
from hub.query.relations import CountField, ManyField, OneField, TotalField
from hub.query.rule import UnderRule
from hub.query.scope import record_scope
from hub.query.select import TEXT, Link, through
from hub.texts import Text

T = TypeVar("T")
C = TypeVar("C", bound=type)

if TYPE_CHECKING:

    class One(Generic[T]):
        """A to-one. `await self.school.load(info)` in a hand-written field gives the target."""

        async def load(self, info: Info) -> T:
            """The target, through the same DataLoader as the declared field."""
            ...

    class Connection(Generic[T]):
        """A list of records that belong to the parent, page by page."""

else:

    class One:
        """At run time simply the target's type."""

        def __class_getitem__(cls, target: object) -> object:
            """`One[School]` is `School`; `One["School"]` is looked up when the schema is built."""
            return target

    class Connection(One):
        """At run time simply the type of the records."""


def key(
    attribute: T, text: str = "The id of the record, unique in the whole hub.", *, zh: str = "全局唯一标识"
) -> strawberry.ID:
    """The key of a row: a global `id` for a record, the code itself for an entity."""
    return cast("strawberry.ID", KeyField(Text(text, zh), attribute))


def column(attribute: T, text: str, *, zh: str, writable: bool = True, deprecated: str | None = None) -> T:
    """A column of the record's table. `writable=False`: it is computed, and no input has it."""
    return cast("T", ColumnField(Text(text, zh), attribute, writable=writable, deprecated=deprecated))


def personal(attribute: T, text: str, *, zh: str, deprecated: str | None = None) -> T | None:
    """A column of personal data (marked `Personal` in the model): masked, and not to be filtered or ordered by."""
    return cast("T | None", PersonalField(Text(text, zh), attribute, deprecated=deprecated))


def one(attribute: Any, text: str, *, zh: str, writable: bool = True, deprecated: str | None = None) -> Any:
    """A to-one over a key column; `One[X | None]` where the reader may see the row and not its target."""
    return OneField(Text(text, zh), attribute, writable=writable, deprecated=deprecated)


def connection(attribute: Any, text: str, *, zh: str) -> Any:
    """The records whose column points at the parent; on an entity's namespace, the records of its counties."""
    return ConnectionField(Text(text, zh), attribute)


def count(attribute: Any, text: str, *, zh: str) -> int | None:
    """How many approved records belong to the parent."""
    return cast("int | None", CountField(Text(f"{text} Approved records only.", f"{zh}（仅计已审核）"), attribute))


@overload
def total(attribute: Any, summed: Decimal, text: str, *, zh: str) -> Decimal | None: ...
@overload
def total(attribute: Any, summed: int | None, text: str, *, zh: str) -> int | None: ...
def total(attribute: Any, summed: Any, text: str, *, zh: str) -> Any:
    """The sum of a column over the approved records that belong to the parent; null where there are none."""
    return TotalField(Text(f"{text} Approved records only.", f"{zh}（仅计已审核）"), attribute, summed)


def many(attribute: Any, text: str, *, zh: str, via: Link | None = None, public: bool = False) -> Any:
    """A plain list of a bounded set of rows whose column points at the parent, or which `via` ties to it.

    `public`: the same for every reader, as the programme's own facts are.
    """
    return ManyField(Text(text, zh), attribute, via, public=public)


def bilingual(attribute: T, text: str, *, zh: str) -> T:
    """A text stored as `…_zh` and `…_en`, served as `name(language:)`; the attribute given is the Chinese one."""
    return cast("T", BilingualField(Text(text, zh), attribute))


def entity_column(attribute: T, text: str, *, zh: str) -> T:
    """A column of an entity, which may be known by its key alone."""
    return cast("T", EntityColumnField(Text(text, zh), attribute))


def field(
    text: str, *, zh: str, measure: str | None = None, deprecated: str | None = None
) -> Callable[[Callable[..., Any]], StrawberryField]:
    """A hand-written field: not SQL-backed, so an operation that selects it runs on the ordinary path.

    `measure` puts it under that measure's rules. A root field and one of a namespace need it; one of a record is under
    the rules of its row.
    """

    def wrap(resolver: Callable[..., Any]) -> StrawberryField:
        made = strawberry.field(
            resolver=resolver,
            description=str(Text(text, zh)),
            deprecation_reason=deprecated,
            directives=under(measure),
            extensions=[] if measure is None else [UnderRule(measure)],
        )
        return cast("StrawberryField", made)

    return wrap


def argument(text: str, *, zh: str) -> Any:
    """What an argument of a hand-written field means; it stands in the argument's `Annotated`."""
    return described(text, zh)


def record(
    model: type[Table], plural: str, text: str, *, zh: str, order: tuple[str, ...] = ("starts_on",)
) -> Callable[[C], C]:
    """Declare the type over a sector's record table; its rows follow the rules of the model's measure.

    `order`: the columns by which a list is ordered unless the client asks for another order.
    """

    def declare(declared: C) -> C:
        measure: str = model.measure  # type: ignore[attr-defined]

        def scope(table: FromClause, access: Access) -> ColumnElement[bool]:
            return record_scope(table, access, measure)

        info = RecordInfo(declared, model, plural, Text(text, zh), "id", measure, scope, order=order)
        return cast("C", _declare(declared, info, through, info.codecs["id"].storage))

    return declare


def entity(
    model: type[Table],
    plural: str,
    text: str,
    *,
    zh: str,
    key: str,
    order: tuple[str, ...],
    only: Callable[[FromClause], ColumnElement[bool]] | None = None,
    scope: Scope | None = None,
    link: Callable[[str], Link] = through,
) -> Callable[[C], C]:
    """Declare a type of the centre that is known by its key. `link`: how a sector's records belong to one."""

    def declare(declared: C) -> C:
        info = RecordInfo(declared, model, plural, Text(text, zh), key, scope=scope, only=only, order=order)
        return cast("C", _declare(declared, info, link, info.codecs[key].storage))

    return declare


def namespace(parent: type, name: str, text: str, *, zh: str) -> Callable[[C], C]:
    """Declare a sector's part of an entity: `County.education: CountyEducation`, null where it is refused."""

    def declare(declared: C) -> C:
        if "__hub_link__" not in vars(parent):
            raise TypeError(f"{declared.__name__}: {parent.__name__} is no shared entity; name County or District")
        take_annotations(declared)
        strawberry.type(declared, description=str(Text(text, zh)))
        made = NamespaceField(Text(text, zh), parent, declared)
        made.python_name = name
        _mark(declared, namespace=made, link=vars(parent)["__hub_link__"], storage=TEXT)
        return declared

    return declare


def _declare(declared: type, info: RecordInfo, link: Callable[[str], Link], storage: Any) -> type:
    take_annotations(declared)
    strawberry.type(declared, description=str(info.text), directives=under(info.measure))
    fields = [f for f in declared.__strawberry_definition__.fields if isinstance(f, Declared)]  # type: ignore[attr-defined]
    for made in fields:
        info.columns.update(made.labels())
    _mark(declared, info=info, link=link, storage=storage)
    if "__hub_declared__" not in vars(info.model):
        info.model.__hub_declared__ = info
    for made in fields:
        if isinstance(made, OneField):
            setattr(declared, made.python_name, Relation(made))
    return declared


def take_annotations(declared: type) -> None:
    """Give each declared field its annotation; it is evaluated when the schema is built, so it may look ahead."""
    annotations = vars(declared).get("__annotations__", {})
    for name, value in list(vars(declared).items()):
        if isinstance(value, Declared):
            if name not in annotations:
                raise TypeError(f"{declared.__name__}.{name} has no annotation: write what the API promises left of =")
            value.annotated(annotations[name], declared.__module__)
            annotations[name] = object


def _mark(declared: type, **marks: Any) -> None:
    for name, value in marks.items():
        setattr(declared, INFO if name == "info" else f"__hub_{name}__", value)


class Relation:
    """What a hand-written field sees of a to-one: something to load."""

    def __init__(self, made: OneField) -> None:
        self._field = made

    def __get__(self, instance: Any, owner: type) -> Any:
        """`self.school`."""
        return self if instance is None else _Bound(self._field, instance)


class _Bound:
    def __init__(self, made: OneField, instance: Any) -> None:
        self._field, self._instance = made, instance

    async def load(self, info: Info) -> Any:
        """The target, or None where the reader may not see it."""
        found = self._field.get_result(self._instance, info, [], {})
        return await found if hasattr(found, "__await__") else found


__all__ = [
    "Connection",
    "One",
    "argument",
    "bilingual",
    "column",
    "connection",
    "count",
    "entity",
    "entity_column",
    "field",
    "info_of",
    "key",
    "many",
    "namespace",
    "one",
    "personal",
    "record",
    "total",
]
