"""Demo supports of creative and design talents; some people are supported in two ways."""

from datetime import date
from decimal import Decimal

from hub.demo.book import Book, Days
from hub.demo.people import Person
from modules.culture import models as rows
from modules.culture.demo.institutions import host
from modules.culture.models import CREATIVE, CultureInstitution, DesignDiscipline, TalentLevel, TalentSupport

What = tuple[DesignDiscipline, TalentSupport, int | None]
"""What somebody does, how they are supported, and the id of the institution where they work."""
LEVELS = (TalentLevel.HIGH_LEVEL,) + (TalentLevel.VERSATILE,) * 3 + (TalentLevel.RESERVE,) * 4
COST = {
    TalentSupport.GRANT: (4, 60),
    TalentSupport.MENTORING: (0, 8),
    TalentSupport.STUDIO: (2, 20),
    TalentSupport.PROMOTION: (1, 15),
}
"""Thousands of CNY that a support costs, from the least to the most."""
SUPPORTED = 5.0
"""People a county and year."""
TWO_WAYS = 0.2
"""The share of them supported in two ways."""


def fill(book: Book) -> None:
    """Write supports; those of the last year run on when the programme ends."""
    for county, year in book.each(SUPPORTED):
        person = book.people.from_county(county, 1972, 1998)
        discipline = book.random.choice(list(DesignDiscipline))
        begins = book.day(year, (1, 3, 5, 9))
        studio = _studio(book, county, begins)
        ways = [way for way in TalentSupport if studio is not None or way is not TalentSupport.STUDIO]
        for support in book.random.sample(ways, 2 if book.chance(TWO_WAYS) else 1):
            lasts = book.random.randint(120, 540)
            days = (begins, None) if year == book.years[-1] else book.lasting(begins, lasts)
            _support(book, county, days, person, (discipline, support, studio))


def _support(book: Book, county: str, days: Days, person: Person, what: What) -> None:
    discipline, support, studio = what
    book.add(
        rows.CreativeTalent,
        county,
        days,
        name=person.name,
        identity_number=person.identity_number,
        phone=person.phone if book.chance(0.9) else None,
        discipline=discipline,
        level=book.random.choice(LEVELS),
        support=support,
        institution_id=studio,
        mentor=book.people.from_shenzhen(1955, 1980).name if support is TalentSupport.MENTORING else None,
        supporter=host(book.random),
        supporting_district_code=book.district(county),
        amount=Decimal(book.random.randint(*COST[support]) * 1000),
        works=book.random.randint(0, 24),
    )


def _studio(book: Book, county: str, by: date) -> int | None:
    """A creative institution of the county open by the day; now and then none, also where there is one."""
    found: list[CultureInstitution] = [
        place
        for place in book.approved(CultureInstitution, county, by=by)
        if place.kind in CREATIVE and not place.ends_on
    ]
    return book.random.choice(found).id if found and book.chance(0.8) else None
