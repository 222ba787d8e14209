"""Which path answers an operation, and what a client is told of it on request."""

from collections.abc import Mapping
from typing import Any, Protocol

from graphql import DocumentNode, OperationDefinitionNode

from hub.endpoint.asked import Wishes
from hub.endpoint.documents import Document
from hub.endpoint.errors import Refusal, refusal_of
from hub.endpoint.limits import Limits, Size
from hub.endpoint.logs import logger
from hub.endpoint.record import Record
from hub.errors import TooSlow
from hub.query.plan.planned import Planned
from hub.texts import Language, Text

OFF = Text("plans are switched off", "编译计划已关闭")
MISPLANNED = Text("planning failed; the log says why", "编译失败，原因见日志")

log = logger("hub.view")


class Plans(Protocol):
    """What answers operations by compiled plans; see `hub.query.plan`."""

    def prepare(self, document: DocumentNode, operation: OperationDefinitionNode) -> Any:
        """What can be known of an operation before it is asked for."""

    async def answer(self, prepared: Any, variables: Mapping[str, Any], context: Any) -> Planned:
        """What a plan answers, and what is left to the ordinary path; raises TooSlow."""

    def numbers(self) -> Mapping[str, float]:
        """The state of what is kept, for the metrics."""


async def planned(
    plans: Plans | None,
    document: Document,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    context: Any,
    *,
    record: Record,
) -> Planned:
    """What a plan answers; a fault in planning costs nobody an answer, and is logged and counted."""
    if plans is None:
        return Planned(rest=document.ast, reason=OFF)
    try:
        return await plans.answer(document.prepared(operation, plans.prepare), variables, context)
    except TooSlow as error:
        raise Refusal(503, refusal_of(error).faults) from error
    except Exception as error:
        log.exception("planning failed", exc_info=error)
        record.misplanned = True
        return Planned(rest=document.ast, reason=MISPLANNED)


def told(wishes: Wishes, found: Planned, size: Size, limits: Limits, language: Language) -> dict[str, Any]:
    """The `extensions` of the answer that the client wished for."""
    extensions: dict[str, Any] = {}
    if wishes.plan:
        reason = {} if found.reason is None else {"reason": found.reason.say(language)}
        extensions["plan"] = {"path": found.path, **reason}
    if wishes.cost:
        extensions["cost"] = {"complexity": size.cost, "limit": limits.complexity}
    return {"extensions": extensions} if extensions else {}
