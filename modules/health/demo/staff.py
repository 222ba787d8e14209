"""Demo attachments in Shenzhen, and hands-on visits to the counties."""

from datetime import date

from hub.demo.book import Book
from hub.demo.people import Person
from hub.models import Status
from modules.health import models as rows
from modules.health.demo.institutions import hospitals, partner
from modules.health.demo.partnerships import CLINICAL
from modules.health.demo.teams import BORN, PROFESSIONS, TITLES
from modules.health.models import ClinicalAttachmentMode, MedicalGuidanceForm, MedicalProfession

LENGTH = {
    ClinicalAttachmentMode.ADVANCED_TRAINING: (90, 365),
    ClinicalAttachmentMode.MANAGEMENT: (20, 60),
    ClinicalAttachmentMode.SHORT_COURSE: (3, 20),
}
"""The fewest and most days of a stay."""
MODES = (ClinicalAttachmentMode.ADVANCED_TRAINING,) * 3 + (ClinicalAttachmentMode.SHORT_COURSE,) * 2
SPRING, AUTUMN = (3, 4, 5), (9, 10, 11)


def fill(book: Book) -> None:
    """Write attachments and visits."""
    _attachments(book)
    _visits(book)


def _attachments(book: Book) -> None:
    """In each county and year the first comes for two courses; others come once, some over the year's end."""
    met = set()
    for county, year in book.each(17):
        person, profession = book.people.from_county(county, *BORN), book.random.choice(PROFESSIONS)
        if (county, year) in met:
            mode = _mode(book, profession)
            _attachment(book, county, book.days(year, SPRING + AUTUMN, *LENGTH[mode]), person, (profession, mode))
            continue
        met.add((county, year))
        for months in (SPRING, AUTUMN):
            days = book.days(year, months, *LENGTH[ClinicalAttachmentMode.SHORT_COURSE])
            learns = (profession, ClinicalAttachmentMode.SHORT_COURSE)
            _attachment(book, county, days, person, learns, status=Status.APPROVED)


def _mode(book: Book, profession: MedicalProfession) -> ClinicalAttachmentMode:
    manages = profession is MedicalProfession.MANAGER
    return ClinicalAttachmentMode.MANAGEMENT if manages else book.random.choice(MODES)


def _attachment(
    book: Book,
    county: str,
    days: tuple[date, date],
    person: Person,
    learns: tuple[MedicalProfession, ClinicalAttachmentMode],
    *,
    status: Status | None = None,
) -> None:
    profession, mode = learns
    book.add(
        rows.ClinicalAttachment,
        county,
        days,
        status=status,
        name=person.name,
        identity_number=person.identity_number,
        phone=person.phone if book.chance(0.9) else None,
        profession=profession,
        title=book.random.choice(TITLES[1:]),
        specialty=None if profession is MedicalProfession.MANAGER else book.random.choice(CLINICAL),
        mode=mode,
        home_institution_id=book.random.choice(book.approved(rows.MedicalInstitution, county)).id,
        host_hospital=partner(book.random),
        host_district_code=book.district(county),
    )


def _visits(book: Book) -> None:
    for number, (county, year) in enumerate(book.each(9), 1):
        form, specialty = book.random.choice(list(MedicalGuidanceForm)), book.random.choice(CLINICAL)
        places = hospitals(book, county) if book.chance(0.8) else book.approved(rows.MedicalInstitution, county)
        book.add(
            rows.MedicalGuidanceVisit,
            county,
            book.days(year, SPRING + AUTUMN, 1, 7),
            topic=f"{specialty.text.zh}“手把手”{form.text.zh}（{year}年第{number}场）",
            leader=book.people.from_shenzhen(*BORN).name,
            experts=book.random.randint(2, 10),
            form=form,
            specialty=specialty,
            hospital_id=book.random.choice(places).id,
            sending_hospital=partner(book.random),
            sending_district_code=book.district(county),
            procedures=book.random.randint(1, 12) if form is MedicalGuidanceForm.OPERATION else 0,
            trainees=book.random.randint(5, 160),
        )
