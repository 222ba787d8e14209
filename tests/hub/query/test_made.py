"""Types made from data are Strawberry's own: printed, filled in and read like those that are written as classes."""

from typing import Any

import pytest
import strawberry
from strawberry.types.arguments import StrawberryArgument

from hub.query.fields import Declared, argument
from hub.query.inputs import choice_type, given
from hub.query.made import Part, fields_of, input_type, object_type
from hub.query.resolvers import shorten
from hub.texts import Text

KIND = choice_type("Kind", {"wide": Text("Wide", "宽"), "deep": Text("Deep", "深")}, Text("A kind", "种类"))
WHICH = input_type(
    "Which",
    (
        given("in", list[int], Text("One of", "之一")),
        given("kind", KIND, Text("Its kind", "种类"), default=KIND.DEEP),
        given("number", int, Text("Its number", "编号"), required=True),
    ),
    Text("Which ones", "哪些"),
)
fields_of(WHICH).append(given("not", WHICH, Text("Not these", "除外")))
ROW = object_type("Row", [Part("row_number", int, Text("Its number", "编号"))], Text("A row", "一行"))


class Asked(Declared):
    """Remembers what it was given."""

    def __init__(self) -> None:
        super().__init__(Text("What was asked", "所问"))
        self.python_name = "asked"
        self.annotated(bool, __name__)
        self.given: dict[str, Any] = {}

    @property
    def arguments(self) -> list[StrawberryArgument]:
        return [argument("which_ones", WHICH | None, Text("Which", "哪些"))]

    @arguments.setter
    def arguments(self, value: list[StrawberryArgument]) -> None: ...

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> bool:  # noqa: ARG002
        self.given = kwargs
        return True


ASKED = Asked()


@pytest.fixture
def schema() -> strawberry.Schema:
    def rows(_source: Any, _info: Any) -> list[Any]:
        return [ROW(row_number=number) for number in (1, 2)]

    parts = (Part("rows", list[ROW], Text("Rows", "各行"), read=rows), ASKED)  # type: ignore[valid-type]
    built = strawberry.Schema(object_type("Query", parts, Text("All", "全部")))
    shorten(built._schema)
    return built


def test_a_made_field_is_read_by_its_function_or_from_the_attribute_of_its_name(schema: strawberry.Schema) -> None:
    assert schema.execute_sync("{ rows { rowNumber } }").data == {"rows": [{"rowNumber": 1}, {"rowNumber": 2}]}


def test_an_input_comes_as_the_client_wrote_it_with_enumerations_read_and_nothing_added(
    schema: strawberry.Schema,
) -> None:
    wrote = "{ asked(whichOnes: {number: 1, in: null, not: {number: 2, kind: WIDE, not: {number: 3, in: [4, 5]}}}) }"
    assert schema.execute_sync(wrote).errors is None
    deep, wide = KIND.DEEP, KIND.WIDE
    third = {"number": 3, "in": [4, 5], "kind": deep}
    second = {"number": 2, "kind": wide, "not": third}
    assert ASKED.given == {"whichOnes": {"number": 1, "in": None, "kind": deep, "not": second}}
    assert schema.execute_sync("{ asked }").errors is None
    assert ASKED.given == {}


@pytest.mark.parametrize("wrong", ["{}", "{number: null}", "{number: 1, kind: FLAT}", "{number: 1, and: 2}"])
def test_what_an_input_does_not_take_is_refused(schema: strawberry.Schema, wrong: str) -> None:
    ASKED.given = {"nothing": "ran"}
    assert schema.execute_sync(f"{{ asked(whichOnes: {wrong}) }}").errors
    assert ASKED.given == {"nothing": "ran"}


def test_made_types_are_printed_with_both_languages(schema: strawberry.Schema) -> None:
    sdl = schema.as_str()
    assert '"""A row (一行)"""\ntype Row {\n  """Its number (编号)"""\n  rowNumber: Int!\n}' in sdl
    assert '"""Its kind (种类)"""\n  kind: Kind = DEEP' in sdl
    assert '"""Deep (深)"""\n  DEEP' in sdl
