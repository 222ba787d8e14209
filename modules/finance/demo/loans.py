"""Demo loans, each with the entries of its life so far; what is derived from them is set as the database derives it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hub.demo.book import Book
from hub.models import Status
from modules.finance import models as rows
from modules.finance.models import BorrowerKind, EntryKind, LoanPurpose, LoanStage

LOANS = 1.15
"""Applications of one borrower."""
REFUSALS = ("项目缺乏可行性", "信用记录不符合要求", "已有同类贷款未结清")
DELAYS = ("农产品价格下跌，资金周转困难", "遭受洪涝灾害，收成减少", "养殖疫病造成损失")
LOSSES = ("借款人去世，家庭无偿还能力", "灾害绝收，经核查无力偿还")
PROJECTS = {
    LoanPurpose.CROPS: "种植核桃、芒果等经济作物",
    LoanPurpose.LIVESTOCK: "养殖肉牛、香猪和林下鸡",
    LoanPurpose.PROCESSING: "茶油和红薯加工",
    LoanPurpose.TRADE: "农产品收购和运输",
    LoanPurpose.TOURISM: "农家乐和民宿改造",
    LoanPurpose.HANDICRAFT: "壮锦和竹编制作",
}
SIZES = {
    BorrowerKind.POOR_HOUSEHOLD: (10, 50),
    BorrowerKind.LARGE_FARMER: (50, 300),
    BorrowerKind.COOPERATIVE: (200, 2_000),
    BorrowerKind.MICRO_ENTERPRISE: (100, 1_000),
}
"""What is asked for, thousands of CNY."""
PENDING = (Status.SUBMITTED, Status.DRAFT, Status.REJECTED)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Event:
    """An entry to be written."""

    kind: EntryKind
    on: date
    amount: Decimal = Decimal(0)
    interest: Decimal = Decimal(0)
    due_on: date | None = None
    reason: str | None = None


def fill(book: Book) -> None:
    """Write the loans, then the entries of those that are approved."""
    products: dict[str, list[rows.CreditProduct]] = {}
    for product in book.approved(rows.CreditProduct):
        products.setdefault(product.county_code, []).append(product)
    for borrower in book.approved(rows.Borrower):
        for number in range(1 + book.chance(LOANS - 1)):
            _apply(book, borrower, products[borrower.county_code], number)
    for loan in book.approved(rows.Loan):
        events = [event for event in _life(book, loan) if event.on <= book.last]
        _settle(loan, list(_entries(book, loan, events)))


def _apply(book: Book, borrower: rows.Borrower, products: Sequence[rows.CreditProduct], number: int) -> None:
    fitting = [product for product in products if product.borrower_kind in (None, borrower.kind)]
    purpose = book.random.choice(list(PROJECTS))
    applied = book.later(borrower.starts_on, 0, 90) if not number else book.later(borrower.starts_on, 400, 700)
    if not fitting or applied > book.last:
        return
    product = book.random.choice(fitting)
    asked = Decimal(book.random.randint(*SIZES[borrower.kind])) * 1000
    book.add(
        rows.Loan,
        borrower.county_code,
        (applied, None),
        number=f"{borrower.county_code}-{applied.year}-{borrower.id:06d}-{number + 1}",
        borrower_id=borrower.id,
        product_id=product.id,
        purpose=purpose,
        project=PROJECTS[purpose],
        requested_amount=min(asked, product.max_amount),
    )


def _life(book: Book, loan: rows.Loan) -> Iterator[Event]:
    """What happens to a loan, also after the programme."""
    decided = book.later(loan.starts_on, 5, 40)
    if book.chance(0.06):
        return
    if book.chance(0.1):
        yield Event(EntryKind.REFUSAL, decided, reason=book.random.choice(REFUSALS))
        return
    granted = loan.requested_amount * book.random.choice((6, 8, 10, 10, 10)) / 10
    due = book.later(decided, 360, 1080)
    yield Event(EntryKind.GRANT, decided, granted, due_on=due)
    if not book.chance(0.04):
        yield from _drawn(book, decided, due, granted)


def _drawn(book: Book, decided: date, due: date, granted: Decimal) -> Iterator[Event]:
    """Paid out at once or in two parts, then repaid: a part on the way, or all when due."""
    parts = (granted,) if book.chance(0.85) else (granted * 6 / 10, granted * 3 / 10)
    day = decided
    for part in parts:
        day = book.later(day, 1, 25)
        yield Event(EntryKind.DRAWDOWN, day, part)
    balance = sum(parts, Decimal(0))
    if book.chance(0.3):
        back = (balance * book.random.randint(10, 60) / 100).quantize(CENT)
        yield Event(EntryKind.REPAYMENT, book.later(day, 60, 300), back, _interest(book, balance))
        balance -= back
    yield from _ended(book, due, balance) if book.chance(0.92) else _delayed(book, due, balance)


def _ended(book: Book, due: date, balance: Decimal) -> Iterator[Event]:
    yield Event(EntryKind.REPAYMENT, due, balance, _interest(book, balance))


def _delayed(book: Book, due: date, balance: Decimal) -> Iterator[Event]:
    """Overdue, then paid back late, given up in part, or neither yet."""
    yield Event(EntryKind.OVERDUE, book.later(due, 1, 5), balance, reason=book.random.choice(DELAYS))
    late, fate = book.later(due, 30, 200), book.random.random()
    if fate < 0.6:  # noqa: PLR2004
        yield Event(EntryKind.REPAYMENT, late, balance, _interest(book, balance))
    elif fate < 0.8:  # noqa: PLR2004
        saved = (balance / 4).quantize(CENT)
        yield Event(EntryKind.REPAYMENT, late, saved, _interest(book, saved))
        yield Event(EntryKind.WRITE_OFF, book.later(late, 30, 90), balance - saved, reason=book.random.choice(LOSSES))


def _interest(book: Book, balance: Decimal) -> Decimal:
    return (balance * book.random.randint(300, 600) / 10_000).quantize(CENT)


def _entries(book: Book, loan: rows.Loan, events: Sequence[Event]) -> Iterator[rows.LoanEntry]:
    """All approved, for later ones build on them; the last one may be pending, and a few were entered twice."""
    for event in events:
        pending = event is events[-1] and book.chance(0.08)
        status = book.random.choice(PENDING) if pending else Status.APPROVED
        yield _entry(book, loan, event, status)
        if book.chance(0.01):
            yield _entry(book, loan, event, Status.WITHDRAWN)


def _entry(book: Book, loan: rows.Loan, event: Event, status: Status) -> rows.LoanEntry:
    return book.add(
        rows.LoanEntry,
        loan.county_code,
        (event.on, event.on),
        status=status,
        loan_id=loan.id,
        kind=event.kind,
        amount=event.amount,
        interest=event.interest,
        due_on=event.due_on,
        reason=event.reason,
    )


STAGES = {
    EntryKind.GRANT: LoanStage.GRANTED,
    EntryKind.REFUSAL: LoanStage.REFUSED,
    EntryKind.DRAWDOWN: LoanStage.DRAWN,
    EntryKind.OVERDUE: LoanStage.OVERDUE,
}
ENDS = {EntryKind.REPAYMENT: LoanStage.REPAID, EntryKind.WRITE_OFF: LoanStage.WRITTEN_OFF}
SUMS = {
    EntryKind.GRANT: "granted_amount",
    EntryKind.DRAWDOWN: "drawn_amount",
    EntryKind.REPAYMENT: "repaid_amount",
    EntryKind.WRITE_OFF: "written_off_amount",
}


def _settle(loan: rows.Loan, entries: Sequence[rows.LoanEntry]) -> None:
    """What the database will derive."""
    for entry in entries:
        if entry.status is not Status.APPROVED:
            continue
        if entry.kind in SUMS:
            name = SUMS[entry.kind]
            setattr(loan, name, getattr(loan, name) + entry.amount)
        loan.balance = loan.drawn_amount - loan.repaid_amount - loan.written_off_amount
        loan.due_on = entry.due_on or loan.due_on
        _reach(loan, entry)


def _reach(loan: rows.Loan, entry: rows.LoanEntry) -> None:
    ended = entry.kind in ENDS and not loan.balance
    stage = ENDS[entry.kind] if ended else STAGES.get(entry.kind, loan.stage)
    if stage is not loan.stage:
        loan.stage, loan.stage_on, loan.stage_reason = stage, entry.starts_on, entry.reason
    if ended or entry.kind is EntryKind.REFUSAL:
        loan.ends_on = entry.starts_on
