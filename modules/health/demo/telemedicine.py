"""Demo telemedicine links, and the sessions over them: more each year, some not held, the last ones still to come."""

from datetime import date, timedelta

from hub.demo.book import Book
from hub.models import Status
from modules.health import models as rows
from modules.health.demo.institutions import hospitals, partner
from modules.health.demo.partnerships import CLINICAL
from modules.health.models import (
    MedicalSpecialty,
    TelemedicineKind,
    TelemedicineLink,
    TelemedicineLinkState,
    TelemedicineOutcome,
)

KINDS = (TelemedicineKind.CONSULTATION,) * 4 + (TelemedicineKind.IMAGING,) * 4 + tuple(TelemedicineKind)
FREE = (TelemedicineLinkState.PREPARING, TelemedicineLinkState.SUSPENDED)
PACE = (9, 4)
"""The most days between two sessions of a link in its first year, and later."""
PENDING = timedelta(days=21)
"""Sessions of the programme's last days are still to be held."""


def fill(book: Book) -> None:
    """Write all links, then what is done over them; the last county has none."""
    served = [hospital for county in list(book.counties)[:-1] for hospital in hospitals(book, county)]
    for index, hospital in enumerate(served * book.scale):
        _link(book, hospital, book.years[index % max(len(book.years) - 1, 1)])
    for county in book.counties:
        for link in book.approved(TelemedicineLink, county):
            if link.state is not TelemedicineLinkState.PREPARING:
                _sessions(book, link)


def _link(book: Book, hospital: rows.MedicalInstitution, year: int) -> None:
    ended = book.chance(0.1)
    free = TelemedicineLinkState.RUNNING if book.chance(0.9) else book.random.choice(FREE)
    book.add(
        TelemedicineLink,
        hospital.county_code,
        book.days(year, (3, 6, 9), 300, 700) if ended else book.since(year, (3, 6, 9)),
        hospital_id=hospital.id,
        partner_hospital=partner(book.random),
        partner_district_code=book.district(hospital.county_code),
        platform=book.random.choice(("远程会诊系统", "区域影像平台", None)),
        state=TelemedicineLinkState.CLOSED if ended else free,
    )


def _sessions(book: Book, link: TelemedicineLink) -> None:
    """One after another while the link is there, each some days after the one before."""
    day, serial, last = link.starts_on, 0, link.ends_on or book.last
    while (day := _next(book, link, day)) <= last:
        serial += 1
        _session(book, link, day, serial)


def _next(book: Book, link: TelemedicineLink, day: date) -> date:
    later = (day - link.starts_on).days > 365  # noqa: PLR2004 - a year
    return day + timedelta(days=book.random.randint(2, 2 * PACE[later]))


def _session(book: Book, link: TelemedicineLink, day: date, serial: int) -> None:
    kind = book.random.choice(KINDS)
    waits = day > book.last - PENDING
    outcome = None if waits else _outcome(book, kind)
    held = outcome not in (None, TelemedicineOutcome.NOT_HELD)
    book.add(
        rows.TelemedicineSession,
        link.county_code,
        (day, None if waits else day),
        status=Status.SUBMITTED if waits else None,
        link_id=link.id,
        serial=serial,
        kind=kind,
        specialty=MedicalSpecialty.IMAGING if kind is TelemedicineKind.IMAGING else book.random.choice(CLINICAL),
        requested_on=day - timedelta(days=min(book.random.randint(0, 6), (day - book.first).days)),
        outcome=outcome,
        patients=book.random.randint(1, 4) if held and kind is not TelemedicineKind.TEACHING else 0,
        participants=book.random.randint(2, 40) if held else 0,
    )


def _outcome(book: Book, kind: TelemedicineKind) -> TelemedicineOutcome:
    """Mostly the first that the kind can have."""
    first, *others = rows.OUTCOMES[kind]
    return first if book.chance(0.9) else book.random.choice(others)
