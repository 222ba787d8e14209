"""People and bodies who don't exist: Chinese names, numbers with a wrong check character, phones of no network."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hub.records.people import Gender

COUNTY_SURNAMES = "韦覃黄陆蒙罗梁莫潘农岑蓝谭卢班李王陈兰杨廖苏石吴周唐何谢凌银"
CITY_SURNAMES = "陈李黄张林王刘吴周郑杨何许邓曾叶罗谢朱徐曹蔡彭肖胡冯孙高郭庄"
GIVEN = {
    Gender.FEMALE: "丽芳娟敏静秀霞玲燕红梅婷雪琳慧莹洁春兰云凤艳萍欣怡思颖佳晓月",
    Gender.MALE: "伟强军勇杰涛明超刚平辉鹏华飞志国建文海东斌宇浩俊康宏永立家安",
}
SHENZHEN, GUANGXI = "440300", "450000"
PERSON_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
PERSON_CHARACTERS = "10X98765432"
"""GB 11643: the check character for each remainder of the weighted sum by 11."""
BODY_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100: the characters by their value."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who doesn't exist."""

    name: str
    gender: Gender
    identity_number: str
    phone: str


class People:
    """Makes people and bodies, no two with the same number; people were born in the years from first to last given."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[str] = set()

    def from_county(self, county: str, *born: int) -> Person:
        """Somebody of a county."""
        return self._person(COUNTY_SURNAMES, _region(county), born)

    def from_shenzhen(self, *born: int) -> Person:
        """Somebody of Shenzhen."""
        return self._person(CITY_SURNAMES, SHENZHEN, born)

    def body(self, county: str, category: str) -> str:
        """The unified social credit code of a body of a county; `category` are its first two characters, GB 32100."""
        number = self._new(lambda: f"{category}{_region(county)}MA{self._random.randrange(10**7):07d}")
        return number + self._wrong(BODY_CHARACTERS, body_check(number))

    def _person(self, surnames: str, region: str, born: tuple[int, ...]) -> Person:
        gender = self._random.choice((Gender.FEMALE, Gender.MALE))
        given = "".join(self._random.choices(GIVEN[gender], k=self._random.choice((1, 2, 2))))
        phone = f"100{self._random.randrange(10**8):08d}"
        name = self._random.choice(surnames) + given
        number = self._new(lambda: self._identity(region, born, gender))
        return Person(name, gender, number + self._wrong(PERSON_CHARACTERS, person_check(number)), phone)

    def _identity(self, region: str, born: tuple[int, ...], gender: Gender) -> str:
        day = date(self._random.randint(born[0], born[-1]), 1, 1) + timedelta(days=self._random.randrange(365))
        return f"{region}{day:%Y%m%d}{self._random.randrange(500) * 2 + (gender is Gender.MALE):03d}"

    def _new(self, make: Callable[[], str]) -> str:
        while (number := make()) in self._taken:
            pass
        self._taken.add(number)
        return number

    def _wrong(self, characters: str, right: str) -> str:
        return self._random.choice(characters.replace(right, ""))


def _region(county: str) -> str:
    return county if re.fullmatch(r"[0-9]{6}", county) else GUANGXI


def person_check(body: str) -> str:
    """The last character that GB 11643 gives to 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, PERSON_WEIGHTS, strict=True))
    return PERSON_CHARACTERS[total % 11]


def body_check(body: str) -> str:
    """The last character that GB 32100 gives to 17 characters."""
    total = sum(BODY_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return BODY_CHARACTERS[-total % 31]
