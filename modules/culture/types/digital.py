"""Projects of the digital culture industry, and their partners from Shenzhen."""

from datetime import date
from decimal import Decimal

from hub.entities import District
from hub.fields import Connection, One, column, connection, count, one, record, total
from hub.records.types import Record
from modules.culture import models as rows
from modules.culture.types import institutions


@record(
    rows.DigitalCultureProject,
    "digital_culture_projects",
    "A project of the digital culture industry.",
    zh="数字文化产业项目",
)
class DigitalCultureProject(Record):
    """A project, from its beginning to its end."""

    name: str = column(rows.DigitalCultureProject.name, "Its name, unique in the county.", zh="项目名称")
    kind: rows.DigitalCultureKind = column(rows.DigitalCultureProject.kind, "What it makes.", zh="项目类别")
    stage: rows.DigitalCultureStage = column(rows.DigitalCultureProject.stage, "How far it has come.", zh="项目阶段")
    institution: One["institutions.CultureInstitution | None"] = one(
        rows.DigitalCultureProject.institution_id,
        "Who carries it out in the county; null: the partners alone.",
        zh="县内承担机构，仅由合作方承担时为空",
    )
    planned_amount: Decimal = column(
        rows.DigitalCultureProject.planned_amount, "Planned cost, CNY.", zh="计划金额（元）"
    )
    paid_amount: Decimal = column(
        rows.DigitalCultureProject.paid_amount, "Paid so far, CNY, at most the planned cost.", zh="已付金额（元）"
    )
    jobs: int = column(rows.DigitalCultureProject.jobs, "Jobs in the county by it.", zh="带动县内就业人数")
    launched_on: date | None = column(
        rows.DigitalCultureProject.launched_on, "When it was launched; null: not yet.", zh="上线日期，未上线为空"
    )
    partners: Connection["DigitalCulturePartner"] = connection(
        rows.DigitalCulturePartner.project_id, "Its partners from Shenzhen.", zh="深圳合作方"
    )
    partner_count: int | None = count(rows.DigitalCulturePartner.project_id, "Its partners.", zh="合作方数")
    contributed_total: Decimal | None = total(
        rows.DigitalCulturePartner.project_id,
        rows.DigitalCulturePartner.amount,
        "What its partners gave, CNY.",
        zh="合作方出资合计（元）",
    )


@record(
    rows.DigitalCulturePartner,
    "digital_culture_partners",
    "A partner from Shenzhen in a digital-culture project.",
    zh="数字文化项目合作方",
)
class DigitalCulturePartner(Record):
    """A partner, from joining to leaving."""

    project: One[DigitalCultureProject | None] = one(
        rows.DigitalCulturePartner.project_id, "The project.", zh="所属项目"
    )
    name: str = column(rows.DigitalCulturePartner.name, "The enterprise or body in Shenzhen.", zh="合作方名称")
    contribution: rows.DigitalCultureContribution = column(
        rows.DigitalCulturePartner.contribution, "What it brings, above all.", zh="合作内容"
    )
    district: One[District | None] = one(
        rows.DigitalCulturePartner.district_code,
        "The partner's district; null: directly under the city.",
        zh="合作方所在区，市属单位为空",
    )
    amount: Decimal = column(rows.DigitalCulturePartner.amount, "Money that it gave, CNY.", zh="出资金额（元）")
