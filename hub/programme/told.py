"""Fields that are told, not read: from the plan's facts, the definitions, and what is counted for them.

Such a field says first what has to be counted (`asks`), and then, with that, what it is (`tells`). The ordinary path
does one after the other; a compiled plan asks for all fields of an operation at once (`hub.query.plan.telling`).
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Protocol, TypeVar, dataclass_transform

import strawberry
from strawberry.types.arguments import StrawberryArgument

from hub.context import HubContext, Info
from hub.fields import take_annotations
from hub.programme.asked import answered
from hub.programme.measuring import Found, Question
from hub.query.fields import Declared
from hub.texts import Text

C = TypeVar("C", bound=type)


class Asking(Protocol):
    """Who asks: all that a told field knows of the request."""

    @property
    def context(self) -> HubContext:
        """The request."""


Given = dict[str, Any]
"""Arguments by their names in GraphQL."""
Asks = Callable[[Any, Asking, Given], Iterable[Question]]
Tells = Callable[[Any, Asking, Given, Found], Any]


Promises = Callable[[Any, Asking, Given], Any]


def nothing(_source: Any, _asking: Asking, _given: Given) -> Iterable[Question]:
    """Nothing has to be counted."""
    return ()


class ToldField(Declared):
    """A told field of a type; on an entity, `keys` are the labels of its columns that `asks` and `tells` look at."""

    def __init__(
        self,
        text: Text,
        tells: Tells,
        *,
        asks: Asks = nothing,
        promises: Promises | None = None,
        counted: Collection[str] = (),
        arguments: Sequence[StrawberryArgument] = (),
        keys: Sequence[str] = ("_key",),
        sources: Callable[[Asking, str | None], Iterable[Any]] | None = None,
    ) -> None:
        super().__init__(text, "")
        self.asks, self.tells, self.keys = asks, tells, tuple(keys)
        self.counted = frozenset(counted)
        """The fields of the value, by name in GraphQL, for which `asks` asks; empty: for whatever is selected."""
        self.promises: Promises = promises or (lambda source, asking, given: tells(source, asking, given, {}))
        """What stands for the value before anything is counted, for fields of the value that ask in their turn."""
        self.sources = sources
        """All that could be a source, or those of one measure: for these is counted before rows are known."""
        self.given = list(arguments)

    @property
    def arguments(self) -> list[StrawberryArgument]:
        """Those given."""
        return self.given

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None:
        """Given above."""

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """What is told, after counting where that has to be done."""
        assert info is not None
        if questions := list(self.asks(source, info, kwargs)):
            return self._counted(source, info, kwargs, questions)
        return self.tells(source, info, kwargs, {})

    async def _counted(self, source: Any, info: Info, given: Given, questions: list[Question]) -> Any:
        return self.tells(source, info, given, await answered(questions, info.context))


def told(text: str, tells: Tells, *, zh: str, **more: Any) -> Any:
    """A told field, declared as the fields of `hub.fields` are."""
    return ToldField(Text(text, zh), tells, **more)


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def told_type(text: str, *, zh: str) -> Callable[[C], C]:
    """Declare a type whose instances are made from the plan's facts and counts, never from a row."""

    def declare(declared: C) -> C:
        take_annotations(declared)
        return strawberry.type(declared, description=str(Text(text, zh)))

    return declare
