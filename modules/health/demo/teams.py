"""Demo medical teams, one after another at each county's hospital, and the people in them."""

from datetime import date, timedelta

from hub.demo.book import Book
from hub.demo.people import Person
from hub.models import Status
from modules.health import models as rows
from modules.health.demo.institutions import hospitals, partner
from modules.health.demo.partnerships import CLINICAL
from modules.health.models import MedicalProfession, MedicalTitle

COVERED_WITHIN = timedelta(days=640)
"""From the first county's team to that of the last but one: before the plan's day, the end of its second year."""
BEGIN = timedelta(days=75)
"""When the first team of all arrives."""
LATE = timedelta(days=800)
"""When the last county's first team arrives: after that day."""
PROFESSIONS = (MedicalProfession.DOCTOR,) * 6 + (
    MedicalProfession.NURSE,
    MedicalProfession.NURSE,
    MedicalProfession.TECHNICIAN,
    MedicalProfession.PHARMACIST,
    MedicalProfession.MANAGER,
)
BORN = (1961, 1994)
"""When people who work in medicine were born, from and to."""
TITLES = (MedicalTitle.SENIOR, MedicalTitle.ASSOCIATE_SENIOR, MedicalTitle.INTERMEDIATE, MedicalTitle.JUNIOR, None)


def fill(book: Book) -> None:
    """Write all teams, then their members."""
    for index, county in enumerate(book.counties):
        _cancelled(book, county, index)
        for line in range(book.scale):
            _teams(book, county, book.first + _arrival(index, len(book.counties)), line)
    for county in book.counties:
        known: list[Person] = []
        for team in book.approved(rows.MedicalTeam, county):
            known += _members(book, team, known)


def _arrival(index: int, counties: int) -> timedelta:
    return LATE if index == counties - 1 else BEGIN + COVERED_WITHIN * index / max(counties - 1, 1)


def _cancelled(book: Book, county: str, index: int) -> None:
    """The last county's team for the second year was called off, and counts for nothing."""
    if index == len(book.counties) - 1:
        days = book.lasting(book.first + COVERED_WITHIN, 180)
        _team(book, county, days, "首批医疗队（取消）", Status.WITHDRAWN)


def _teams(book: Book, county: str, arrival: date, line: int) -> None:
    """The first team at the county hospital, from which the county is covered; then one after another."""
    number, status = 1, Status.APPROVED if line == 0 else None
    while arrival <= book.last:
        days = book.lasting(arrival, book.random.randint(90, 365))
        _team(book, county, days, f"深圳援派第{number}批医疗队" + (f"（{line + 1}组）" if line else ""), status)
        arrival = days[1] + timedelta(days=book.random.randint(1, 75))
        number, status = number + 1, None


def _team(book: Book, county: str, days: tuple[date, date], name: str, status: Status | None) -> None:
    lasts = (days[1] - days[0]).days + 1
    treated = 0 if status is Status.WITHDRAWN else lasts * book.random.randint(8, 30)
    served = hospitals(book, county)
    book.add(
        rows.MedicalTeam,
        county,
        days,
        status=status,
        name=name,
        hospital_id=(served[0] if book.chance(0.8) else book.random.choice(served)).id,
        sending_hospital=partner(book.random),
        sending_district_code=book.district(county),
        patients_treated=treated,
        patients_operated=treated // book.random.randint(12, 60),
        staff_trained=treated // book.random.randint(4, 20),
    )


def _members(book: Book, team: rows.MedicalTeam, known: list[Person]) -> list[Person]:
    """Who came: the first leads and stays to the end; some others arrive later, return earlier, or were here before."""
    came: list[Person] = []
    for place in range(book.random.randint(8, 16)):
        again = place > 0 and known and book.chance(0.04)
        person = known.pop(0) if again else book.people.from_shenzhen(*BORN)
        profession = MedicalProfession.DOCTOR if place == 0 else book.random.choice(PROFESSIONS)
        book.add(
            rows.MedicalTeamMember,
            team.county_code,
            (team.starts_on, team.ends_on) if place == 0 else _stay(book, team),
            status=Status.APPROVED if place == 0 else None,
            team_id=team.id,
            name=person.name,
            identity_number=person.identity_number,
            phone=person.phone,
            profession=profession,
            title=book.random.choice(TITLES[1:]) if place else MedicalTitle.SENIOR,
            specialty=None if profession is MedicalProfession.MANAGER else book.random.choice(CLINICAL),
            leads=place == 0,
            home_hospital=team.sending_hospital if place == 0 or book.chance(0.7) else partner(book.random),
        )
        came.append(person)
    return came


def _stay(book: Book, team: rows.MedicalTeam) -> tuple[date, date]:
    arrives, returns = team.starts_on, team.ends_on or book.last
    part = timedelta(days=(returns - arrives).days // 3)
    if book.chance(0.05):
        return arrives + part, returns
    return arrives, returns - part if book.chance(0.05) else returns
