"""Rows of a declared type by their keys, and entities of which so far only the key is known."""

from collections.abc import Awaitable, Callable, Hashable
from functools import partial
from typing import Any, TypeVar

from graphql import GraphQLResolveInfo
from sqlalchemy import BindParameter

from hub.auth.access import Access
from hub.context import Info
from hub.query.awaited import Awaited
from hub.query.loaders import Selects
from hub.query.prepared import PREPARED
from hub.query.record import RecordInfo, info_of
from hub.query.rows import maker
from hub.query.select import by_key, keys_of

T = TypeVar("T")


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
        build = partial(_by_key, target, context.access, keys, by=by, known=known)
        statement = PREPARED.statement(context.access, (target, by, known), [keys], build)
        found = {row["_found"]: make(row) for row in await context.loaders.fetch(*statement)}
        return [found.get(k) for k in keys]

    found: Awaitable[Any] = context.loaders.load((target, by or target.key, known, place), key, load)
    return found


def _by_key(
    target: RecordInfo, access: Access, keys: list[Any], *, by: str | None, known: bool
) -> tuple[Selects, list[BindParameter[Any]]]:
    bound = keys_of(target.codecs[by or target.key].storage, keys)
    return by_key(target, access, bound, by=by, known=known), [bound]


def completed(source: Any, info: Info, read: Callable[[Any], Any]) -> Any:
    """`read` of the instance, or of its full row once that is loaded, for one known by its key alone."""
    try:
        return read(source)
    except KeyError:
        return Awaited(_read_complete, source, info, read)


async def complete(source: T, info: Info) -> T:
    """The same entity with all its columns loaded; a hand-written field calls it before it reads one."""
    record = info_of(type(source))
    if not record.columns.keys() <= vars(source).keys():
        row = await load_one(record, vars(source)["_key"], info, known=True)
        vars(source).update(vars(row))
    return source


async def _read_complete(source: Any, info: Info, read: Callable[[Any], Any]) -> Any:
    return read(await complete(source, info))
