"""What governments set up for tourism: county plans, demonstration zones and preferential policies."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, district, money, number, record_id, text
from modules.tourism.models.columns import OptionalDestinationId


class TourismPlanKind(Choice):
    """What a tourism plan is for. (规划类别)"""

    OVERALL = Text("Tourism of the whole county", "全县旅游发展规划")
    RED = Text("Red tourism", "红色旅游规划")
    ECOLOGICAL = Text("Ecological tourism", "生态旅游规划")
    SITE = Text("One destination", "景区规划设计")


class TourismPlanState(Choice):
    """How far a tourism plan has come. (编制进度)"""

    DRAFTING = Text("Being drafted", "编制中")
    REVIEWED = Text("Reviewed by experts", "已评审")
    ADOPTED = Text("Adopted", "已批准实施")


class TourismPlan(Record, table=True):
    """A tourism plan that Shenzhen helps a county to make; the period is that of the help, adoption included."""

    __tablename__ = "tourism_plan"
    measure = "tourism"
    natural_key = ("title",)

    title: str = text()
    kind: TourismPlanKind = choice(TourismPlanKind)
    state: TourismPlanState = choice(TourismPlanState)
    destination_id: OptionalDestinationId = record_id(None)
    planner: str = text()
    district_code: str | None = district()
    amount: Decimal = money()
    adopted_on: date | None = None

    def problems(self) -> Iterator[Problem]:
        """The plan of a destination names it, and a day of adoption goes with adoption."""
        if (self.kind is TourismPlanKind.SITE) != (self.destination_id is not None):
            wrong = Text(
                "name the destination of a plan for one, and of no other", "景区规划须填写所属目的地，其他规划不填"
            )
            yield Problem("destination_id", ProblemCode.INVALID, wrong)
        adopted = self.state is TourismPlanState.ADOPTED
        yield from reached(self, "adopted_on", due=adopted)


class DemonstrationZoneKind(Choice):
    """Which national demonstration zone a county works for. (示范区类别)"""

    ECOLOGICAL_HEALTH = Text("National ecological-health tourism demonstration zone", "国家生态健康旅游示范区")
    POVERTY_RELIEF = Text("National tourism poverty-relief demonstration zone", "国家旅游扶贫示范区")


class DemonstrationZoneState(Choice):
    """How far a demonstration zone has come. (创建进度)"""

    PREPARING = Text("In preparation", "创建中")
    APPLIED = Text("Applied for", "已申报")
    RECOGNISED = Text("Recognised", "已认定")


class DemonstrationZone(Record, table=True):
    """A demonstration zone that Shenzhen helps to set up; the period is that of the work, recognition included."""

    measure = "tourism"
    natural_key = ("name",)

    name: str = text(length=100)
    kind: DemonstrationZoneKind = choice(DemonstrationZoneKind)
    state: DemonstrationZoneState = choice(DemonstrationZoneState)
    poor_households: int = number(le=100_000)
    amount: Decimal = money()
    recognised_on: date | None = None

    def problems(self) -> Iterator[Problem]:
        """A day of recognition goes with recognition."""
        recognised = self.state is DemonstrationZoneState.RECOGNISED
        yield from reached(self, "recognised_on", due=recognised)


def reached(record: Record, field: str, *, due: bool) -> Iterator[Problem]:
    """A day goes with the state that it is the beginning of, and lies in the record's period."""
    day: date | None = getattr(record, field)
    last = record.ends_on or date.max
    if due and day is None:
        yield Problem(field, ProblemCode.REQUIRED, Text("give the day of this state", "该状态须填写对应日期"))
    elif day is not None and not due:
        wrong = Text("leave out the day of a state to come", "尚未达到该状态，请留空")
        yield Problem(field, ProblemCode.INVALID, wrong)
    elif day is not None and not record.starts_on <= day <= last:
        wrong = Text("give a day of the record's period", "日期须在记录的起止日期之内")
        yield Problem(field, ProblemCode.INVALID, wrong)


class PolicyIssuer(Choice):
    """Which government issued a preferential policy. (发文层级)"""

    REGION = Text("The autonomous region", "自治区")
    CITY = Text("The city above the county", "设区市")
    COUNTY = Text("The county", "县")
    SHENZHEN = Text("Shenzhen or one of its districts", "深圳市、区")


class TourismPolicyKind(Choice):
    """What a preferential policy gives. (优惠类别)"""

    LAND = Text("Land", "用地优惠")
    TAX = Text("Taxes and fees", "税费减免")
    CREDIT = Text("Loans and their interest", "信贷贴息")
    SUBSIDY = Text("Subsidies and rewards", "财政奖补")
    TICKETS = Text("Tickets for visitors", "门票优惠")
    SERVICE = Text("Help with permits and land", "审批与落地服务")


class PreferentialPolicy(Record, table=True):
    """A policy that draws enterprises or visitors.

    `valid_from` and `valid_until` are the document's own, and may lie outside the programme; the period is the part
    of them within it. A policy for several counties is a record in each, of one document number.
    """

    measure = "tourism"
    natural_key = ("document_number",)

    title: str = text()
    document_number: str = text(length=60)
    issuer: PolicyIssuer = choice(PolicyIssuer)
    kind: TourismPolicyKind = choice(TourismPolicyKind)
    benefit: str = text(length=1000)
    valid_from: date
    valid_until: date | None = None

    def problems(self) -> Iterator[Problem]:
        """The period lies within the validity, which ends no earlier than it begins."""
        if self.starts_on < self.valid_from:
            wrong = Text(f"the policy holds from {self.valid_from}", f"不能早于政策生效日期 {self.valid_from}")
            yield Problem("starts_on", ProblemCode.INVALID, wrong)
        if self.valid_until is not None:
            yield from self._end(self.valid_until)

    def _end(self, until: date) -> Iterator[Problem]:
        if until < self.valid_from:
            wrong = Text("the end must not lie before the start", "失效日期不能早于生效日期")
            yield Problem("valid_until", ProblemCode.INVALID, wrong)
        elif self.ends_on is None:
            wrong = Text(f"give the last day in the programme, at most {until}", f"请填写规划期内末日，至多 {until}")
            yield Problem("ends_on", ProblemCode.REQUIRED, wrong)
        elif self.ends_on > until:
            wrong = Text(f"the policy holds until {until}", f"不能晚于政策失效日期 {until}")
            yield Problem("ends_on", ProblemCode.INVALID, wrong)
