"""People who don't exist: Chinese names, and phones of no network."""

from dataclasses import dataclass
from random import Random

COUNTY_SURNAMES = "韦覃黄陆蒙罗梁莫潘农岑蓝谭卢班李王陈兰杨廖苏石吴周唐何谢凌银"
CITY_SURNAMES = "陈李黄张林王刘吴周郑杨何许邓曾叶罗谢朱徐曹蔡彭肖胡冯孙高郭庄"
GIVEN = "丽芳娟敏静秀霞玲燕红梅婷雪慧莹春兰云凤艳伟强军勇杰涛明超刚平辉鹏华飞志国建文海东斌宇浩"


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who doesn't exist."""

    name: str
    phone: str


def contact_of(random: Random, *, local: bool) -> Contact:
    """Somebody of a county, or of a city elsewhere."""
    given = "".join(random.choices(GIVEN, k=random.choice((1, 2, 2))))
    surname = random.choice(COUNTY_SURNAMES if local else CITY_SURNAMES)
    return Contact(surname + given, f"100{random.randrange(10**8):08d}")
