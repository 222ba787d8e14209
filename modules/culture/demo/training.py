"""Demo training courses: sessions on different days, trainees, and who attended what."""

from collections import defaultdict
from datetime import date, timedelta

from hub.demo.book import Book
from hub.demo.people import Person
from modules.culture import models as rows
from modules.culture.demo.exchange import BORN, field_of, workplace
from modules.culture.demo.institutions import host
from modules.culture.models import (
    CultureCourse,
    CultureCourseSession,
    CultureCourseVenue,
    CulturePosition,
    CultureTrainee,
    CultureTraineeState,
    Presence,
)

COURSES = 1.05
"""How many a county and year."""
MONTHS = (4, 6, 9, 11, 12)
"""A course that begins in December crosses the year's end."""
LESSONS = ("专题讲座", "案例研讨", "创作实践", "现场教学", "成果点评")
PRESENCE = {Presence.PRESENT: 88, Presence.PARTLY: 4, Presence.EXCUSED: 5, Presence.ABSENT: 3}
"""Of a hundred attendances, how many are which."""
AGAIN = 0.15
"""The share of trainees who were in an earlier course of their county."""
RECENT = timedelta(days=45)
"""Certificates of courses that end so shortly before the programme aren't given yet."""
LEFT = 0.06
"""The share of trainees who leave early."""


def fill(book: Book) -> None:
    """Write courses, then sessions and trainees, then attendance."""
    for county, year, number in book.numbered(COURSES):
        _course(book, county, year, number)
    for course in book.approved(CultureCourse):
        _sessions(book, course)
    known: dict[str, list[Person]] = defaultdict(list)
    for course in book.approved(CultureCourse):
        _trainees(book, course, known[course.county_code])
    _attendances(book)


def _course(book: Book, county: str, year: int, number: int) -> None:
    field = field_of(book, book.random.choice(list(CulturePosition)))
    book.add(
        rows.CultureCourse,
        county,
        book.days(year, MONTHS, 8, 40),
        title=f"{field.text.zh}人才培训班（{year}年第{number}期）",
        field=field,
        venue=book.random.choice(list(CultureCourseVenue)),
        organiser=host(book.random),
        district_code=book.district(county),
        places=book.random.randint(8, 16),
    )


def _sessions(book: Book, course: CultureCourse) -> None:
    for serial, day in enumerate(_session_days(book, course), 1):
        book.add(
            CultureCourseSession,
            course.county_code,
            (day, day),
            course_id=course.id,
            serial=serial,
            topic=f"{course.field.text.zh}{book.random.choice(LESSONS)}",
            lecturer=book.people.from_shenzhen(1958, 1985).name,
            hours=book.random.choice((3, 4, 6)),
        )


def _session_days(book: Book, course: CultureCourse) -> list[date]:
    """The course's first and last day, and up to three between."""
    last = course.ends_on or course.starts_on
    between = range(1, (last - course.starts_on).days)
    chosen = book.random.sample(between, min(len(between), book.random.randint(0, 3)))
    return sorted({course.starts_on, last, *(course.starts_on + timedelta(days=days) for days in chosen)})


def _trainees(book: Book, course: CultureCourse, known: list[Person]) -> None:
    """Those of earlier courses first, no one twice in a course."""
    number = min(course.places, book.random.randint(6, 12))
    old = [person for person in book.random.sample(known, min(number, len(known))) if book.chance(AGAIN)]
    new = [book.people.from_county(course.county_code, *BORN) for _ in range(number - len(old))]
    for person in (*old, *new):
        _trainee(book, course, person)
    known.extend(new)


def _trainee(book: Book, course: CultureCourse, person: Person) -> None:
    position, last = book.random.choice(list(CulturePosition)), course.ends_on or course.starts_on
    state = CultureTraineeState.LEFT if book.chance(LEFT) else CultureTraineeState.COMPLETED
    if last > book.last - RECENT:
        state = CultureTraineeState.ENROLLED
    ends = {CultureTraineeState.ENROLLED: None, CultureTraineeState.LEFT: course.starts_on}
    book.add(
        CultureTrainee,
        course.county_code,
        (course.starts_on, ends.get(state, last)),
        course_id=course.id,
        name=person.name,
        identity_number=person.identity_number,
        phone=person.phone if book.chance(0.9) else None,
        position=position,
        institution_id=workplace(book, course.county_code, position, course.starts_on) if book.chance(0.85) else None,
        state=state,
    )


def _attendances(book: Book) -> None:
    """Each trainee at each session of the course, until the person leaves."""
    trainees: dict[int, list[CultureTrainee]] = defaultdict(list)
    for trainee in book.approved(CultureTrainee):
        trainees[trainee.course_id].append(trainee)
    for session in book.approved(CultureCourseSession):
        for trainee in trainees[session.course_id]:
            if trainee.ends_on is None or session.starts_on <= trainee.ends_on:
                book.add(
                    rows.CultureAttendance,
                    session.county_code,
                    (session.starts_on, session.starts_on),
                    session_id=session.id,
                    trainee_id=trainee.id,
                    presence=book.random.choices(list(PRESENCE), list(PRESENCE.values()))[0],
                )
