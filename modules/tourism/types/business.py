"""Who runs tourism and who invests in it, with the jobs and incomes that this brings."""

from decimal import Decimal

from hub.entities import District
from hub.fields import Connection, One, column, connection, one, personal, record
from hub.records.types import Record
from modules.tourism import models as rows
from modules.tourism.types import places, promotion


@record(
    rows.TourismOperator,
    "tourism_operators",
    "An enterprise or co-operative that serves visitors.",
    zh="旅游经营主体",
)
class TourismOperator(Record):
    """An operator."""

    name: str = column(rows.TourismOperator.name, "Its name, unique in the county.", zh="名称")
    kind: rows.TourismOperatorKind = column(rows.TourismOperator.kind, "What it runs.", zh="经营类别")
    origin: rows.OperatorOrigin = column(rows.TourismOperator.origin, "Where it comes from.", zh="企业来源")
    destination: One["places.Destination | None"] = one(
        rows.TourismOperator.destination_id, "The destination that it serves; null: the county.", zh="所在目的地"
    )
    contact: str | None = personal(rows.TourismOperator.contact, "The name of whom to ask.", zh="联系人姓名")
    phone: str | None = personal(rows.TourismOperator.phone, "Mobile phone, 11 digits.", zh="手机号")
    employees: int = column(rows.TourismOperator.employees, "Employees.", zh="从业人数")
    poor_employees: int = column(
        rows.TourismOperator.poor_employees,
        "Of the employees, those of registered poor households.",
        zh="其中建档立卡贫困人口",
    )
    smart_channels: Connection["promotion.SmartPromotionChannel"] = connection(
        rows.SmartPromotionChannel.operator_id, "Channels of the smart-promotion system that it runs.", zh="运营的渠道"
    )
    investments: Connection["TourismInvestment"] = connection(
        rows.TourismInvestment.operator_id, "What is invested in it.", zh="投资项目"
    )


@record(
    rows.TourismInvestment, "tourism_investments", "An enterprise's investment in a county's tourism.", zh="旅游投资"
)
class TourismInvestment(Record):
    """An investment."""

    project: str = column(rows.TourismInvestment.project, "The project, unique in the county.", zh="项目名称")
    investor: str = column(rows.TourismInvestment.investor, "Who invests.", zh="投资方")
    state: rows.TourismInvestmentState = column(rows.TourismInvestment.state, "How far it has come.", zh="投资进度")
    operator: One[TourismOperator | None] = one(
        rows.TourismInvestment.operator_id, "The operator that it goes into; null: none yet.", zh="经营主体"
    )
    destination: One["places.Destination | None"] = one(
        rows.TourismInvestment.destination_id, "The destination that it goes into; null: none.", zh="所在目的地"
    )
    district: One[District | None] = one(
        rows.TourismInvestment.district_code,
        "The Shenzhen district that the investor comes from, or that brought it; null: none.",
        zh="投资方所在区或引荐区",
    )
    agreed_amount: Decimal = column(rows.TourismInvestment.agreed_amount, "Agreed, CNY.", zh="协议投资（元）")
    paid_amount: Decimal = column(rows.TourismInvestment.paid_amount, "Invested so far, CNY.", zh="到位资金（元）")
    jobs: int = column(rows.TourismInvestment.jobs, "Jobs that it brings.", zh="带动就业人数")
    poor_jobs: int = column(
        rows.TourismInvestment.poor_jobs,
        "Of the jobs, those of people of registered poor households.",
        zh="其中贫困人口",
    )
    poor_income: Decimal = column(
        rows.TourismInvestment.poor_income,
        "What registered poor households earn by it in a year, CNY: wages, rents and shares.",
        zh="建档立卡贫困户年增收（元）",
    )
