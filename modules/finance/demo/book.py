"""The demo records made so far, and what each new one gets: an id, a status, days within the programme."""

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

from sqlalchemy.orm import class_mapper

from hub.contract import DemoContext
from hub.models import Record, Status
from modules.finance.demo.people import People

R = TypeVar("R", bound=Record)
Days = tuple[date, date | None]

WHO = "demo"
STATUSES = (Status.APPROVED, Status.SUBMITTED, Status.DRAFT, Status.REJECTED, Status.WITHDRAWN)
WEIGHTS = (94, 2.5, 1.5, 1, 1)
REASONS = {
    Status.REJECTED: ("金额与凭证不符，请核对后重新提交", "附件不全", "日期填写有误"),
    Status.WITHDRAWN: ("重复填报，予以撤销", "误填至其他县", "资金调整，原记录作废"),
}


class Book:
    """Writes records one after another; all chance comes from one seed."""

    def __init__(self, context: DemoContext) -> None:
        self.random = Random(f"finance {context.seed}")  # noqa: S311 - the same records for the same seed
        self.people = People(self.random)
        self.first, self.last = context.starts_on, context.ends_on
        self.years = range(self.first.year, self.last.year + 1)
        self.counties = dict(sorted(context.counties.items()))
        self.districts = context.districts
        self.scale = context.scale
        self._made: dict[type[Record], list[Any]] = {}

    def add(self, model: type[R], county: str, days: Days, *, status: Status | None = None, **values: Any) -> R:
        """Write one record; without a status most are approved, and some stand elsewhere, with a reason where due."""
        made = self._made.setdefault(model, [])
        status = status or self.random.choices(STATUSES, WEIGHTS)[0]
        reason = self.random.choice(REASONS[status]) if status in REASONS else None
        record = _instance(
            model,
            values
            | {"id": len(made) + 1, "county_code": county, "starts_on": days[0], "ends_on": days[1]}
            | {"status": status, "status_reason": reason, "synthetic": True}
            | {"created_by": WHO, "updated_by": WHO, "authors": [WHO]},
        )
        made.append(record)
        return record

    def of(self, model: type[R]) -> list[R]:
        """The approved records of one table so far: what others may refer to."""
        return [record for record in self._made.get(model, []) if record.status is Status.APPROVED]

    def records(self) -> list[Record]:
        """Everything, table by table, in the order in which the tables were begun."""
        return [record for made in self._made.values() for record in made]

    def times(self, mean: float) -> int:
        """A whole number around `mean` times the scale."""
        return int(mean * self.scale + self.random.random())

    def chance(self, share: float) -> bool:
        """True for about this share of the calls."""
        return self.random.random() < share

    def day(self, year: int, months: tuple[int, ...] = tuple(range(1, 13))) -> date:
        """A day of one of the months, within the programme."""
        day = date(year, self.random.choice(months), self.random.randint(1, 28))
        return min(max(day, self.first), self.last)

    def later(self, day: date, least: int, most: int) -> date:
        """A day so many days later, which may lie after the programme."""
        return day + timedelta(days=self.random.randint(least, most))


def _instance(model: type[R], values: dict[str, Any]) -> R:
    """A record as the ORM makes one of a row: SQLModel's constructor takes 50 times as long, which thousands feel."""
    made: R = class_mapper(model).class_manager.new_instance()
    made.__dict__.update(_defaults(model), **values)
    return made


@cache
def _defaults(model: Any) -> dict[str, Any]:
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}
