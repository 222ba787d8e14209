"""How a question reaches each server, and the check that its answer is the hub's."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import httpx
import psutil

from bench.exchange import HOST, Exchange, Unfit, message
from bench.peers.questions import Ask, Question, normal
from bench.served import Served

Request = Callable[[Question, Ask], tuple[Mapping[str, str], bytes]]
"""The headers and the body that ask a question."""


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers."""

    name: str
    process: psutil.Process
    port: int
    request: Request

    def answer(self, question: Question, ask: Ask) -> tuple[object, Exchange]:
        """The data in the one form that all answers are compared in, and the request with the size of its answer.

        Raises `Unfit` for anything but an answer without errors.
        """
        headers, body = self.request(question, ask)
        named = {"content-type": "application/json", "accept-encoding": "identity", **headers}
        answer = _http().post(f"http://{HOST}:{self.port}/graphql", content=body, headers=named)
        if answer.status_code != httpx.codes.OK or "errors" in answer.json():
            raise Unfit(f"{self.name} on {question.name!r}: {answer.status_code} {answer.text[:500]}")
        return normal(answer.json()["data"]), Exchange(message(self.port, headers, body), len(answer.content))


@cache
def _http() -> httpx.Client:
    return httpx.Client(trust_env=False, timeout=30)


def to_hub(hub: Served) -> Request:
    """A question under the token of the client who asks."""
    return lambda question, ask: (hub.headers(ask.client), question.graphql("hub", ask))


def graphql(server: str) -> Request:
    """A question as a GraphQL server words it, which knows nothing of tokens."""
    return lambda question, ask: ({}, question.graphql(server, ask))


def by_statement(question: Question, ask: Ask) -> tuple[Mapping[str, str], bytes]:
    """A question by the name of a statement that is written by hand."""
    return {}, question.statement_body(ask)


def by_name(question: Question, ask: Ask) -> tuple[Mapping[str, str], bytes]:
    """A question by a name of its own, which costs nothing to read."""
    return {}, f"{question.name} {ask.client} {dict(ask.variables)}".encode()


def compared(servers: list[Running], question: Question) -> dict[str, list[Exchange]]:
    """Every variant of a question asked of every server, by its name; raises `Unfit` where two answers differ."""
    exchanges: dict[str, list[Exchange]] = {server.name: [] for server in servers}
    for ask in question.asks:
        answers = {server.name: server.answer(question, ask) for server in servers}
        expected, _ = answers[servers[0].name]
        for name, (found, exchange) in answers.items():
            if not found or found != expected:
                raise Unfit(f"{name} answers {question.name!r} {dict(ask.variables)} otherwise than {servers[0].name}")
            exchanges[name].append(exchange)
    return exchanges
