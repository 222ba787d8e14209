"""The demo records made so far, and what each new one gets: an id, a status, days within the programme."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

from sqlalchemy.orm import class_mapper

from hub.contract import DemoContext
from hub.models import Record, Status
from modules.health.demo.people import People

R = TypeVar("R", bound=Record)
Days = tuple[date, date | None]

WHO = "demo"
STATUSES = (Status.APPROVED, Status.SUBMITTED, Status.DRAFT, Status.REJECTED, Status.WITHDRAWN)
WEIGHTS = (93, 3, 2, 1, 1)
REASONS = {
    Status.REJECTED: ("人员名单与派出函不一致，请核对后重新提交", "数据与月报不符", "起止日期填写有误"),
    Status.WITHDRAWN: ("重复填报，予以撤销", "活动取消", "误填至其他县"),
}


class Book:
    """Writes records one after another; all chance comes from one seed."""

    def __init__(self, context: DemoContext) -> None:
        self.random = Random(context.seed)  # noqa: S311 - the same records for the same seed
        self.people = People(self.random)
        self.first, self.last = context.starts_on, context.ends_on
        self.years = range(self.first.year, self.last.year + 1)
        self.counties = dict(sorted(context.counties.items()))
        self.scale = context.scale
        self._districts = context.districts
        self._sizes = {county: self.random.uniform(0.6, 1.4) for county in self.counties}
        self._made: dict[type[Record], list[Record]] = defaultdict(list)
        self._approved: dict[tuple[type[Record], str], list[Any]] = defaultdict(list)

    def add(self, model: type[R], county: str, days: Days, *, status: Status | None = None, **values: Any) -> R:
        """Write one record; without a status most are approved, and some stand elsewhere, with a reason where due."""
        status = status or self.random.choices(STATUSES, WEIGHTS)[0]
        reason = self.random.choice(REASONS[status]) if status in REASONS else None
        made = self._made[model]
        record = _instance(
            model,
            values
            | {"id": len(made) + 1, "county_code": county, "starts_on": days[0], "ends_on": days[1]}
            | {"status": status, "status_reason": reason, "synthetic": True}
            | {"created_by": WHO, "updated_by": WHO, "authors": [WHO]},
        )
        made.append(record)
        if status is Status.APPROVED:
            self._approved[model, county].append(record)
        return record

    def approved(self, model: type[R], county: str) -> list[R]:
        """The approved records of a county in one table so far: what others may refer to."""
        return self._approved[model, county]

    def records(self) -> list[Record]:
        """Everything, table by table, in the order in which the tables were begun."""
        return [record for made in self._made.values() for record in made]

    def each(self, mean: float) -> Iterator[tuple[str, int]]:
        """A county and a year, `mean` times for each pair on average, more often for larger counties."""
        for county, size in self._sizes.items():
            for year in self.years:
                for _ in range(self.times(mean * size)):
                    yield county, year

    def times(self, mean: float) -> int:
        """A whole number around `mean` times the scale."""
        return int(mean * self.scale + self.random.random())

    def days(self, year: int, months: tuple[int, ...], least: int, most: int) -> tuple[date, date]:
        """A period that begins in one of the months and lasts so many days, cut to the programme."""
        begin = date(year, self.random.choice(months), self.random.randint(1, 28))
        return self.within(begin, self.random.randint(least, most))

    def within(self, begin: date, lasts: int) -> tuple[date, date]:
        """A period of so many days, cut to the programme."""
        first = min(max(begin, self.first), self.last)
        return first, min(first + timedelta(days=lasts - 1), self.last)

    def since(self, year: int, months: tuple[int, ...]) -> Days:
        """A period that begins in one of the months and has no end yet."""
        return self.days(year, months, 1, 1)[0], None

    def district(self, county: str) -> str | None:
        """Mostly a district paired with the county; now and then none, for what is directly under the city."""
        paired = self._districts.get(county, ())
        return self.random.choice(paired) if paired and self.chance(0.8) else None

    def chance(self, share: float) -> bool:
        """True for about this share of the calls."""
        return self.random.random() < share


def _instance(model: type[R], values: dict[str, Any]) -> R:
    """A record as the ORM makes one of a row: SQLModel's constructor takes 50 times as long, which 12,000 feel."""
    made: R = class_mapper(model).class_manager.new_instance()
    made.__dict__.update(_defaults(model), **values)
    return made


@cache
def _defaults(model: Any) -> dict[str, Any]:
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}
