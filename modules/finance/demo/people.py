"""People and bodies that don't exist: numbers with a wrong check character, phones of no network."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SURNAMES = "韦覃黄陆蒙罗梁莫潘农岑蓝谭卢班李王陈兰杨廖苏石吴周唐何谢凌银"
GIVEN = "丽芳秀霞玲燕红梅婷琳春兰云凤艳萍伟强军勇杰涛明超刚平辉鹏华飞志国建文海东斌浩俊康宏永立家安"
PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PERSON_CHARACTERS = "10X98765432"
"""GB 11643: the check character for each remainder of the weighted sum by 11."""
BODY_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100: the characters by their value."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who doesn't exist."""

    name: str
    identity_number: str
    phone: str


class People:
    """Makes people and bodies, no two with the same number."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[str] = set()

    def person(self, county: str) -> Person:
        """A grown-up of the county."""
        given = "".join(self._random.choices(GIVEN, k=self._random.choice((1, 2, 2))))
        number = self._new(lambda: self._identity(_region(county)))
        wrong = self._random.choice(PERSON_CHARACTERS.replace(person_check(number), ""))
        return Person(self._random.choice(SURNAMES) + given, number + wrong, f"100{self._random.randrange(10**8):08d}")

    def body(self, county: str, category: str) -> str:
        """The unified social credit code of a body of the county; `category` are its first two characters."""
        number = self._new(lambda: f"{category}{_region(county)}MA{self._random.randrange(10**7):07d}")
        return number + self._random.choice(BODY_CHARACTERS.replace(body_check(number), ""))

    def _identity(self, region: str) -> str:
        day = date(self._random.randint(1955, 1995), 1, 1) + timedelta(days=self._random.randrange(365))
        return f"{region}{day:%Y%m%d}{self._random.randrange(1000):03d}"

    def _new(self, make: Callable[[], str]) -> str:
        while (number := make()) in self._taken:
            pass
        self._taken.add(number)
        return number


def _region(county: str) -> str:
    return county if re.fullmatch(r"[0-9]{6}", county) else "450000"


def person_check(body: str) -> str:
    """The last character that GB 11643 gives to 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, PERSON_WEIGHTS, strict=True))
    return PERSON_CHARACTERS[total % 11]


def body_check(body: str) -> str:
    """The last character that GB 32100 gives to 17 characters."""
    total = sum(BODY_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return BODY_CHARACTERS[-total % 31]
