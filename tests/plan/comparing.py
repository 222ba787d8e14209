"""The same question asked of a hub with plans and of one without, and what their answers have in common."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from hub.testing.client import HubClient


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks, None for nobody, in which language, and for which purpose."""

    client: str | None
    language: str = "en"
    purpose: str | None = None

    async def headers(self, hub: HubClient) -> dict[str, str]:
        """The headers that say so."""
        found = {"accept-language": self.language}
        if self.client is not None:
            found["authorization"] = f"Bearer {await hub.token(self.client)}"
        return found if self.purpose is None else {**found, "x-purpose": self.purpose}


CASEWORK = Reader("tianlin-county", purpose="service-delivery")
"""Sees personal data of its county."""


@dataclass(frozen=True, slots=True)
class Question:
    """One operation, asked by one reader."""

    text: str
    variables: Mapping[str, Any]
    reader: Reader

    def __str__(self) -> str:
        return f"{self.reader}\n{json.dumps(self.variables, ensure_ascii=False)}\n{self.text}"


class Answer(msgspec.Struct):
    """An answer: the bytes of its data, and its errors."""

    data: msgspec.Raw = msgspec.Raw(b"null")
    errors: list[dict[str, Any]] = msgspec.field(default_factory=list)

    @property
    def told(self) -> tuple[bytes, frozenset[tuple[str, str]]]:
        """What both hubs must agree in: the data byte for byte, and path and code of each error."""
        data = msgspec.json.decode(bytes(self.data)) if self.errors else None
        codes = [(json.dumps(_place(data, error.get("path"))), error["extensions"]["code"]) for error in self.errors]
        return bytes(self.data), frozenset(codes)


def _place(data: Any, path: Sequence[str | int] | None) -> list[str | int] | None:
    """The path of an error, but for the rows below a null: which fails first, and cancels the others, is chance."""
    if path is None:
        return None
    kept: list[str | int] = []
    for part in path:
        if data is not None:
            data = data[part]
        elif isinstance(part, int):
            continue
        kept.append(part)
    return kept


@dataclass
class Pair:
    """Two hubs over one database."""

    planned: HubClient
    ordinary: HubClient
    asked: int = 0
    faultless: bool = True
    """Whether planning may never fail by a fault of its own, as it does over tables that aren't those of the models."""

    async def ask(self, question: Question) -> tuple[bytes, bytes]:
        """The bytes that each of them answers."""
        self.asked += 1
        faults = self.planned.plan_faults
        planned = await _post(self.planned, question)
        assert self.planned.plan_faults == faults or not self.faultless, f"planning failed, see the log:\n{question}"
        return planned, await _post(self.ordinary, question)

    async def differ(self, question: Question) -> bool:
        """Whether their answers do."""
        return not same(*await self.ask(question))

    @property
    def by_plan(self) -> int:
        """How many answers were a plan's."""
        planner = self.planned.hub.planner
        assert planner is not None
        return int(planner.numbers()["plan_answers"])


def same(planned: bytes, ordinary: bytes) -> bool:
    """Whether two answers are alike: byte for byte, or but for the words of their errors."""
    return planned == ordinary or answer_of(planned).told == answer_of(ordinary).told


def answer_of(body: bytes) -> Answer:
    """An answer, read."""
    return msgspec.json.decode(body, type=Answer)


async def _post(hub: HubClient, question: Question) -> bytes:
    body = {"query": question.text, "variables": dict(question.variables)}
    answer = await hub.http.post("/graphql", json=body, headers=await question.reader.headers(hub))
    return answer.content
