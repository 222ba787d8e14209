"""People who don't exist: Chinese names, identity numbers with a wrong check character, phones of no network."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from modules.education.models import Gender

COUNTY_SURNAMES = "韦覃黄陆蒙罗梁莫潘农岑蓝谭卢班李王陈兰杨廖苏石吴周唐何谢凌银"
CITY_SURNAMES = "陈李黄张林王刘吴周郑杨何许邓曾叶罗谢朱徐曹蔡彭肖胡冯孙高郭庄"
GIVEN = {
    Gender.FEMALE: "丽芳娟敏静秀霞玲燕红梅婷雪琳慧莹洁春兰云凤艳萍欣怡思颖佳晓月",
    Gender.MALE: "伟强军勇杰涛明超刚平辉鹏华飞志国建文海东斌宇浩俊康宏永立家安",
}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHARACTERS = "10X98765432"
"""GB 11643: the check character for each remainder of the weighted sum by 11."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who doesn't exist."""

    name: str
    gender: Gender
    identity_number: str
    phone: str


class People:
    """Makes people, no two with the same identity number."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[str] = set()

    def from_county(self, county: str, *born: int) -> Person:
        """Somebody of a county, born in one of the years from the first to the last given."""
        return self._person(COUNTY_SURNAMES, county, born)

    def from_shenzhen(self, *born: int) -> Person:
        """Somebody of Shenzhen, born in one of the years from the first to the last given."""
        return self._person(CITY_SURNAMES, "440300", born)

    def _person(self, surnames: str, region: str, born: tuple[int, ...]) -> Person:
        gender = self._random.choice((Gender.FEMALE, Gender.MALE))
        given = "".join(self._random.choices(GIVEN[gender], k=self._random.choice((1, 2, 2))))
        phone = f"100{self._random.randrange(10**8):08d}"
        return Person(self._random.choice(surnames) + given, gender, self._identity(region, born, gender), phone)

    def _identity(self, region: str, born: tuple[int, ...], gender: Gender) -> str:
        prefix = region if re.fullmatch(r"[0-9]{6}", region) else "450000"
        while True:
            day = date(self._random.randint(born[0], born[-1]), 1, 1) + timedelta(days=self._random.randrange(365))
            order = self._random.randrange(500) * 2 + (gender is Gender.MALE)
            body = f"{prefix}{day:%Y%m%d}{order:03d}"
            if body not in self._taken:
                self._taken.add(body)
                return body + self._wrong(body)

    def _wrong(self, body: str) -> str:
        return self._random.choice(CHARACTERS.replace(check_character(body), ""))


def check_character(body: str) -> str:
    """The last character that GB 11643 gives to 17 digits."""
    return CHARACTERS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]
