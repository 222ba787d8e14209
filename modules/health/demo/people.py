"""People who don't exist: Chinese names, identity numbers with a wrong check character, phones of no network."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

COUNTY_SURNAMES = "韦覃黄陆蒙罗梁莫潘农岑蓝谭卢班李王陈兰杨廖苏石吴周唐何谢凌银"
CITY_SURNAMES = "陈李黄张林王刘吴周郑杨何许邓曾叶罗谢朱徐曹蔡彭肖胡冯孙高郭庄"
GIVEN = "丽敏静秀霞玲燕梅婷雪慧莹洁春云艳欣怡颖佳伟强军勇杰涛明超平辉鹏华飞志国建海斌宇浩俊康宏永安"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHARACTERS = "10X98765432"
"""GB 11643: the check character for each remainder of the weighted sum by 11."""
BORN = (1961, 1994)
"""The years in which people who work in medicine were born."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who doesn't exist."""

    name: str
    identity_number: str
    phone: str


class People:
    """Makes people, no two with the same identity number."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[str] = set()

    def from_county(self, county: str) -> Person:
        """Somebody of a county's health service."""
        return self._person(COUNTY_SURNAMES, county if re.fullmatch(r"[0-9]{6}", county) else "450000")

    def from_shenzhen(self) -> Person:
        """Somebody of a Shenzhen hospital."""
        return self._person(CITY_SURNAMES, "440300")

    def _person(self, surnames: str, region: str) -> Person:
        given = "".join(self._random.choices(GIVEN, k=self._random.choice((1, 2, 2))))
        phone = f"100{self._random.randrange(10**8):08d}"
        return Person(self._random.choice(surnames) + given, self._identity(region), phone)

    def _identity(self, region: str) -> str:
        while True:
            day = date(self._random.randint(*BORN), 1, 1) + timedelta(days=self._random.randrange(365))
            body = f"{region}{day:%Y%m%d}{self._random.randrange(1000):03d}"
            if body not in self._taken:
                self._taken.add(body)
                return body + self._random.choice(CHARACTERS.replace(check_character(body), ""))


def check_character(body: str) -> str:
    """The last character that GB 11643 gives to 17 digits."""
    return CHARACTERS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]
