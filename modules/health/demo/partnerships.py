"""Demo groups "1+N" with their pairings, and medical alliances with their members."""

from hub.demo.book import Book
from modules.health import models as rows
from modules.health.demo.institutions import WORDS, hospitals, partner
from modules.health.models import (
    HospitalPairingAim,
    MedicalAllianceKind,
    MedicalAllianceTie,
    MedicalInstitutionKind,
    MedicalSpecialty,
)

ADVISER = "深圳市罗湖医院集团"
CLINICAL = tuple(s for s in MedicalSpecialty if s not in (MedicalSpecialty.PUBLIC_HEALTH, MedicalSpecialty.OTHER))
SHARED = 3
"""So many neighbouring counties share a group."""


def fill(book: Book) -> None:
    """Write groups, then the pairings in them; alliances, then who is in them."""
    counties = list(book.counties)
    for number, first in enumerate(range(0, len(counties), SHARED)):
        _group(book, counties[first : first + SHARED], number)
    for county in book.counties:
        _pairings(book, county)
    for county, name in book.counties.items():
        _alliances(book, county, name[:2])
    for county in book.counties:
        _members(book, county)


def _group(book: Book, counties: list[str], number: int) -> None:
    word, district = WORDS[number % len(WORDS)], book.district(counties[0])
    for county in counties:
        book.add(
            rows.HospitalGroup,
            county,
            book.since(book.years[min(1, len(book.years) - 1)], (3, 4, 5)),
            name=f"{word}“1+N”医疗帮扶组团（第{number + 1}组）",
            lead_hospital=f"深圳市{word}医院",
            lead_district_code=district,
        )


def _pairings(book: Book, county: str) -> None:
    """A seat's hospital has a few partners, of which some end early; a centre has one or none, outside of any group."""
    for hospital in hospitals(book, county):
        for _ in range(2 + book.times(1)):
            _pairing(book, hospital, grouped=True)
    for institution in book.approved(rows.MedicalInstitution, county):
        if institution.kind is MedicalInstitutionKind.TOWNSHIP_HEALTH_CENTRE and book.chance(0.25):
            _pairing(book, institution, grouped=False)


def _pairing(book: Book, hospital: rows.MedicalInstitution, *, grouped: bool) -> None:
    county, year = hospital.county_code, book.random.choice(book.years)
    groups = book.approved(rows.HospitalGroup, county) if grouped else []
    aim = book.random.choice(list(HospitalPairingAim))
    book.add(
        rows.HospitalPairing,
        county,
        book.days(year, (3, 9), 365, 1095) if book.chance(0.3) else book.since(year, (3, 9)),
        group_id=groups[0].id if groups else None,
        hospital_id=hospital.id,
        partner_hospital=partner(book.random),
        partner_district_code=book.district(county),
        aim=aim,
        specialty=book.random.choice(CLINICAL) if aim is HospitalPairingAim.SPECIALTY else None,
    )


def _alliances(book: Book, county: str, name: str) -> None:
    """A community under the county hospital and now and then an alliance for a specialty."""
    lead, *others = hospitals(book, county)
    planned = [(lead, MedicalAllianceKind.COUNTY_COMMUNITY, f"{name}医疗集团（县域医共体）")]
    planned += [(o, MedicalAllianceKind.SPECIALTY, f"{o.name}专科联盟") for o in others if book.chance(0.4)]
    for hospital, kind, title in planned:
        book.add(
            rows.MedicalAlliance,
            county,
            book.since(book.random.choice(book.years[len(book.years) // 2 :]), (1, 6, 9)),
            name=title,
            kind=kind,
            lead_institution_id=hospital.id,
            adviser=ADVISER if kind is MedicalAllianceKind.COUNTY_COMMUNITY else None,
        )


def _members(book: Book, county: str) -> None:
    """A member joins with the alliance; now and then one leaves it."""
    for alliance in book.approved(rows.MedicalAlliance, county):
        close = alliance.kind is MedicalAllianceKind.COUNTY_COMMUNITY
        for institution in book.approved(rows.MedicalInstitution, county):
            if institution.id != alliance.lead_institution_id and book.chance(0.9 if close else 0.4):
                left = book.lasting(alliance.starts_on, book.random.randint(200, 700))[1]
                book.add(
                    rows.MedicalAllianceMember,
                    county,
                    (alliance.starts_on, left if book.chance(0.05) else None),
                    alliance_id=alliance.id,
                    institution_id=institution.id,
                    tie=MedicalAllianceTie.CLOSE if close and book.chance(0.8) else MedicalAllianceTie.LOOSE,
                )
