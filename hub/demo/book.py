"""The book in which a sector writes its demo records: each gets an id, a status, and days within the programme."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, TypeVar

from sqlalchemy.orm import class_mapper

from hub.contract import DemoContext
from hub.demo.people import People
from hub.records.base import Record
from hub.records.status import Status

R = TypeVar("R", bound=Record)
Days = tuple[date, date | None]

WHO = "demo"
SHARES = {
    Status.APPROVED: 93,
    Status.SUBMITTED: 3,
    Status.DRAFT: 2,
    Status.REJECTED: 1,
    Status.WITHDRAWN: 1,
}
"""Of a hundred records, how many stand where."""
REJECTED = ("与附件不一致，请核对后重新提交", "金额与拨付凭证不符", "起止日期填写有误")
WITHDRAWN = ("重复填报，予以撤销", "活动取消", "误填至其他县")


class Book:
    """Writes records one after another, with `rejected` and `withdrawn` as reasons; all chance comes from one seed."""

    def __init__(
        self,
        context: DemoContext,
        *,
        rejected: Sequence[str] = REJECTED,
        withdrawn: Sequence[str] = WITHDRAWN,
    ) -> None:
        self.random = Random(context.seed)  # noqa: S311 - the same records for the same seed
        self.people = People(self.random)
        self.first, self.last = context.starts_on, context.ends_on
        self.years = range(self.first.year, self.last.year + 1)
        self.counties = dict(sorted(context.counties.items()))
        self.districts = context.districts
        self.scale = context.scale
        self._sizes = {county: self.random.uniform(0.6, 1.4) for county in self.counties}
        self._reasons = {Status.REJECTED: rejected, Status.WITHDRAWN: withdrawn}
        self._made: dict[type[Record], list[Record]] = defaultdict(list)
        self._approved: dict[tuple[type[Record], str | None], list[Any]] = defaultdict(list)

    def add(self, model: type[R], county: str, days: Days, /, *, status: Status | None = None, **values: Any) -> R:
        """Write one record; without a status most are approved, and some stand elsewhere, with a reason where due."""
        status = status or self.random.choices(list(SHARES), list(SHARES.values()))[0]
        reason = self.random.choice(self._reasons[status]) if status in self._reasons else None
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
            self._approved[model, None].append(record)
            self._approved[model, county].append(record)
        return record

    def records(self) -> list[Record]:
        """Everything, table by table, in the order in which the tables were begun."""
        return [record for made in self._made.values() for record in made]

    def approved(self, model: type[R], county: str | None = None, *, by: date = date.max) -> list[R]:
        """The approved records of a table so far, of one county if named, that began by a day: to be referred to."""
        return [record for record in self._approved[model, county] if record.starts_on <= by]

    def some(self, model: type[Record], county: str, by: date, share: float) -> int | None:
        """For about this share of the calls, the id of an approved record of the county that has begun by the day."""
        found = self.approved(model, county, by=by)
        return self.random.choice(found).id if found and self.chance(share) else None

    def each(self, mean: float) -> Iterator[tuple[str, int]]:
        """A county and a year, `mean` times for each pair on average, more often for larger counties."""
        for county in self.counties:
            for year in self.years:
                for _ in range(self.times(mean * self.size(county))):
                    yield county, year

    def numbered(self, mean: float) -> Iterator[tuple[str, int, int]]:
        """The same with a number, which counts from 1 in each county."""
        counted: dict[str, int] = defaultdict(int)
        for county, year in self.each(mean):
            counted[county] += 1
            yield county, year, counted[county]

    def times(self, mean: float) -> int:
        """A whole number around `mean` times the scale."""
        return int(mean * self.scale + self.random.random())

    def size(self, county: str) -> float:
        """How large a county is beside the others, around 1."""
        return self._sizes[county]

    @property
    def bare(self) -> str:
        """The last county by code: the one in which a sector leaves something out."""
        return list(self.counties)[-1]

    def short(self, county: str) -> str:
        """The first two characters of the county's name, as people say it."""
        return self.counties[county][:2]

    def district(self, county: str) -> str | None:
        """Mostly a district paired with the county; now and then none, for what is directly under the city."""
        paired = self.districts.get(county, ())
        return self.random.choice(paired) if paired and self.chance(0.9) else None

    def chance(self, share: float) -> bool:
        """True for about this share of the calls."""
        return self.random.random() < share

    def day(self, year: int, months: Sequence[int] = range(1, 13)) -> date:
        """A day of one of the months, within the programme."""
        return self._within(date(year, self.random.choice(months), self.random.randint(1, 28)))

    def days(self, year: int, months: Sequence[int], least: int, most: int) -> tuple[date, date]:
        """A period that begins in one of the months and lasts so many days, cut to the programme."""
        return self.lasting(self.day(year, months), self.random.randint(least, most))

    def lasting(self, begin: date, days: int) -> tuple[date, date]:
        """A period of so many days, cut to the programme."""
        first = self._within(begin)
        return first, min(first + timedelta(days=days - 1), self.last)

    def since(self, year: int, months: Sequence[int]) -> Days:
        """A period that begins in one of the months and has no end yet."""
        return self.days(year, months, 1, 1)[0], None

    def later(self, day: date, least: int, most: int) -> date:
        """A day so many days later, which may lie after the programme."""
        return day + timedelta(days=self.random.randint(least, most))

    def _within(self, day: date) -> date:
        return min(max(day, self.first), self.last)


def _instance(model: type[R], values: dict[str, Any]) -> R:
    """A record as the ORM makes one of a row: SQLModel's constructor takes 50 times as long, which 20,000 feel."""
    made: R = class_mapper(model).class_manager.new_instance()
    made.__dict__.update(_defaults(model), **values)
    return made


@cache
def _defaults(model: Any) -> dict[str, Any]:
    return {name: field.get_default(call_default_factory=True) for name, field in model.model_fields.items()}
