"""How the counties are promoted: the smart-promotion system's channels, campaigns, events and joint promotions."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hub.models import Choice, Problem, ProblemCode, Record, Text, choice, district, money, number, record_id, text
from modules.tourism.models.columns import MOST_VISITORS, OptionalChannelId, OptionalOperatorId, OptionalRouteId

MOST_PEOPLE = 1_000_000_000
"""The most that a campaign can reach, counted each time."""


class PromotionChannel(Choice):
    """By what a promotion reaches people. (推广渠道)"""

    WECHAT = Text("WeChat account or mini program", "微信公众号、小程序")
    SHORT_VIDEO = Text("Short videos", "短视频")
    LIVE_STREAM = Text("Live streams", "网络直播")
    WEBSITE = Text("Website or app", "网站、客户端")
    ONLINE_TRAVEL = Text("Online travel platform", "在线旅游平台")
    TELEVISION = Text("Radio and television", "广播电视")
    PRESS = Text("Newspapers and magazines", "报刊")
    OUTDOOR = Text("Posters at stations, airports and in the street", "户外广告")


DIGITAL = (
    PromotionChannel.WECHAT,
    PromotionChannel.SHORT_VIDEO,
    PromotionChannel.LIVE_STREAM,
    PromotionChannel.WEBSITE,
    PromotionChannel.ONLINE_TRAVEL,
)
"""Channels of new media, which alone belong to a smart-promotion system."""


class SmartPromotionChannel(Record, table=True):
    """A channel of the county's smart-promotion system; the period is that in which it runs."""

    measure = "tourism"
    natural_key = ("name",)

    name: str = text(length=100)
    kind: PromotionChannel = choice(PromotionChannel)
    operator_id: OptionalOperatorId = record_id(None)
    address: str | None = text(None)
    followers: int = number(le=MOST_PEOPLE)
    monthly_reach: int = number(le=MOST_PEOPLE)

    def problems(self) -> Iterator[Problem]:
        """The system is one of new media."""
        if self.kind not in DIGITAL:
            names = ", ".join(kind.name for kind in DIGITAL)
            yield Problem("kind", ProblemCode.INVALID, Text(f"give one of {names}", f"请选择新媒体渠道：{names}"))


class PromotionCampaign(Record, table=True):
    """A campaign over one channel; one over several is a record for each, of one title."""

    measure = "tourism"
    natural_key = ("title", "channel")

    title: str = text()
    channel: PromotionChannel = choice(PromotionChannel)
    smart_channel_id: OptionalChannelId = record_id(None)
    district_code: str | None = district()
    reach: int = number(le=MOST_PEOPLE)
    amount: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """Only what is sent by new media goes over the smart-promotion system."""
        if self.smart_channel_id is not None and self.channel not in DIGITAL:
            wrong = Text("leave it out: this channel isn't one of new media", "该渠道不属于新媒体，请留空")
            yield Problem("smart_channel_id", ProblemCode.INVALID, wrong)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """The smart-promotion channel is of the campaign's medium."""
        smart = referred.get("smart_channel_id")
        if smart is not None and smart.kind is not self.channel:
            wrong = Text(
                f"choose one of {self.channel.name}: this is {smart.kind.name}", f"须为{self.channel.text.zh}渠道"
            )
            yield Problem("smart_channel_id", ProblemCode.INCONSISTENT, wrong)


class PromotionEventKind(Choice):
    """What an event is, and on which of Shenzhen's platforms it is held. (推广活动类别)"""

    PRESENTATION = Text("Presentation of the county's tourism", "专场旅游推介会")
    EXHIBITION = Text("Stand at a fair or exhibition", "会展")
    CULTURE = Text("Part of a cultural event", "文化活动")
    SPORT = Text("Part of a sports event", "体育赛事")
    EXCHANGE = Text("Exchange or familiarisation trip", "旅游交流与踩线")


class PromotionEvent(Record, table=True):
    """An event that promotes a county; the period is that of the event."""

    measure = "tourism"
    natural_key = ("title", "starts_on")

    title: str = text()
    kind: PromotionEventKind = choice(PromotionEventKind)
    venue: str = text()
    district_code: str | None = district()
    attendees: int = number(le=MOST_VISITORS)
    reach: int = number(le=MOST_PEOPLE)
    amount: Decimal = money()

    def problems(self) -> Iterator[Problem]:
        """Who attends is reached."""
        if self.reach < self.attendees:
            wrong = Text(f"at least the {self.attendees} who attended", f"不能少于现场人次 {self.attendees}")
            yield Problem("reach", ProblemCode.INVALID, wrong)


class JointPromotion(Record, table=True):
    """Sales of the county's tourism together with a partner from Shenzhen."""

    measure = "tourism"
    natural_key = ("title", "starts_on")

    title: str = text()
    partner: str = text()
    route_id: OptionalRouteId = record_id(None)
    district_code: str | None = district()
    visitors: int = number(le=MOST_VISITORS)
    amount: Decimal = money()
