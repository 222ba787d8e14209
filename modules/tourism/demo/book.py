"""The demo records made so far, and what each new one gets: an id, a status, days within the programme."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

from sqlalchemy.orm import class_mapper

from hub.contract import DemoContext
from hub.models import Record, Status

R = TypeVar("R", bound=Record)
Days = tuple[date, date | None]

WHO = "demo"
STATUSES = (Status.APPROVED, Status.SUBMITTED, Status.DRAFT, Status.REJECTED, Status.WITHDRAWN)
WEIGHTS = (92, 3, 2, 2, 1)
REASONS = {
    Status.REJECTED: ("与附件数据不一致，请核对后重新提交", "金额与拨付凭证不符", "起止日期填写有误"),
    Status.WITHDRAWN: ("重复填报，予以撤销", "活动取消", "误填至其他县"),
}


class Book:
    """Writes records one after another; all chance comes from one seed."""

    def __init__(self, context: DemoContext) -> None:
        self.random = Random(context.seed)  # noqa: S311 - the same records for the same seed
        self.first, self.last = context.starts_on, context.ends_on
        self.years = range(self.first.year, self.last.year + 1)
        self.counties = dict(sorted(context.counties.items()))
        self.bare = list(self.counties)[-1]
        self._scale = context.scale
        self._districts = context.districts
        self._sizes = {county: self.random.uniform(0.6, 1.4) for county in self.counties}
        self._made: dict[type[Record], list[Any]] = {}
        self._approved: dict[tuple[type[Record], str], list[Any]] = {}

    def add(self, model: type[R], county: str, days: Days, /, *, status: Status | None = None, **values: Any) -> R:
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
        if status is Status.APPROVED:
            self._approved.setdefault((model, county), []).append(record)
        return record

    def of(self, model: type[R], county: str, by: date | None = None) -> list[R]:
        """The approved records of one table and county, begun by a day: what others may refer to."""
        found = self._approved.get((model, county), [])
        return found if by is None else [record for record in found if record.starts_on <= by]

    def some(self, model: type[Record], county: str, by: date, share: float) -> int | None:
        """For about this share of the calls, the id of an approved record of the county that has begun by the day."""
        found = self.of(model, county, by)
        return self.random.choice(found).id if found and self.chance(share) else None

    def records(self) -> list[Record]:
        """Everything, table by table, in the order in which the tables were begun."""
        return [record for made in self._made.values() for record in made]

    def each(self, mean: float) -> Iterator[tuple[str, int, int]]:
        """A county, a year and a number, `mean` times for each county and year on average, more for larger ones."""
        for county in self.counties:
            numbered = 0
            for year in self.years:
                for _ in range(self.times(county, mean)):
                    numbered += 1
                    yield county, year, numbered

    def times(self, county: str, mean: float) -> int:
        """A whole number around `mean` times the scale, more for larger counties."""
        return int(mean * self._sizes[county] * self._scale + self.random.random())

    def size(self, county: str) -> float:
        """How large a county is beside the others, around 1."""
        return self._sizes[county]

    def days(self, year: int, months: tuple[int, ...], least: int, most: int) -> tuple[date, date]:
        """A period that begins in one of the months and lasts so many days, cut to the programme."""
        begin = date(year, self.random.choice(months), self.random.randint(1, 28))
        first = min(max(begin, self.first), self.last)
        return first, min(first + timedelta(days=self.random.randint(least, most) - 1), self.last)

    def since(self, year: int, months: tuple[int, ...]) -> Days:
        """A period that begins in one of the months and has no end yet."""
        return self.days(year, months, 1, 1)[0], None

    def district(self, county: str) -> str | None:
        """Mostly a district paired with the county; now and then none, for what is directly under the city."""
        paired = self._districts.get(county, ())
        return self.random.choice(paired) if paired and self.chance(0.85) else None

    def short(self, county: str) -> str:
        """The first two characters of the county's name, as people say it."""
        return self.counties[county][:2]

    def chance(self, share: float) -> bool:
        """True for about this share of the calls."""
        return self.random.random() < share


def _instance(model: type[R], values: dict[str, Any]) -> R:
    """A record as the ORM makes one of a row: SQLModel's constructor takes 50 times as long."""
    made: R = class_mapper(model).class_manager.new_instance()
    made.__dict__.update(_defaults(model), **values)
    return made


@cache
def _defaults(model: Any) -> dict[str, Any]:
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}
