"""Every figure of the plan in plain Python: what an indicator counts, of which records, and what a target asks."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from hub.models import Record, Status
from hub.programme.kinds import AreaLevel, PairingLevel, TargetKind
from hub.programme.rows import TargetRow
from hub.settings import load
from modules.culture import models as culture
from modules.education import models as education
from modules.finance import models as finance
from modules.health import models as health
from modules.outcome import models as outcome
from modules.tourism import models as tourism
from schema.discovery import discover
from tests.modules.plan import context, days, draft

FIRST, LAST = days().start, days().end
YEARS = range(FIRST.year, LAST.year + 1)
HUNDREDTH = Decimal("0.01")


def distinct(column: str) -> Callable[[Sequence[Any]], int]:
    return lambda records: len({getattr(record, column) for record in records})


def total(column: str) -> Callable[[Sequence[Any]], Decimal]:
    return lambda records: sum((Decimal(getattr(record, column)) for record in records), Decimal(0))


@dataclass(frozen=True)
class Plain:
    """One indicator: the records of which type, which of them, and their value."""

    model: type[Record]
    value: Callable[[Sequence[Any]], int | Decimal]
    only: Callable[[Any], bool] = lambda _: True
    standing: bool = False
    money: bool = False


PLAIN: dict[str, Plain] = {
    "education.principals_hosted": Plain(education.PrincipalPlacement, distinct("identity_number")),
    "education.supervision_groups": Plain(education.SupervisionVisit, distinct("group_code")),
    "education.entrant_grant_standard": Plain(education.EntrantGrant, len, lambda grant: grant.amount == 3000),
    "education.teachers_dispatched": Plain(education.TeacherDispatch, distinct("identity_number")),
    "education.schools_paired": Plain(education.SchoolPairing, distinct("school_id"), standing=True),
    "education.entrant_grants_paid": Plain(education.EntrantGrant, total("amount"), money=True),
    "health.counties_covered": Plain(health.MedicalTeam, distinct("county_code")),
    "health.team_members": Plain(health.MedicalTeamMember, distinct("identity_number")),
    "health.staff_attached": Plain(health.ClinicalAttachment, distinct("identity_number")),
    "health.hospitals_paired": Plain(health.HospitalPairing, distinct("hospital_id"), standing=True),
    "health.telemedicine_sessions": Plain(health.TelemedicineSession, len),
    "finance.fiscal_support": Plain(finance.FiscalAllocation, total("allocated_amount"), money=True),
    "finance.credit_paid_out": Plain(
        finance.LoanEntry, total("amount"), lambda entry: entry.kind is finance.EntryKind.DRAWDOWN, money=True
    ),
    "finance.loans_granted": Plain(
        finance.LoanEntry, distinct("loan_id"), lambda entry: entry.kind is finance.EntryKind.GRANT
    ),
    "finance.households_brought_along": Plain(finance.AssistedHousehold, distinct("identity_number"), standing=True),
    "tourism.visitors": Plain(tourism.VisitorStatistic, total("visitors")),
    "tourism.overnight_stays": Plain(tourism.VisitorStatistic, total("overnight_stays")),
    "tourism.promotion_events": Plain(tourism.PromotionEvent, len),
    "tourism.campaign_reach": Plain(tourism.PromotionCampaign, total("reach")),
    "tourism.investment_paid": Plain(tourism.TourismInvestment, total("paid_amount"), money=True),
    "tourism.poor_jobs": Plain(tourism.TourismInvestment, total("poor_jobs")),
    "outcome.people_lifted": Plain(outcome.YearlyOutcome, total("people_lifted")),
    "outcome.villages_delisted": Plain(outcome.YearlyOutcome, total("villages_delisted")),
    "outcome.counties_delisted": Plain(outcome.YearlyOutcome, len, lambda year: year.county_delisted),
    "culture.people_hosted": Plain(culture.CultureTraineeship, distinct("identity_number")),
    "culture.guidance_visits": Plain(culture.CultureGuidanceVisit, len),
    "culture.talents_supported": Plain(culture.CreativeTalent, distinct("identity_number")),
    "culture.digital_projects_launched": Plain(
        culture.DigitalCultureProject, len, lambda project: project.stage is culture.DigitalCultureStage.LAUNCHED
    ),
    "culture.course_trainees": Plain(culture.CultureTrainee, distinct("identity_number")),
}
KEYS = [key for key in PLAIN if key.partition(".")[0] in {module.name for module in discover(load().modules)}]
"""Those of the sectors that are installed here."""


@dataclass(frozen=True)
class Days:
    """The days over which a figure is told, as of the last day of a year."""

    first: date
    last: date


@cache
def targets() -> dict[str, TargetRow]:
    """The plan's targets."""
    return {placed.row.key: placed.row for placed in draft().targets}


@cache
def raw() -> tuple[Record, ...]:
    """Every demo record of every sector."""
    return tuple(record for module in discover(load().modules) if module.demo for record in module.demo(context()))


@cache
def approved(model: type[Record]) -> tuple[Record, ...]:
    """Those of one type that count at all."""
    return tuple(r for r in raw() if isinstance(r, model) and r.status is Status.APPROVED)


def kind_of(key: str) -> TargetKind | None:
    return targets()[key].kind if key in targets() else None


def period(key: str, year: int) -> Days:
    """The target's days around a year; those of the year itself where there is no target."""
    if kind_of(key) in (None, TargetKind.COUNT_PER_YEAR, TargetKind.AVERAGE_PER_YEAR):
        return Days(date(year, 1, 1), date(year, 12, 31))
    return Days(FIRST, targets()[key].ends_on or LAST) if key in targets() else Days(FIRST, LAST)


def counted(key: str, year: int, counties: Collection[str] | None = None) -> list[Record]:
    """The records that count as of the year's last day, in these counties or in all."""
    plain, span, day = PLAIN[key], period(key, year), date(year, 12, 31)
    until = min(span.last, day)
    found: Iterable[Any] = (r for r in approved(plain.model) if plain.only(r))
    if plain.standing:
        found = (r for r in found if r.starts_on <= until and (r.ends_on is None or r.ends_on >= until))
    else:
        found = (r for r in found if span.first <= r.starts_on <= until)
    return [r for r in found if counties is None or r.county_code in counties]


def figure(key: str, year: int, counties: Collection[str] | None = None) -> Decimal:
    """The value of these counties, or of the programme: an average there, where the plan asks for one."""
    value = Decimal(PLAIN[key].value(counted(key, year, counties)))
    if counties is None and kind_of(key) is TargetKind.AVERAGE_PER_YEAR:
        return (value / len(county_codes())).quantize(HUNDREDTH, ROUND_DOWN)
    return value


def aim(key: str, year: int) -> Decimal | None:
    """What the target asks for: of a standard, all its records; None where the plan has no number."""
    target = targets().get(key)
    if target is None:
        return None
    if target.kind is TargetKind.STANDARD:
        until = date(year, 12, 31)
        return Decimal(sum(FIRST <= record.starts_on <= until for record in approved(PLAIN[key].model)))
    return sum(target.areas.values()) or target.value


def expected(key: str, year: int) -> Decimal | None:
    """The target's share of the period's days that are over."""
    wanted, span = aim(key, year), period(key, year)
    if wanted is None or kind_of(key) is TargetKind.STANDARD:
        return wanted
    over = (min(date(year, 12, 31), span.last) - span.first).days + 1
    share = Fraction(over, (span.last - span.first).days + 1)
    return Decimal(round(Fraction(wanted) * share * 100)) / 100


def status(value: Decimal, wanted: Decimal, due: Decimal, *, over: bool) -> str:
    if value >= wanted:
        return "MET"
    if over:
        return "LATE"
    return "ON_COURSE" if value >= due else "BEHIND"


def ratio(value: Decimal, wanted: Decimal) -> Decimal:
    return Decimal(int(value * 10_000 / wanted)) / 10_000


def county_codes() -> list[str]:
    return list(context().counties)


@cache
def areas() -> dict[str, Any]:
    """The rows of the plan's areas by code."""
    return {placed.row.code: placed.row for placed in draft().areas}


def counties_of(level: AreaLevel, code: str) -> set[str]:
    """The counties of a county, a city or a district."""
    slugs = {area.slug: area for area in areas().values()}
    if level is AreaLevel.DISTRICT:
        pairs = (placed.row for placed in draft().pairings if placed.row.level is PairingLevel.DISTRICT_COUNTY)
        return {slugs[p.supported].code for p in pairs if slugs[p.supporting].code == code}
    if level is AreaLevel.CITY:
        return {county for county in county_codes() if slugs[areas()[county].parent].code == code}
    return {code}


def codes_at(level: AreaLevel, within: Iterable[str]) -> set[str]:
    """The areas at a level that have one of these counties."""
    found = (area.code for area in areas().values() if area.level is level)
    return {code for code in found if counties_of(level, code) & set(within)}
