"""What an export is asked for: the parameters of its address, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from graphql import GraphQLError, GraphQLInputType
from graphql.utilities import coerce_input_value, validate_input_value
from sqlalchemy import ColumnElement, true
from starlette.requests import Request

from hub.endpoint.errors import MESSAGE_LENGTH
from hub.endpoint.requests import json_parameter, nul_in, query_parameters
from hub.errors import BadInput
from hub.query.filters import condition
from hub.query.forms import forms_of
from hub.query.record import RecordInfo
from hub.texts import Language, preferred

PARAMETERS = ("filter", "language", "header")
HEADERS = ("labels", "names")
LANGUAGES = {language.code: language for language in Language}
_FILTER = msgspec.json.Decoder(dict[str, Any] | None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows; the language of labels and names of places; whether the first line has labels, or GraphQL's names."""

    condition: ColumnElement[bool]
    language: Language
    labels: bool


def read(request: Request, info: RecordInfo, kind: GraphQLInputType) -> Wanted:
    """What the address asks for; `kind` is the record's filter input. Refusal and BadInput name a wrong field."""
    given = query_parameters(request)
    for name in sorted(given.keys() - set(PARAMETERS)):
        known = ", ".join(PARAMETERS)
        raise BadInput(f"{name}: no such parameter; there are {known}", f"{name}：没有该参数，可用 {known}", name)
    code = _chosen(given, "language", tuple(LANGUAGES), preferred(request.headers.get("accept-language")).code)
    return Wanted(
        _condition(info, json_parameter(_FILTER, given, "filter"), kind),
        LANGUAGES[code],
        _chosen(given, "header", HEADERS, HEADERS[0]) == "labels",
    )


def _chosen(given: Mapping[str, str], name: str, among: tuple[str, ...], otherwise: str) -> str:
    value = given.get(name, otherwise)
    if value not in among:
        words = ", ".join(among)
        raise BadInput(f"{name}: give one of {words}", f"{name}：请填写 {words} 之一", name)
    return value


def _condition(info: RecordInfo, given: dict[str, Any] | None, kind: GraphQLInputType) -> ColumnElement[bool]:
    """What the filter means, judged as GraphQL judges a variable of its type."""
    if given is None:
        return true()
    try:
        if place := nul_in({"filter": given}):
            raise BadInput(f"{place} contains a NUL character: remove it", f"{place} 含有空字符（NUL）：请删除", place)
        validate_input_value(given, kind, _refuse)
        return condition(info, forms_of(info.declared).filterable, coerce_input_value(given, kind))
    except RecursionError:
        raise BadInput("filter: nested too deep; flatten it", "filter：嵌套层数过多，请简化", "filter") from None


def _refuse(error: GraphQLError, path: list[str | int]) -> None:
    place, message = ".".join(["filter", *map(str, path)]), error.message[:MESSAGE_LENGTH]
    raise BadInput(f"{place}: {message}", f"{place} 不符合接口定义：{message}", place) from error
