"""How the counties are promoted: the smart-promotion system's channels, campaigns, events and joint promotions."""

from decimal import Decimal

from hub.entities import District
from hub.fields import Connection, One, column, connection, one, record
from hub.records.types import Record
from modules.tourism import models as rows
from modules.tourism.types import business, places


@record(
    rows.SmartPromotionChannel,
    "smart_promotion_channels",
    "A channel of the county's smart tourism promotion system.",
    zh="智慧旅游推广渠道",
)
class SmartPromotionChannel(Record):
    """A channel of new media."""

    name: str = column(rows.SmartPromotionChannel.name, "Its name, unique in the county.", zh="名称")
    kind: rows.PromotionChannel = column(rows.SmartPromotionChannel.kind, "Its medium, a new one.", zh="渠道类别")
    operator: One["business.TourismOperator | None"] = one(
        rows.SmartPromotionChannel.operator_id,
        "Who runs it; null: the county's government.",
        zh="运营单位（县政府为空）",
    )
    address: str | None = column(rows.SmartPromotionChannel.address, "Account or web address.", zh="账号或网址")
    followers: int = column(rows.SmartPromotionChannel.followers, "Followers or members.", zh="关注人数")
    monthly_reach: int = column(
        rows.SmartPromotionChannel.monthly_reach, "Views in a month, on average.", zh="月均浏览人次"
    )
    campaigns: Connection["PromotionCampaign"] = connection(
        rows.PromotionCampaign.smart_channel_id, "Campaigns sent over it.", zh="推广活动"
    )


@record(
    rows.PromotionCampaign,
    "promotion_campaigns",
    "A campaign over one channel; one over several channels is a record for each, of one title.",
    zh="旅游宣传推广",
)
class PromotionCampaign(Record):
    """What one channel did in a campaign."""

    title: str = column(rows.PromotionCampaign.title, "The campaign's title.", zh="推广名称")
    channel: rows.PromotionChannel = column(rows.PromotionCampaign.channel, "By what it was sent.", zh="推广渠道")
    smart_channel: One[SmartPromotionChannel | None] = one(
        rows.PromotionCampaign.smart_channel_id,
        "The channel of the smart-promotion system; null: not over it.",
        zh="智慧旅游推广渠道",
    )
    district: One[District | None] = one(
        rows.PromotionCampaign.district_code,
        "The district that helped; null: the city itself.",
        zh="支援区（市级为空）",
    )
    reach: int = column(rows.PromotionCampaign.reach, "People reached, counted each time.", zh="触达人次")
    amount: Decimal = column(rows.PromotionCampaign.amount, "Its cost to Shenzhen, CNY.", zh="投入金额（元）")


@record(rows.PromotionEvent, "promotion_events", "An event that promotes a county's tourism.", zh="旅游推广活动")
class PromotionEvent(Record):
    """An event."""

    title: str = column(rows.PromotionEvent.title, "Its title.", zh="活动名称")
    kind: rows.PromotionEventKind = column(rows.PromotionEvent.kind, "What it was.", zh="活动类别")
    venue: str = column(rows.PromotionEvent.venue, "Where it was held.", zh="举办地点")
    district: One[District | None] = one(
        rows.PromotionEvent.district_code, "The district that held it; null: the city itself.", zh="主办区（市级为空）"
    )
    attendees: int = column(rows.PromotionEvent.attendees, "Attendance.", zh="现场人次")
    reach: int = column(
        rows.PromotionEvent.reach, "People reached, counted each time, attendance included.", zh="触达人次，含现场"
    )
    amount: Decimal = column(rows.PromotionEvent.amount, "Its cost to Shenzhen, CNY.", zh="投入金额（元）")


@record(
    rows.JointPromotion,
    "joint_promotions",
    "Sales of the county's tourism together with a partner from Shenzhen.",
    zh="旅游联合促销",
)
class JointPromotion(Record):
    """A joint promotion."""

    title: str = column(rows.JointPromotion.title, "Its title.", zh="促销名称")
    partner: str = column(
        rows.JointPromotion.partner, "Shenzhen's travel agency, association or body.", zh="深圳合作方"
    )
    route: One["places.TourRoute | None"] = one(
        rows.JointPromotion.route_id, "The route sold; null: the county as a whole.", zh="促销线路"
    )
    district: One[District | None] = one(
        rows.JointPromotion.district_code, "The partner's district; null: directly under the city.", zh="合作方所在区"
    )
    visitors: int = column(rows.JointPromotion.visitors, "Visits that it brought.", zh="带来游客人次")
    amount: Decimal = column(rows.JointPromotion.amount, "Its cost to Shenzhen, CNY.", zh="投入金额（元）")
