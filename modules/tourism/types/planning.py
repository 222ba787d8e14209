"""What governments set up for tourism: county plans, demonstration zones and preferential policies."""

from datetime import date
from decimal import Decimal

from hub.entities import District
from hub.fields import One, column, one, record
from hub.records.types import Record
from modules.tourism import models as rows
from modules.tourism.types import places


@record(rows.TourismPlan, "tourism_plans", "A tourism plan that Shenzhen helps a county to make.", zh="旅游规划")
class TourismPlan(Record):
    """A plan."""

    title: str = column(rows.TourismPlan.title, "Its title, unique in the county.", zh="规划名称")
    kind: rows.TourismPlanKind = column(rows.TourismPlan.kind, "What it is for.", zh="规划类别")
    state: rows.TourismPlanState = column(rows.TourismPlan.state, "How far it has come.", zh="编制进度")
    destination: One["places.Destination | None"] = one(
        rows.TourismPlan.destination_id, "The destination of a plan for one; else null.", zh="所属目的地"
    )
    planner: str = column(rows.TourismPlan.planner, "Who makes it.", zh="编制单位")
    district: One[District | None] = one(
        rows.TourismPlan.district_code,
        "The district that pays or helps; null: the city itself.",
        zh="支援区（市级为空）",
    )
    amount: Decimal = column(rows.TourismPlan.amount, "Its cost to Shenzhen, CNY.", zh="投入金额（元）")
    adopted_on: date | None = column(rows.TourismPlan.adopted_on, "Day of adoption; null: not adopted.", zh="批准日期")


@record(
    rows.DemonstrationZone,
    "demonstration_zones",
    "A national tourism demonstration zone that Shenzhen helps to set up.",
    zh="旅游示范区",
)
class DemonstrationZone(Record):
    """A zone."""

    name: str = column(rows.DemonstrationZone.name, "Its name, unique in the county.", zh="名称")
    kind: rows.DemonstrationZoneKind = column(rows.DemonstrationZone.kind, "Which zone it is to be.", zh="示范区类别")
    state: rows.DemonstrationZoneState = column(rows.DemonstrationZone.state, "How far it has come.", zh="创建进度")
    poor_households: int = column(
        rows.DemonstrationZone.poor_households, "Registered poor households within it.", zh="覆盖建档立卡贫困户数"
    )
    amount: Decimal = column(rows.DemonstrationZone.amount, "Its cost to Shenzhen, CNY.", zh="投入金额（元）")
    recognised_on: date | None = column(
        rows.DemonstrationZone.recognised_on, "Day of recognition; null: not recognised.", zh="认定日期"
    )


@record(
    rows.PreferentialPolicy,
    "preferential_policies",
    "A policy that draws enterprises or visitors; its period is the part of its validity within the programme.",
    zh="旅游优惠政策",
)
class PreferentialPolicy(Record):
    """A policy."""

    title: str = column(rows.PreferentialPolicy.title, "Its title.", zh="政策名称")
    document_number: str = column(
        rows.PreferentialPolicy.document_number,
        "The number of the document, unique in the county; the same in each county that it is for.",
        zh="文号",
    )
    issuer: rows.PolicyIssuer = column(rows.PreferentialPolicy.issuer, "Who issued it.", zh="发文层级")
    kind: rows.TourismPolicyKind = column(rows.PreferentialPolicy.kind, "What it gives.", zh="优惠类别")
    benefit: str = column(rows.PreferentialPolicy.benefit, "Who gets what.", zh="优惠内容")
    valid_from: date = column(
        rows.PreferentialPolicy.valid_from, "First day of validity; may lie before the programme.", zh="生效日期"
    )
    valid_until: date | None = column(
        rows.PreferentialPolicy.valid_until,
        "Last day of validity; null: until further notice; may lie after the programme.",
        zh="失效日期",
    )
