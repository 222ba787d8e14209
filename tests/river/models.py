"""The tables of a small sector that tests of the centre stand on, so that they need no real one."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import BigInteger
from sqlmodel import Field

from hub.models import Choice, Personal, Problem, ProblemCode, Record, References, Text, choice, district, money, text

PREFIX = "river"
RiverId = Annotated[int, References("river_river")]
OptionalRiverId = Annotated[int | None, References("river_river")]


class Flow(Choice):
    """How much water a river carries. (水量)"""

    BROOK = Text("Brook", "小溪")
    STREAM = Text("Stream", "溪流")
    TORRENT = Text("Torrent", "急流")


class Bed(Choice):
    """What a river runs over. (河床)"""

    SAND = Text("Sand", "沙")
    ROCK = Text("Rock", "岩石")


class River(Record, table=True):
    """A river: the parent of surveys, with a column of every kind that may be missing."""

    prefix = PREFIX
    measure = "health"
    natural_key = ("name",)
    internal = ("gauge",)

    name: str = text(length=60)
    flow: Flow = choice(Flow)
    bed: Bed | None = choice(Bed, None)
    length: int | None = Field(default=None, ge=1)
    discharge: int = Field(default=0, ge=0)
    budget: Decimal = money()
    reserve: Decimal | None = money(None)
    dredged_on: date | None = None
    navigable: bool = False
    remark: str | None = text(None, length=100)
    gauge: str | None = Field(default=None, max_length=20)


class Survey(Record, table=True):
    """A survey of a river, held to the standard of its fee."""

    prefix = PREFIX
    measure = "health"
    natural_key = ("number",)

    number: int = Field(ge=1)
    river_id: RiverId = Field(sa_type=BigInteger)
    district_code: str | None = district()
    surveyor: Annotated[str, Personal("name")] = text(length=50)
    visitors: int = Field(default=0, ge=0)
    fee: Decimal = money()
    deviation_reason: str | None = text(None)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """Visitors come by boat."""
        if self.visitors and not referred["river_id"].navigable:
            wrong = Text("give 0: no boat comes here", "请填 0：该河不通航")
            yield Problem("visitors", ProblemCode.INCONSISTENT, wrong)


class Ferry(Record, table=True):
    """A ferry on a river; of another measure, so that another bureau answers for it."""

    prefix = PREFIX
    measure = "culture"
    natural_key = ("name",)

    name: str = text(length=60)
    river_id: OptionalRiverId = Field(default=None, sa_type=BigInteger)
