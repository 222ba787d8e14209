"""Writing loans and their entries as a county and the finance office do, and adding entries up in plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import Any

from hub.models import Record
from hub.testing.client import HubClient
from modules.finance import models as rows
from tests.modules.desk import write
from tests.modules.finance.samples import OFFICE, TYPES, WRITER, given

REASON = {"reason": "受灾减收"}
LOAN = "id revision status stage stageOn stageReason dueOn endsOn balance"
_NUMBERS = count(1)
SIGNS = {"DRAWDOWN": 1, "REPAYMENT": -1, "WRITE_OFF": -1}


@dataclass(frozen=True)
class Ledger:
    """A hub, and the loans written in it."""

    hub: HubClient

    async def applied(self) -> Any:
        """A new loan, approved, applied for on 2018-01-01."""
        return await self.approved(rows.Loan, await self.drafted())

    async def drafted(self) -> Any:
        """The same as a draft, under a number of its own."""
        return (await self.create(rows.Loan, number=f"第{next(_NUMBERS)}号", startsOn="2018-01-01"))["record"]

    async def drawn(self, amount: str = "100000.00") -> Any:
        """A new loan of which all is drawn."""
        loan = await self.applied()
        await self.book(loan, "GRANT", "2018-02-01", amount)
        await self.book(loan, "DRAWDOWN", "2018-02-02", amount)
        return loan

    async def book(self, loan: Any, kind: str, day: str, amount: str = "0", **more: Any) -> Any:
        """A new entry, approved."""
        draft = (await self.draft(loan, kind, day, amount, **more))["record"]
        return await self.approved(rows.LoanEntry, draft)

    async def draft(self, loan: Any, kind: str, day: str, amount: str = "0", **more: Any) -> Any:
        """The payload of a new entry; a grant has its due day, and what goes wrong a reason."""
        due = {"dueOn": "2020-02-01" if kind == "GRANT" else None}
        reason = REASON if kind in {"REFUSAL", "OVERDUE", "WRITE_OFF"} else {}
        values = {"loan": loan["id"], "kind": kind, "amount": amount, "startsOn": day, "endsOn": day}
        return await self.create(rows.LoanEntry, **(values | due | reason | more))

    async def create(self, model: type[Record], **changes: Any) -> Any:
        """The payload of a create."""
        return await write(self.hub, TYPES[model], "Create", given(model, **changes), as_=WRITER)

    async def approved(self, model: type[Record], draft: Any) -> Any:
        """The draft, submitted and approved."""
        submitted = (await self.step(model, "Submit", draft))["record"]
        payload = await self.step(model, "Approve", submitted, as_=OFFICE)
        assert payload["userErrors"] == []
        return payload["record"]

    async def step(self, model: type[Record], action: str, record: Any, *, as_: str = WRITER, **more: Any) -> Any:
        """The payload of a step in a record's life."""
        name = model.__name__
        field = f"{name[0].lower()}{name[1:]}"
        written = {"id": record["id"], "revision": record["revision"], **more}
        return await self.hub.write(f"{field}{action}", written, f"record: {field} {{ id revision status }}", as_=as_)

    async def withdraw(self, model: type[Record], record: Any) -> Any:
        """The payload of a withdrawal."""
        return await self.step(model, "Withdraw", record, as_=OFFICE, reason="填错")

    async def read(self, loan: Any) -> Any:
        """The loan as the finance office sees it, with its entries."""
        query = (
            f"query($id: ID!) {{ loan(id: $id) {{ {LOAN}"
            " entries(first: 100) { nodes { kind amount status startsOn } } } }"
        )
        return (await self.hub.ask(query, {"id": loan["id"]}, as_=OFFICE))["loan"]


def owed(entries: Iterable[Mapping[str, Any]]) -> Decimal:
    """What the approved entries add up to."""
    counted = (entry for entry in entries if entry["status"] == "APPROVED")
    return sum((SIGNS.get(entry["kind"], 0) * Decimal(entry["amount"]) for entry in counted), Decimal(0))


def errors(payload: Any) -> list[tuple[str, str]]:
    """Where and why a write was refused."""
    assert payload["record"] is None
    assert all(error["message"] for error in payload["userErrors"])
    return [(error["field"][-1], error["code"]) for error in payload["userErrors"]]
