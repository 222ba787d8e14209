"""What the hub serves of the outcome: each county's years, and their part of a county and a district."""

from hub.entities import County, District
from hub.fields import Connection, column, connection, namespace, record, total
from hub.records.types import Record
from modules.outcome import models as rows


@record(
    rows.YearlyOutcome,
    "yearly_outcomes",
    "How far one county has come out of poverty in one year, which is the record's period.",
    zh="年度脱贫成效",
)
class YearlyOutcome(Record):
    """One year of a county."""

    poor_households: int = column(
        rows.YearlyOutcome.poor_households,
        "Registered poor households left at the year's end.",
        zh="年末建档立卡贫困户数",
    )
    poor_people: int = column(
        rows.YearlyOutcome.poor_people, "Registered poor people left at the year's end.", zh="年末建档立卡贫困人口"
    )
    poor_villages: int = column(
        rows.YearlyOutcome.poor_villages, "Poor villages left at the year's end.", zh="年末贫困村数"
    )
    people_lifted: int = column(
        rows.YearlyOutcome.people_lifted, "People who came out of poverty in the year.", zh="当年脱贫人口"
    )
    villages_delisted: int = column(
        rows.YearlyOutcome.villages_delisted, "Villages that left the list in the year.", zh="当年出列贫困村数"
    )
    county_delisted: bool = column(
        rows.YearlyOutcome.county_delisted, "Whether the county left the list in the year.", zh="当年是否摘帽"
    )


@namespace(County, "outcome", "How far this county has come out of poverty.", zh="脱贫成效")
class CountyOutcome:
    """The years of a county."""

    years: Connection[YearlyOutcome] = connection(rows.YearlyOutcome.county_code, "Year by year.", zh="年度脱贫成效")
    people_lifted_total: int | None = total(
        rows.YearlyOutcome.county_code,
        rows.YearlyOutcome.people_lifted,
        "People who came out of poverty.",
        zh="脱贫人口合计",
    )
    villages_delisted_total: int | None = total(
        rows.YearlyOutcome.county_code,
        rows.YearlyOutcome.villages_delisted,
        "Villages that left the list.",
        zh="出列贫困村合计",
    )


@namespace(District, "outcome", "How far its counties have come out of poverty.", zh="结对县脱贫成效")
class DistrictOutcome(CountyOutcome):
    """The years of the counties paired with a district."""
