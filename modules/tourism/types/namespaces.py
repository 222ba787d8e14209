"""Tourism as a part of each county and district: its lists, counts and totals."""

from decimal import Decimal

from hub.entities import County, District
from hub.fields import Connection, connection, count, namespace, total
from modules.tourism import models as rows
from modules.tourism.types.business import TourismInvestment, TourismOperator
from modules.tourism.types.places import Destination, RouteStop, TourRoute
from modules.tourism.types.planning import DemonstrationZone, PreferentialPolicy, TourismPlan
from modules.tourism.types.promotion import (
    JointPromotion,
    PromotionCampaign,
    PromotionEvent,
    SmartPromotionChannel,
)
from modules.tourism.types.visitors import VisitorStatistic


@namespace(County, "tourism", "Tourism in this county.", zh="旅游")
class CountyTourism:
    """What a county's tourism records add up to, and the records."""

    destination_count: int | None = count(rows.Destination.county_code, "Destinations.", zh="目的地数")
    tour_route_count: int | None = count(rows.TourRoute.county_code, "Routes.", zh="线路数")
    tourism_plan_count: int | None = count(rows.TourismPlan.county_code, "Plans.", zh="规划数")
    demonstration_zone_count: int | None = count(
        rows.DemonstrationZone.county_code, "Demonstration zones, in preparation or recognised.", zh="示范区数"
    )
    preferential_policy_count: int | None = count(
        rows.PreferentialPolicy.county_code, "Preferential policies.", zh="优惠政策数"
    )
    smart_promotion_channel_count: int | None = count(
        rows.SmartPromotionChannel.county_code, "Channels of the smart-promotion system.", zh="智慧推广渠道数"
    )
    promotion_event_count: int | None = count(rows.PromotionEvent.county_code, "Promotion events.", zh="推广活动数")
    event_attendee_total: int | None = total(
        rows.PromotionEvent.county_code, rows.PromotionEvent.attendees, "Attendance at events.", zh="活动现场人次"
    )
    event_reach_total: int | None = total(
        rows.PromotionEvent.county_code, rows.PromotionEvent.reach, "People reached by events.", zh="活动触达人次"
    )
    campaign_reach_total: int | None = total(
        rows.PromotionCampaign.county_code,
        rows.PromotionCampaign.reach,
        "People reached by campaigns, counted each time.",
        zh="宣传触达人次",
    )
    campaign_amount_total: Decimal | None = total(
        rows.PromotionCampaign.county_code,
        rows.PromotionCampaign.amount,
        "Spent on campaigns, CNY.",
        zh="宣传投入合计（元）",
    )
    joint_promotion_count: int | None = count(rows.JointPromotion.county_code, "Joint promotions.", zh="联合促销次数")
    joint_promotion_visitor_total: int | None = total(
        rows.JointPromotion.county_code,
        rows.JointPromotion.visitors,
        "Visits that joint promotions brought.",
        zh="联合促销带来游客人次",
    )
    tourism_operator_count: int | None = count(rows.TourismOperator.county_code, "Operators.", zh="经营主体数")
    poor_employee_total: int | None = total(
        rows.TourismOperator.county_code,
        rows.TourismOperator.poor_employees,
        "People of registered poor households whom operators employ.",
        zh="经营主体吸纳贫困人口",
    )
    tourism_investment_count: int | None = count(rows.TourismInvestment.county_code, "Investments.", zh="投资项目数")
    investment_agreed_total: Decimal | None = total(
        rows.TourismInvestment.county_code,
        rows.TourismInvestment.agreed_amount,
        "Investment agreed, CNY.",
        zh="协议投资合计（元）",
    )
    investment_paid_total: Decimal | None = total(
        rows.TourismInvestment.county_code,
        rows.TourismInvestment.paid_amount,
        "Investment made, CNY.",
        zh="到位资金合计（元）",
    )
    investment_job_total: int | None = total(
        rows.TourismInvestment.county_code, rows.TourismInvestment.jobs, "Jobs by investment.", zh="投资带动就业人数"
    )
    investment_poor_job_total: int | None = total(
        rows.TourismInvestment.county_code,
        rows.TourismInvestment.poor_jobs,
        "Of these, jobs of people of registered poor households.",
        zh="其中贫困人口",
    )
    investment_poor_income_total: Decimal | None = total(
        rows.TourismInvestment.county_code,
        rows.TourismInvestment.poor_income,
        "What registered poor households earn by investments in a year, CNY.",
        zh="建档立卡贫困户年增收合计（元）",
    )
    visitor_total: int | None = total(
        rows.VisitorStatistic.county_code, rows.VisitorStatistic.visitors, "Visits.", zh="游客人次合计"
    )
    overnight_visitor_total: int | None = total(
        rows.VisitorStatistic.county_code,
        rows.VisitorStatistic.overnight_visitors,
        "Visits with a night or more.",
        zh="过夜游客人次合计",
    )
    overnight_stay_total: int | None = total(
        rows.VisitorStatistic.county_code, rows.VisitorStatistic.overnight_stays, "Nights spent.", zh="过夜人天合计"
    )
    revenue_total: Decimal | None = total(
        rows.VisitorStatistic.county_code,
        rows.VisitorStatistic.revenue,
        "What visitors spent, CNY.",
        zh="旅游总消费合计（元）",
    )

    destinations: Connection[Destination] = connection(rows.Destination.county_code, "Destinations.", zh="目的地")
    tour_routes: Connection[TourRoute] = connection(rows.TourRoute.county_code, "Routes.", zh="旅游线路")
    route_stops: Connection[RouteStop] = connection(rows.RouteStop.county_code, "Stops of routes.", zh="线路站点")
    tourism_plans: Connection[TourismPlan] = connection(rows.TourismPlan.county_code, "Plans.", zh="旅游规划")
    demonstration_zones: Connection[DemonstrationZone] = connection(
        rows.DemonstrationZone.county_code, "Demonstration zones.", zh="旅游示范区"
    )
    preferential_policies: Connection[PreferentialPolicy] = connection(
        rows.PreferentialPolicy.county_code, "Preferential policies.", zh="优惠政策"
    )
    smart_promotion_channels: Connection[SmartPromotionChannel] = connection(
        rows.SmartPromotionChannel.county_code, "Channels of the smart-promotion system.", zh="智慧推广渠道"
    )
    promotion_campaigns: Connection[PromotionCampaign] = connection(
        rows.PromotionCampaign.county_code, "Campaigns, by channel.", zh="宣传推广"
    )
    promotion_events: Connection[PromotionEvent] = connection(
        rows.PromotionEvent.county_code, "Promotion events.", zh="推广活动"
    )
    joint_promotions: Connection[JointPromotion] = connection(
        rows.JointPromotion.county_code, "Joint promotions.", zh="联合促销"
    )
    tourism_operators: Connection[TourismOperator] = connection(
        rows.TourismOperator.county_code, "Operators.", zh="经营主体"
    )
    tourism_investments: Connection[TourismInvestment] = connection(
        rows.TourismInvestment.county_code, "Investments.", zh="旅游投资"
    )
    visitor_statistics: Connection[VisitorStatistic] = connection(
        rows.VisitorStatistic.county_code, "Visitors by month.", zh="月度游客统计"
    )


@namespace(District, "tourism", "Tourism in the counties paired with this district.", zh="结对县的旅游")
class DistrictTourism(CountyTourism):
    """The same over all of a district's counties."""
