"""What the sector serves: its record types, and its part of each county and district."""

from decimal import Decimal

from hub.entities import County, District
from hub.fields import Connection, column, connection, count, namespace, record, total
from hub.records.types import Record
from modules.outcome import models as rows


@record(rows.Project, "outcome_projects", "A project of this sector in one county.", zh="主要目标项目")
class OutcomeProject(Record):
    """A project."""

    name: str = column(rows.Project.name, "The project's name.", zh="项目名称")
    stage: rows.OutcomeStage = column(rows.Project.stage, "How far it has come.", zh="阶段")
    amount: Decimal = column(rows.Project.amount, "Money planned, CNY.", zh="计划资金（元）")


@namespace(County, "outcome", "Outcome in this county.", zh="主要目标")
class CountyOutcome:
    """The sector's part of a county."""

    projects: Connection[OutcomeProject] = connection(rows.Project.county_code, "Its projects.", zh="项目")
    project_count: int | None = count(rows.Project.county_code, "Projects.", zh="项目数")
    amount: Decimal | None = total(
        rows.Project.county_code, rows.Project.amount, "Money planned, CNY.", zh="计划资金（元）"
    )


@namespace(District, "outcome", "Outcome in its counties.", zh="主要目标")
class DistrictOutcome(CountyOutcome):
    """The sector's part of a district: that of the counties paired with it."""
