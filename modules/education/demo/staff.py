"""Demo stays in Shenzhen, dispatches of teachers and visits of famous teachers."""

from datetime import timedelta
from decimal import Decimal

from hub.demo.book import Book, Days
from hub.demo.people import Person
from hub.models import Status
from modules.education import models as rows
from modules.education.demo.schools import partner, schools
from modules.education.models import PlacementMode, Position, Stage, Subject

HOSTED = (92, 100, 104, 101, 96)
"""Approved persons hosted in each year at scale 1: in some years fewer than the plan's 100."""
TWICE = 3
"""How many of them come a second time in the year."""
OTHERS = (Status.SUBMITTED, Status.SUBMITTED, Status.DRAFT, Status.REJECTED, Status.WITHDRAWN)
"""Stays in each year that don't count."""
SUBJECTS = tuple(
    s for s in Subject if s not in (Subject.PRESCHOOL, Subject.VOCATIONAL, Subject.MANAGEMENT, Subject.OTHER)
)
TAUGHT = {
    Stage.KINDERGARTEN: (Stage.KINDERGARTEN,),
    Stage.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
    Stage.COMPLETE_SECONDARY: (Stage.JUNIOR, Stage.SENIOR),
}
"""Where a school joins two stages, a teacher teaches one."""
SPRING, AUTUMN = (3, 4, 5), (9, 10, 11)
LENGTH = (10, 90)
"""Days of a stay, from the fewest to the most; one from November may cross the year's end."""
SHADOWED = timedelta(days=30)
"""Longer stays are secondments."""


def fill(book: Book) -> None:
    """Write stays, dispatches and visits."""
    for index, year in enumerate(book.years):
        _stays(book, year, HOSTED[index % len(HOSTED)] * book.scale)
    _dispatches(book)
    _visits(book)


def _stays(book: Book, year: int, number: int) -> None:
    counties = list(book.counties)
    for index in range(number):
        county = counties[index % len(counties)]
        person, school = _teacher(book, county), book.random.choice(schools(book, county))
        for months in (SPRING, AUTUMN) if index < TWICE * book.scale else (SPRING + AUTUMN,):
            _stay(book, person, school, book.days(year, months, *LENGTH), Status.APPROVED)
    for status in OTHERS * book.scale:
        county = book.random.choice(counties)
        person, school = _teacher(book, county), book.random.choice(schools(book, county))
        _stay(book, person, school, book.days(year, AUTUMN, *LENGTH), status)


def _teacher(book: Book, county: str) -> Person:
    return book.people.from_county(county, 1966, 1990)


def _stay(book: Book, person: Person, school: rows.School, days: Days, status: Status) -> None:
    head = Position.KINDERGARTEN_HEAD if school.stage is Stage.KINDERGARTEN else Position.PRINCIPAL
    lasts = (days[1] or days[0]) - days[0]
    book.add(
        rows.PrincipalPlacement,
        school.county_code,
        days,
        status=status,
        name=person.name,
        identity_number=person.identity_number,
        phone=person.phone,
        gender=person.gender,
        position=book.random.choice((head, Position.BACKBONE_TEACHER)),
        mode=PlacementMode.SHADOWING if lasts < SHADOWED else PlacementMode.SECONDMENT,
        home_school_id=school.id,
        host_school=partner(book.random, school.stage),
        host_district_code=book.district(school.county_code),
    )


def _dispatches(book: Book) -> None:
    """A year from September crosses the year's end; half a year from February doesn't."""
    for county, year in book.each(14):
        person = book.people.from_shenzhen(1968, 1993)
        school = book.random.choice(schools(book, county))
        days = book.days(year, *book.random.choice((((9,), 290, 320), ((2, 3), 110, 140))))
        book.add(
            rows.TeacherDispatch,
            county,
            days,
            teacher=person.name,
            identity_number=person.identity_number,
            phone=person.phone,
            subject=_subject(book, school.stage),
            stage=book.random.choice(TAUGHT.get(school.stage, (school.stage,))),
            school_id=school.id,
            sending_school=partner(book.random, school.stage),
            sending_district_code=book.district(county),
            allowance=Decimal(book.random.randint(4, 30)) * 1000,
        )


def _subject(book: Book, stage: Stage) -> Subject:
    special = {Stage.KINDERGARTEN: Subject.PRESCHOOL, Stage.VOCATIONAL: Subject.VOCATIONAL}
    return special.get(stage) or book.random.choice(SUBJECTS)


def _visits(book: Book) -> None:
    for number, (county, year) in enumerate(book.each(3.5), 1):
        school, subject = book.random.choice(schools(book, county)), book.random.choice(SUBJECTS)
        book.add(
            rows.TeachingVisit,
            county,
            book.days(year, SPRING + AUTUMN, 2, 6),
            topic=f"{subject.text.zh}名师送教（{year}年第{number}场）",
            leader=book.people.from_shenzhen(1960, 1980).name,
            teachers=book.random.randint(3, 12),
            subject=subject,
            sessions=book.random.randint(2, 16),
            attendees=book.random.randint(30, 400),
            school_id=school.id if book.chance(0.9) else None,
            sending_district_code=book.district(county),
        )
