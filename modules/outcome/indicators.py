"""What is counted of the outcome, section 二: what was achieved. The plan's aim for 2020 has no number."""

from sqlalchemy import func

from hub.contract import Indicator
from hub.models import Text
from modules.outcome import models as rows

PEOPLE_LIFTED = Indicator(
    key="outcome.people_lifted",
    name=Text("Registered poor people who came out of poverty", "建档立卡贫困人口脱贫"),
    unit=Text("persons", "人"),
    model=rows.YearlyOutcome,
    text=Text("Registered poor people who came out of poverty in the years told of.", "统计期内各年脱贫人口之和。"),
    value=lambda table: func.sum(table.c.people_lifted),
)
VILLAGES_DELISTED = Indicator(
    key="outcome.villages_delisted",
    name=Text("Poor villages that left the list", "贫困村出列"),
    unit=Text("villages", "个村"),
    model=rows.YearlyOutcome,
    text=Text("Poor villages that left the list in the years told of.", "统计期内各年出列的贫困村数之和。"),
    value=lambda table: func.sum(table.c.villages_delisted),
)
COUNTIES_DELISTED = Indicator(
    key="outcome.counties_delisted",
    name=Text("Poor counties that left the list", "贫困县摘帽"),
    unit=Text("counties", "个县"),
    model=rows.YearlyOutcome,
    text=Text("Counties that left the list in the years told of.", "统计期内各年摘帽的县数。"),
    value=lambda _: func.count(),
    only={"county_delisted": True},
)
INDICATORS = (PEOPLE_LIFTED, VILLAGES_DELISTED, COUNTIES_DELISTED)
