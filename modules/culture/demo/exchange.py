"""Demo traineeships in Shenzhen, and hands-on visits to the counties."""

from datetime import date

from hub.demo.book import Book
from hub.demo.people import Person
from hub.models import Status
from modules.culture import models as rows
from modules.culture.demo.institutions import host
from modules.culture.models import (
    MANAGING,
    CultureField,
    CultureGuidanceForm,
    CultureInstitutionKind,
    CulturePosition,
    TraineeshipMode,
)

ARTS = tuple(field for field in CultureField if field not in MANAGING)
WORKPLACES = {
    CulturePosition.ADMINISTRATOR: (
        CultureInstitutionKind.AUTHORITY,
        CultureInstitutionKind.CULTURAL_CENTRE,
        CultureInstitutionKind.LIBRARY,
        CultureInstitutionKind.MUSEUM,
    ),
    CulturePosition.INDUSTRY_MANAGER: (
        CultureInstitutionKind.AUTHORITY,
        CultureInstitutionKind.DESIGN_STUDIO,
        CultureInstitutionKind.CREATIVE_ENTERPRISE,
    ),
    CulturePosition.ARTIST: (
        CultureInstitutionKind.CULTURAL_CENTRE,
        CultureInstitutionKind.TROUPE,
        CultureInstitutionKind.HERITAGE_WORKSHOP,
    ),
}
"""Where people of each position work."""
LENGTH = {
    TraineeshipMode.SECONDMENT: (85, 185),
    TraineeshipMode.SHADOWING: (10, 45),
    TraineeshipMode.STUDY: (30, 120),
}
"""The fewest and most days of a stay; a secondment from autumn crosses the year's end."""
SPRING, AUTUMN = (3, 4, 5), (9, 10, 11)
STAYS, VISITS = 6.0, 4.0
"""How many a county and year."""
BORN = (1966, 1995)


def fill(book: Book) -> None:
    """Write stays and visits."""
    met: set[tuple[str, int]] = set()
    for county, year in book.each(STAYS):
        _person(book, county, year, twice=(county, year) not in met)
        met.add((county, year))
    for county, year, number in book.numbered(VISITS):
        _visit(book, county, year, number)


def field_of(book: Book, position: CulturePosition) -> CultureField:
    """What somebody in this position learns."""
    managing = {
        CulturePosition.ADMINISTRATOR: (CultureField.ADMINISTRATION, CultureField.PUBLIC_CULTURE, CultureField.MUSEUMS),
        CulturePosition.INDUSTRY_MANAGER: (CultureField.INDUSTRY, CultureField.DESIGN, CultureField.DIGITAL_CONTENT),
    }
    return book.random.choice(managing.get(position, ARTS))


def workplace(book: Book, county: str, position: CulturePosition, by: date) -> int | None:
    """An institution of the county, open by a day, where somebody in this position may work."""
    places = [p for p in book.approved(rows.CultureInstitution, county, by=by) if p.kind in WORKPLACES[position]]
    open_still = [place for place in places if place.ends_on is None]
    return book.random.choice(open_still).id


def _person(book: Book, county: str, year: int, *, twice: bool) -> None:
    """The first of each county and year comes in spring and again in autumn."""
    person, position = book.people.from_county(county, *BORN), book.random.choice(list(CulturePosition))
    if not twice:
        mode = book.random.choice(list(TraineeshipMode))
        _stay(book, county, book.days(year, SPRING + AUTUMN, *LENGTH[mode]), person, (position, mode))
        return
    for months in (SPRING, AUTUMN):
        days = book.days(year, months, *LENGTH[TraineeshipMode.SHADOWING])
        _stay(book, county, days, person, (position, TraineeshipMode.SHADOWING), status=Status.APPROVED)


def _stay(
    book: Book,
    county: str,
    days: tuple[date, date],
    person: Person,
    learns: tuple[CulturePosition, TraineeshipMode],
    *,
    status: Status | None = None,
) -> None:
    position, mode = learns
    book.add(
        rows.CultureTraineeship,
        county,
        days,
        status=status,
        name=person.name,
        identity_number=person.identity_number,
        phone=person.phone if book.chance(0.9) else None,
        position=position,
        field=field_of(book, position),
        mode=mode,
        home_institution_id=workplace(book, county, position, days[0]),
        host_institution=host(book.random),
        host_district_code=book.district(county),
    )


def _visit(book: Book, county: str, year: int, number: int) -> None:
    form, field = book.random.choice(list(CultureGuidanceForm)), book.random.choice(list(CultureField))
    days = book.days(year, SPRING + AUTUMN, 2, 8)
    book.add(
        rows.CultureGuidanceVisit,
        county,
        days,
        topic=f"{field.text.zh}{form.text.zh}（{year}年第{number}场）",
        leader=book.people.from_shenzhen(1958, 1985).name,
        experts=book.random.randint(2, 12),
        form=form,
        field=field,
        institution_id=book.some(rows.CultureInstitution, county, days[0], 0.85),
        sending_institution=host(book.random),
        sending_district_code=book.district(county),
        trainees=book.random.randint(5, 150) if form is not CultureGuidanceForm.CONSULTATION else 0,
    )
