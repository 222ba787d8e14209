"""The declared fields: each is a Strawberry field and, from the same object, a part of a statement."""

import sys
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from enum import Enum
from functools import cached_property
from typing import Any, TypeVar, cast, get_args, get_origin

import strawberry
from graphql import GraphQLResolveInfo
from sqlalchemy import func, true
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import UNRESOLVED, StrawberryField

from hub.auth.access import SYSTEM
from hub.context import Info
from hub.errors import Forbidden, Unauthenticated
from hub.query.codecs import bare
from hub.query.inputs import graphql_enum
from hub.query.listing import Listing
from hub.query.loaders import Loaders
from hub.query.order import terms_of
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.rows import maker, reference
from hub.query.scalars import BigInt
from hub.query.select import Link, Page, by_key, through
from hub.records.status import Status
from hub.texts import Language, Text

T = TypeVar("T")

graphql_enum(Language)


class Declared(StrawberryField):
    """A field whose answer comes from SQL. `attribute` is the model's, so that its class and column are known."""

    converts = False
    """Whether its arguments are objects, which Strawberry has to make from what the client gives."""

    def __init__(self, text: Text, attribute: Any = None, *, deprecated: str | None = None) -> None:
        super().__init__(description=str(text), deprecation_reason=deprecated)
        self.text = text
        self.attribute = attribute
        self.init = self.repr = self.compare = False
        self.hub_annotation: Any = None
        self._resolved: Any = UNRESOLVED
        self.hub_module: str = __name__

    @property
    def column(self) -> str:
        """The name of the model's column."""
        return self.attribute if isinstance(self.attribute, str) else str(self.attribute.key)

    @property
    def model(self) -> Any:
        """The model that the right-hand side points at; None for the columns that every record shares."""
        return None if isinstance(self.attribute, str) else self.attribute.class_

    def annotated(self, annotation: Any, module: str) -> None:
        """Take the left-hand side: the annotation, evaluated when the schema is built."""
        self.hub_annotation, self.hub_module = annotation, module

    def target(self) -> Any:
        """The annotation, evaluated; NameError while it names what isn't defined yet."""
        annotation = evaluated(self.hub_annotation, self.hub_module)
        if issubclass(bare(annotation), Enum):
            graphql_enum(cast("type[Enum]", bare(annotation)))
        return annotation

    def graphql_kind(self) -> Any:
        """The annotation of the GraphQL type; by default what stands on the left."""
        return self.target()

    def resolve_type(self, *, type_definition: Any = None) -> Any:
        """The field's GraphQL type, made from the declaration."""
        if self._resolved is UNRESOLVED:  # Strawberry asks ten times for each field
            with suppress(NameError):  # not defined yet: looked up again when the schema is built
                self._resolved = StrawberryAnnotation(self.graphql_kind()).resolve(type_definition=type_definition)
        return self._resolved

    @property
    def type(self) -> Any:
        """Strawberry's view of the annotation."""
        return self.resolve_type()

    @type.setter  # noqa: A003 - the property above, by the name that Strawberry gave it
    def type(self, value: Any) -> None:
        """The dataclass machinery sets what `annotated` already took."""

    @property
    def is_basic_field(self) -> bool:
        """Whether the value simply stands on the instance, so that no `Info` is made."""
        return False

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The field's arguments."""
        return []

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Declared fields make their own arguments."""

    def labels(self) -> dict[str, str]:
        """The columns that a row must carry for this field, by the attribute under which it has them."""
        return {}

    def shape(self) -> Shape | None:
        """The level that this field opens; None for a column of the level that it stands in."""
        return None


class ColumnField(Declared):
    """A column of the record's own table; `personal` ones may be masked."""

    def __init__(
        self, text: Text, attribute: Any, *, personal: bool = False, writable: bool = True, **more: Any
    ) -> None:
        super().__init__(text, attribute, **more)
        self.personal = personal
        self.writable = writable

    @property
    def is_basic_field(self) -> bool:
        """A row carries all its columns."""
        return True

    def labels(self) -> dict[str, str]:
        """The column itself."""
        return {self.python_name: self.column}


class KeyField(Declared):
    """The global id of a record, or the code of an entity: known from the key alone."""

    @property
    def is_basic_field(self) -> bool:
        """The id is made with the row."""
        return True

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The id or code."""
        return source.id if self.python_name == "id" else source._key  # noqa: SLF001


class EntityColumnField(ColumnField):
    """A column of an entity, which may be known by its key alone: loaded when it is asked for."""

    @property
    def is_basic_field(self) -> bool:
        """The instance may have to be completed first."""
        return False

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The value, or the promise of it."""
        return completed(source, cast("Info", info), lambda row: row.__dict__[self.python_name])


class BilingualField(Declared):
    """A text in both languages, `name(language:)`: by default the request's language."""

    def labels(self) -> dict[str, str]:
        """Both columns; the attribute given is the Chinese one, `…_zh`."""
        stem = self.column.removesuffix("_zh")
        return {f"_{self.python_name}_{language}": f"{stem}_{language}" for language in ("zh", "en")}

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """The language."""
        text = Text("Which language, by default the request's", "语言，默认与请求语言一致")
        return [argument("language", Language | None, text)]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The text in the language asked for."""
        context = cast("Info", info).context
        label = f"_{self.python_name}_{(kwargs.get('language') or context.language).code}"
        return completed(source, cast("Info", info), lambda row: row.__dict__[label])


class OneField(Declared):
    """A to-one: the row that a key column points at, or null where the reader may not see it."""

    def __init__(self, text: Text, attribute: Any, *, writable: bool = True, **more: Any) -> None:
        super().__init__(text, attribute, **more)
        self.writable = writable

    @cached_property
    def points_at(self) -> type:
        """The declared type on the other side."""
        return bare(self.target())

    @cached_property
    def key_label(self) -> str:
        """Under which attribute a row has the key."""
        return f"_{self.python_name}"

    @cached_property
    def label(self) -> str:
        """Under which attribute a row has the target, if it was loaded ahead; see `hub.query.ahead`."""
        return f"_one_{self.python_name}"

    def labels(self) -> dict[str, str]:
        """The key column."""
        return {self.key_label: self.column}

    def shape(self) -> Shape:
        """One row of the target."""
        target = info_of(self.points_at)
        return Shape(target, "one", target.key, (target.key,))

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The target; an entity without a statement, a record from the loader of this level."""
        values, request = source.__dict__, cast("Info", info)
        if self.label in values:
            return values[self.label]
        if self.key_label in values:
            return self._target(values[self.key_label], request)
        return completed(source, request, lambda row: self._target(row.__dict__[self.key_label], request))

    def _target(self, key: Any, info: Info) -> Any:
        if key is None:
            return None
        target = info_of(self.points_at)
        return reference(target.declared, key) if target.measure is None else load_one(target, key, info)


class NamespaceField(Declared):
    """A sector's part of an entity, such as `County.education`: the same row, known by its key."""

    def __init__(self, text: Text, entity: type, namespace: type) -> None:
        super().__init__(text)
        self.entity = entity
        self.namespace = namespace
        self.annotated(namespace | None, namespace.__module__)

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The namespace, with the entity's key and nothing else."""
        return reference(self.namespace, source._key)  # noqa: SLF001


class Related(Declared):
    """A field over the rows that belong to the parent: a list, a count or a total."""

    @property
    def related(self) -> RecordInfo:
        """The record type whose rows they are."""
        return declared_over(self.model)

    def link(self, source: Any) -> Link:
        """How the rows belong to this parent: by the column, or by what the parent's entity says."""
        return link_of(type(source))(self.column)

    def listing(self, source: Any, info: Info) -> Listing:
        """The list of this field, shared by all parents at this place of the operation."""
        access = info.context.access
        require(self.related, info)
        parent = type(source)
        name = (self, parent, "all")
        return cast("Listing", info.context.loaders.once(name, lambda: self._all(source, access, info.context.loaders)))

    def _all(self, source: Any, access: Any, loaders: Loaders) -> Listing:
        settled = self.related.column("status") == Status.APPROVED.name
        return Listing(self.related, access, loaders, settled, link=self.link(source), storage=storage_of(type(source)))


class ManyField(Related):
    """A plain list of a bounded set of rows of the programme, which are public."""

    def __init__(self, text: Text, attribute: Any, via: Link | None, *, public: bool) -> None:
        super().__init__(text, attribute)
        self.via = via
        self.public = public

    def link(self, source: Any) -> Link:  # noqa: ARG002
        """How the rows belong to this parent."""
        return self.via or through(self.column)

    def shape(self) -> Shape:
        """A list of rows."""
        return Shape(self.related, "list", self.column, (self.related.key,))

    @property
    def related(self) -> RecordInfo:
        """The type named on the left, `list[Designation]`."""
        return info_of(get_args(self.target())[0])

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The rows."""
        context = cast("Info", info).context
        record, link, storage = self.related, self.link(source), storage_of(type(source))
        access = SYSTEM if self.public else context.access

        async def lists(keys: list[Any]) -> list[Any]:
            terms = terms_of(record, None, {})
            page = Page(context.facts.page_max)
            listing = Listing(record, access, context.loaders, true(), terms, page, link, storage)
            return [found.nodes for found in await listing.slices(keys)]

        return context.loaders.load((self, type(source)), source._key, lists)  # noqa: SLF001


class CountField(Related):
    """How many approved records belong to the parent."""

    def shape(self) -> Shape:
        """A count for each parent."""
        return Shape(self.related, "count", self.column)

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The number."""
        context = cast("Info", info).context
        listing = self.listing(source, cast("Info", info))
        return context.loaders.load((self, type(source)), source._key, listing.counts)  # noqa: SLF001


class TotalField(Related):
    """The sum of a column over the approved records that belong to the parent; null where there is none."""

    def __init__(self, text: Text, attribute: Any, summed: Any) -> None:
        super().__init__(text, attribute)
        self.summed = summed

    def graphql_kind(self) -> Any:
        """The type on the left, wide enough for a sum."""
        kind = self.target()
        return BigInt | None if bare(kind) is int else kind

    def shape(self) -> Shape:
        """A sum for each parent."""
        return Shape(self.related, "total", self.column, (self.summed.key,))

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """The sum."""
        context = cast("Info", info).context
        listing = self.listing(source, cast("Info", info))
        codec = self.related.codecs[self.summed.key]

        async def totals(keys: list[Any]) -> list[Any]:
            found = await listing.values(keys, func.sum(self.related.column(self.summed.key)))
            return [None if value is None else codec.decode(int(value)) for value in found]

        return context.loaders.load((self, type(source)), source._key, totals)  # noqa: SLF001


def evaluated(annotation: Any, module: str) -> Any:
    """An annotation whose names are looked up in its module: `"School | None"`, `"schools.School"`, `list["Pairing"]`.

    NameError also for a name of another module that is still being imported.
    """
    if isinstance(annotation, str):
        try:
            return eval(annotation, vars(sys.modules[module]))  # noqa: S307 - the module author's own annotation
        except AttributeError as error:
            raise NameError(str(error)) from error
    if get_origin(annotation) is list:
        return list[evaluated(get_args(annotation)[0], module)]  # type: ignore[misc]
    return annotation


def require(info: RecordInfo, request: Info) -> None:
    """Refuse a reader who has no rule at all for the record's measure."""
    access = request.context.access
    if info.readable(access):
        return
    if access.subject is None:
        raise Unauthenticated(
            "sign in: send an access token in the Authorization header",
            "请先登录：在 Authorization 请求头中提供访问令牌",
        )
    raise Forbidden(
        f"your roles give no access to {info.measure}; ask the administrator of the hub",
        f"您的角色无权查看 {info.measure} 的数据，请联系平台管理员",
    )


def load_one(
    target: RecordInfo,
    key: Any,
    info: Info | GraphQLResolveInfo[Any],
    *,
    by: str | None = None,
    known: bool = False,
    place: Hashable = None,
) -> Awaitable[Any]:
    """A row by its key, or `by` another column, with the others of the same type asked for at the same `place`."""
    context = info.context

    async def load(keys: list[Any]) -> list[Any]:
        make = maker(target)
        statement = by_key(target, context.access, keys, by=by, known=known)
        found = {row["_found"]: make(row) for row in await context.loaders.rows(statement)}
        return [found.get(k) for k in keys]

    found: Awaitable[Any] = context.loaders.load((target, by or target.key, known, place), key, load)
    return found


def completed(source: Any, info: Info, read: Callable[[Any], Any]) -> Any:
    """`read` of the instance, or of its full row once that is loaded, for one known by its key alone."""
    try:
        return read(source)
    except KeyError:
        return _complete(source, info, read)


async def complete(source: T, info: Info) -> T:
    """The same entity with all its columns loaded; a hand-written field calls it before it reads one."""
    record = info_of(type(source))
    if not record.columns.keys() <= vars(source).keys():
        row = await load_one(record, vars(source)["_key"], info, known=True)
        vars(source).update(vars(row))
    return source


async def _complete(source: Any, info: Info, read: Callable[[Any], Any]) -> Any:
    return read(await complete(source, info))


def argument(name: str, kind: Any, text: Text, default: Any = strawberry.UNSET) -> StrawberryArgument:
    """An argument of a declared field."""
    return StrawberryArgument(name, None, StrawberryAnnotation(kind), description=str(text), default=default)


def declared_over(model: Any) -> RecordInfo:
    """The declared type over a model; the first one where there are several."""
    found: RecordInfo = model.__hub_declared__
    return found


def link_of(parent: type) -> Callable[[str], Link]:
    """How rows belong to a parent of this class."""
    found: Callable[[str], Link] = parent.__hub_link__  # type: ignore[attr-defined]
    return found


def storage_of(parent: type) -> Any:
    """Under which type the keys of this class of parents are bound."""
    return parent.__hub_storage__  # type: ignore[attr-defined]
