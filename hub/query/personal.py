"""A declared field over personal data: its mask, or, for who may and says why, its value, which is then counted.

A row holds the mask under the field's name, so that hand-written code has nothing else, and the value beside it only
where the reader may see it (`RecordInfo.selected`). The count goes to the audit trail before the answer leaves.
"""

from collections.abc import Mapping
from typing import Any, cast

from hub.context import Info
from hub.query.at_hand import NotAtHandError
from hub.query.fields import ColumnField, Read
from hub.query.marks import PERSONAL
from hub.query.masks import OPEN
from hub.texts import Language, Text


class PersonalField(ColumnField):
    """A column that holds personal data."""

    def __init__(self, text: Text, attribute: Any, *, deprecated: str | None = None) -> None:
        described = Text(
            f"{text.en} Personal data: masked unless role and purpose allow more.", f"{text.zh}，个人信息，默认脱敏"
        )
        super().__init__(described, attribute, personal=True, deprecated=deprecated)
        self.plain = text

    @property
    def directives(self) -> list[object]:
        """`@personal`."""
        return [PERSONAL]

    @directives.setter
    def directives(self, value: list[object]) -> None:
        """Said above."""

    @property
    def is_basic_field(self) -> bool:
        """To show it may have to be told of."""
        return False

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: Any) -> Any:  # noqa: ARG002
        """What the reader may see."""
        values = source.__dict__
        value = values.get(OPEN + self.python_name)
        if value is None:
            return values[self.python_name]
        cast("Info", info).context.ledger.disclosed(type(source).__name__)
        return value

    def at_hand(self, given: Mapping[str, Any], language: Language) -> Read | None:  # noqa: ARG002
        """The mask; what is told of has to be resolved."""
        return self._masked

    def _masked(self, values: Mapping[str, Any]) -> Any:
        if values.get(OPEN + self.python_name) is not None:
            raise NotAtHandError
        return values[self.python_name]
