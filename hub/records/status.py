"""The life of a record: its states, and the one table of transitions between them."""

from dataclasses import dataclass

from hub.auth.access import Act
from hub.texts import Choice, Text


class Status(Choice):
    """Where a record stands between its author and the plan's figures. (记录状态)"""

    DRAFT = Text("Being written; seen by those who may write or approve it", "草稿")
    SUBMITTED = Text("Handed in, waiting for approval", "已提交")
    APPROVED = Text("Approved; counts in indicators", "已审核")
    REJECTED = Text("Sent back with a reason; may be corrected and submitted again", "已退回")
    WITHDRAWN = Text("Taken back with a reason; kept, never counted", "已撤销")


WORKING = (Status.DRAFT, Status.REJECTED)
"""States that only those who may write or approve the record can see."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One step in a record's life: its name, from where to where, by whose right, and whether it needs a reason."""

    name: str
    sources: tuple[Status, ...]
    target: Status
    act: Act
    text: Text
    needs_reason: bool = False
    by_another: bool = False
    """Whether nobody may take the step who wrote the record."""

    def right(self, status: Status) -> Act:
        """The act that the step is from this status: what was approved is changed by those only who may approve."""
        return Act.APPROVE if status is Status.APPROVED else self.act


UPDATE = Transition(
    "update", WORKING, Status.DRAFT, Act.WRITE, Text("Change a draft or a rejected record", "修改草稿或被退回的记录")
)
CORRECT = Transition(
    "correct",
    (Status.APPROVED,),
    Status.APPROVED,
    Act.APPROVE,
    Text("Change an approved record, which stays approved", "更正已审核的记录，记录仍为已审核"),
    needs_reason=True,
    by_another=True,
)
"""What an update of an approved record is; who corrects it is no author, and may correct it again."""
TRANSITIONS = (
    Transition("submit", WORKING, Status.SUBMITTED, Act.SUBMIT, Text("Hand in for approval", "提交审核")),
    Transition(
        "approve",
        (Status.SUBMITTED,),
        Status.APPROVED,
        Act.APPROVE,
        Text("Approve a submitted record, which others wrote", "审核通过他人填报的记录"),
        by_another=True,
    ),
    Transition(
        "reject",
        (Status.SUBMITTED,),
        Status.REJECTED,
        Act.APPROVE,
        Text("Send a submitted record back with a reason", "退回已提交的记录并说明原因"),
        needs_reason=True,
    ),
    Transition(
        "withdraw",
        (Status.DRAFT, Status.SUBMITTED, Status.APPROVED, Status.REJECTED),
        Status.WITHDRAWN,
        Act.WRITE,
        Text("Take a record back with a reason; it is kept", "撤销记录并说明原因，记录仍保留"),
        needs_reason=True,
    ),
)
