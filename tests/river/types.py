"""What the sector of rivers serves."""

from datetime import date
from decimal import Decimal

from hub.context import Info
from hub.entities import County, District
from hub.fields import Connection, One, column, connection, count, field, namespace, one, personal, record, total
from hub.records.types import Record
from tests.river import models as rows


@record(rows.River, "rivers", "A river of the county.", zh="河流")
class River(Record):
    """A river."""

    name: str = column(rows.River.name, "The name.", zh="名称")
    flow: rows.Flow = column(rows.River.flow, "How much water.", zh="水量")
    bed: rows.Bed | None = column(rows.River.bed, "What it runs over.", zh="河床")
    length: int | None = column(rows.River.length, "Length, kilometres.", zh="长度（千米）")
    discharge: int = column(rows.River.discharge, "Discharge of a day, cubic metres.", zh="日流量（立方米）")
    budget: Decimal = column(rows.River.budget, "Budget, CNY.", zh="预算（元）")
    reserve: Decimal | None = column(rows.River.reserve, "Reserve, CNY.", zh="备用金（元）")
    dredged_on: date | None = column(rows.River.dredged_on, "When it was last dredged.", zh="清淤日期")
    navigable: bool = column(rows.River.navigable, "Whether boats go there.", zh="是否通航")
    remark: str | None = column(rows.River.remark, "A remark.", zh="备注")
    surveys: Connection["Survey"] = connection(rows.Survey.river_id, "Its surveys.", zh="勘测记录")
    survey_count: int | None = count(rows.Survey.river_id, "Its surveys.", zh="勘测次数")
    visitor_total: int | None = total(rows.Survey.river_id, rows.Survey.visitors, "Visitors.", zh="来访人次")
    fee_total: Decimal | None = total(rows.Survey.river_id, rows.Survey.fee, "Fees, CNY.", zh="费用合计（元）")

    @field("A label for a list.", zh="标签")
    def label(self) -> str:
        """Name and flow."""
        return f"{self.name} ({self.flow.name})"


@record(rows.Survey, "surveys", "A survey of a river.", zh="勘测")
class Survey(Record):
    """A survey."""

    number: int = column(rows.Survey.number, "The number in its county.", zh="编号")
    river: One[River | None] = one(rows.Survey.river_id, "The river surveyed.", zh="河流")
    district: One[District | None] = one(rows.Survey.district_code, "The district that came along.", zh="陪同区")
    surveyor: str | None = personal(rows.Survey.surveyor, "Who surveyed.", zh="勘测人")
    visitors: int = column(rows.Survey.visitors, "Who watched.", zh="来访人次")
    fee: Decimal = column(rows.Survey.fee, "Fee, CNY.", zh="费用（元）")
    deviation_reason: str | None = column(
        rows.Survey.deviation_reason, "Why the fee isn't the standard.", zh="不符合标准的原因"
    )

    @field("The river's name, by way of the to-one.", zh="河流名称")
    async def river_name(self, info: Info) -> str | None:
        """The name, null where the river is hidden."""
        river = await self.river.load(info)
        return None if river is None else str(river.name)


@record(rows.Ferry, "ferries", "A ferry.", zh="渡船")
class Ferry(Record):
    """A ferry."""

    name: str = column(rows.Ferry.name, "The name.", zh="名称")
    river: One[River | None] = one(rows.Ferry.river_id, "Where it crosses.", zh="河流")


@namespace(County, "rivers", "The county's rivers.", zh="河流")
class CountyRivers:
    """Rivers of a county."""

    rivers: Connection[River] = connection(rows.River.county_code, "Its rivers.", zh="河流")
    surveys: Connection[Survey] = connection(rows.Survey.county_code, "Surveys there.", zh="勘测记录")
    ferries: Connection[Ferry] = connection(rows.Ferry.county_code, "Ferries there.", zh="渡船")
    survey_count: int | None = count(rows.Survey.county_code, "Surveys there.", zh="勘测次数")
    visitor_total: int | None = total(rows.Survey.county_code, rows.Survey.visitors, "Visitors.", zh="来访人次")
    fee_total: Decimal | None = total(rows.Survey.county_code, rows.Survey.fee, "Fees, CNY.", zh="费用合计（元）")


@namespace(District, "rivers", "Rivers of its counties.", zh="结对县的河流")
class DistrictRivers(CountyRivers):
    """Rivers of a district's counties."""
