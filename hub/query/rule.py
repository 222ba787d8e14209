"""The rule of a hand-written field: a reader without any for its measure is refused before the resolver runs."""

from typing import Any

from strawberry.extensions.field_extension import AsyncExtensionResolver, FieldExtension, SyncExtensionResolver

from hub.auth.access import Act
from hub.context import Info
from hub.query.relations import refuse


class UnderRule(FieldExtension):
    """Lets the resolver run for who may read something of the measure."""

    def __init__(self, measure: str) -> None:
        self.measure = measure

    def resolve(self, next_: SyncExtensionResolver, source: Any, info: Any, **given: Any) -> Any:
        """Refuse, or run the resolver."""
        self._check(info)
        return next_(source, info, **given)

    async def resolve_async(self, next_: AsyncExtensionResolver, source: Any, info: Any, **given: Any) -> Any:
        """Refuse, or run the resolver."""
        self._check(info)
        return await next_(source, info, **given)

    def _check(self, info: Info) -> None:
        if not info.context.access.reach(self.measure, Act.READ):
            refuse(self.measure, info)
