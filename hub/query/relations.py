"""The declared fields that lead to other rows: to-one, plain list, count and total."""

from collections.abc import Callable, Mapping
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, NoReturn, cast, get_args

from sqlalchemy import func, true

from hub.auth.access import SYSTEM
from hub.context import Info
from hub.errors import Forbidden, Unauthenticated
from hub.query.codecs import bare
from hub.query.fields import Declared, Read
from hub.query.listing import Listing
from hub.query.loaders import Loaders
from hub.query.loading import completed, load_one
from hub.query.order import terms_of
from hub.query.record import RecordInfo, Shape, info_of
from hub.query.rows import reference
from hub.query.scalars import BigInt
from hub.query.select import Link, Page, through
from hub.records.status import Status
from hub.texts import Language, Text


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

    def at_hand(self, given: Mapping[str, Any], language: Language) -> Read | None:  # noqa: ARG002
        """The target, if it was loaded ahead."""
        return itemgetter(self.label)

    def _target(self, key: Any, info: Info) -> Any:
        if key is None:
            return None
        target = info_of(self.points_at)
        return reference(target.declared, key) if target.measure is None else load_one(target, key, info)


class Related(Declared):
    """A field over the rows that belong to the parent: a list, a count or a total."""

    @property
    def related(self) -> RecordInfo:
        """The record type whose rows they are."""
        return declared_over(self.model)

    @property
    def measure(self) -> str | None:
        """The measure of the rows."""
        return self.related.measure

    def link(self, parent: type) -> Link:
        """How the rows belong to a parent of this class: by the column, or by what the parent's entity says."""
        return _link(parent, self.column)

    def listing(self, source: Any, info: Info) -> Listing:
        """The list of this field, shared by all parents at this place of the operation."""
        access = info.context.access
        require(self.related, info)
        parent = type(source)
        name = (self, parent, "all")
        return cast("Listing", info.context.loaders.once(name, lambda: self._all(source, access, info.context.loaders)))

    def _all(self, source: Any, access: Any, loaders: Loaders) -> Listing:
        settled = self.related.column("status") == Status.APPROVED.name
        return Listing(
            self.related, access, loaders, settled, link=self.link(type(source)), storage=storage_of(type(source))
        )


class ManyField(Related):
    """A plain list of a bounded set of rows of the programme, which are public."""

    def __init__(self, text: Text, attribute: Any, via: Link | None, *, public: bool) -> None:
        super().__init__(text, attribute)
        self.via = via
        self.public = public

    def link(self, parent: type) -> Link:  # noqa: ARG002
        """How the rows belong to a parent of this class."""
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
        record, link, storage = self.related, self.link(type(source)), storage_of(type(source))
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


def require(info: RecordInfo, request: Info) -> None:
    """Refuse a reader who has no rule at all for the record's measure."""
    if info.measure is not None and not info.readable(request.context.access):
        refuse(info.measure, request)


def refuse(measure: str, request: Info) -> NoReturn:
    """Refuse a reader who has no rule at all for a measure."""
    if request.context.access.subject is None:
        raise Unauthenticated(
            "sign in: send an access token in the Authorization header",
            "请先登录：在 Authorization 请求头中提供访问令牌",
            measure=measure,
        )
    raise Forbidden(
        f"your roles give no access to {measure}; ask the administrator of the hub",
        f"您的角色无权查看 {measure} 的数据，请联系平台管理员",
        measure=measure,
    )


def declared_over(model: Any) -> RecordInfo:
    """The declared type over a model; the first one where there are several."""
    found: RecordInfo = model.__hub_declared__
    return found


def link_of(parent: type) -> Callable[[str], Link]:
    """How rows belong to a parent of this class."""
    found: Callable[[str], Link] = parent.__hub_link__  # type: ignore[attr-defined]
    return found


@cache
def _link(parent: type, column: str) -> Link:
    return link_of(parent)(column)


def storage_of(parent: type) -> Any:
    """Under which type the keys of this class of parents are bound."""
    return parent.__hub_storage__  # type: ignore[attr-defined]
