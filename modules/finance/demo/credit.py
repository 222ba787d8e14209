"""Demo institutions with their products, borrowers, and the households that these bring along."""

from decimal import Decimal

from hub.demo.book import Book
from modules.finance import models as rows
from modules.finance.models import BODIES, LENDING, BorrowerKind, BringingWay, CreditRating, InstitutionKind

INSTITUTIONS = {
    "{}农村信用合作联社": InstitutionKind.RURAL_COOPERATIVE,
    "南岭银行{}支行": InstitutionKind.COMMERCIAL_BANK,
    "助农发展银行{}支行": InstitutionKind.POLICY_BANK,
    "{}鹏桂村镇银行": InstitutionKind.VILLAGE_BANK,
    "{}同舟融资担保公司": InstitutionKind.GUARANTEE,
}
"""None of them exists."""
PRODUCTS = {
    "扶贫小额信贷": (BorrowerKind.POOR_HOUSEHOLD, 435, 50_000, 36, True, True),
    "种养大户贷": (BorrowerKind.LARGE_FARMER, 525, 300_000, 36, False, False),
    "合作社带动贷": (BorrowerKind.COOPERATIVE, 490, 2_000_000, 60, False, True),
    "小微创业贷": (BorrowerKind.MICRO_ENTERPRISE, 560, 1_000_000, 24, False, False),
    "乡村通用贷": (None, 610, 200_000, 24, False, False),
}
"""For whom, rate in hundredths of a percent, the most in CNY, months, unsecured, subsidised."""
KINDS = {
    BorrowerKind.POOR_HOUSEHOLD: 74,
    BorrowerKind.LARGE_FARMER: 13,
    BorrowerKind.COOPERATIVE: 8,
    BorrowerKind.MICRO_ENTERPRISE: 5,
}
"""Percent by kind."""
MEMBERS = {
    BorrowerKind.POOR_HOUSEHOLD: (1, 8),
    BorrowerKind.LARGE_FARMER: (2, 8),
    BorrowerKind.COOPERATIVE: (6, 120),
    BorrowerKind.MICRO_ENTERPRISE: (2, 40),
}
CATEGORY = {BorrowerKind.COOPERATIVE: "93", BorrowerKind.MICRO_ENTERPRISE: "91"}
"""GB 32100: co-operatives, and enterprises."""
WORDS = ("绿源", "兴农", "康达", "山里红", "金穗", "福泽", "瑶山", "壮乡", "清泉", "百果")
TRADES = {BorrowerKind.COOPERATIVE: "种养专业合作社", BorrowerKind.MICRO_ENTERPRISE: "农产品有限公司"}
VILLAGES = ("城厢镇平安村", "龙岩乡同乐村", "新圩镇弄山村", "下坳乡三合村", "东兰街道那坡村", "甲篆镇百马村")
BORN = (1955, 1995)
"""When borrowers and heads of households were born, from and to."""
BORROWERS, HOUSEHOLDS = 108, 2.6
"""Borrowers a county, and households that one of those brings along that aren't poor themselves."""


def fill(book: Book) -> None:
    """Write who lends, who borrows, and who is brought along; in the last county by code nobody is."""
    for county, name in book.counties.items():
        _lenders(book, county, name)
    for institution in book.approved(rows.CreditInstitution):
        _products(book, institution)
    for county in book.counties:
        for number in range(book.times(BORROWERS)):
            _borrower(book, county, number)
    for borrower in book.approved(rows.Borrower):
        if borrower.kind is not BorrowerKind.POOR_HOUSEHOLD and borrower.county_code != book.bare:
            _households(book, borrower)


def _lenders(book: Book, county: str, name: str) -> None:
    for pattern, kind in INSTITUTIONS.items():
        book.add(
            rows.CreditInstitution,
            county,
            (book.first, None),
            name=pattern.format(name),
            kind=kind,
            outlets=book.random.randint(1, 14),
            service_points=book.random.randint(0, 90),
        )


def _products(book: Book, institution: rows.CreditInstitution) -> None:
    if institution.kind not in LENDING:
        return
    cheap = -30 if institution.kind is InstitutionKind.POLICY_BANK else 0
    for name, (kind, rate, most, months, unsecured, subsidised) in PRODUCTS.items():
        if kind is BorrowerKind.POOR_HOUSEHOLD or book.chance(0.5):
            book.add(
                rows.CreditProduct,
                institution.county_code,
                (book.first, None),
                institution_id=institution.id,
                name=name,
                borrower_kind=kind,
                annual_rate=rate + cheap,
                max_amount=Decimal(most),
                max_months=months,
                unsecured=unsecured,
                subsidised=subsidised,
            )


def _borrower(book: Book, county: str, number: int) -> None:
    kind = book.random.choices(list(KINDS), list(KINDS.values()))[0]
    person, village = book.people.from_county(county, *BORN), book.random.choice(VILLAGES)
    body = kind in BODIES
    book.add(
        rows.Borrower,
        county,
        (book.day(book.random.choice(book.years)), None),
        kind=kind,
        name=person.name,
        registration_number=book.people.body(county, CATEGORY[kind]) if body else person.identity_number,
        phone=person.phone if book.chance(0.9) else None,
        organisation=f"{village[-3:]}{book.random.choice(WORDS)}{TRADES[kind]}（{number}）" if body else None,
        village=village,
        members=book.random.randint(*MEMBERS[kind]),
        rating=book.random.choices(list(CreditRating), (30, 40, 20, 10))[0],
    )


def _households(book: Book, borrower: rows.Borrower) -> None:
    for _ in range(book.random.randint(0, int(2 * HOUSEHOLDS))):
        person = book.people.from_county(borrower.county_code, *BORN)
        begun = book.day(book.random.randint(borrower.starts_on.year, book.years[-1]))
        ends = book.later(begun, 200, 900)
        book.add(
            rows.AssistedHousehold,
            borrower.county_code,
            (begun, ends if ends <= book.last and book.chance(0.3) else None),
            borrower_id=borrower.id,
            head=person.name,
            identity_number=person.identity_number,
            members=book.random.randint(1, 8),
            way=book.random.choice(list(BringingWay)),
            yearly_income=Decimal(book.random.randint(8, 120)) * 100,
        )
