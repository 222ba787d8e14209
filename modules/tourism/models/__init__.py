"""The tables of tourism, by subject: plan section 五(六)."""

from modules.tourism.models.business import (
    OperatorOrigin,
    TourismInvestment,
    TourismInvestmentState,
    TourismOperator,
    TourismOperatorKind,
)
from modules.tourism.models.places import Destination, DestinationGrade, RouteStop, TourismKind, TourRoute
from modules.tourism.models.planning import (
    DemonstrationZone,
    DemonstrationZoneKind,
    DemonstrationZoneState,
    PolicyIssuer,
    PreferentialPolicy,
    TourismPlan,
    TourismPlanKind,
    TourismPlanState,
    TourismPolicyKind,
)
from modules.tourism.models.promotion import (
    DIGITAL,
    JointPromotion,
    PromotionCampaign,
    PromotionChannel,
    PromotionEvent,
    PromotionEventKind,
    SmartPromotionChannel,
)
from modules.tourism.models.visitors import VisitorStatistic

__all__ = [
    "DIGITAL",
    "DemonstrationZone",
    "DemonstrationZoneKind",
    "DemonstrationZoneState",
    "Destination",
    "DestinationGrade",
    "JointPromotion",
    "OperatorOrigin",
    "PolicyIssuer",
    "PreferentialPolicy",
    "PromotionCampaign",
    "PromotionChannel",
    "PromotionEvent",
    "PromotionEventKind",
    "RouteStop",
    "SmartPromotionChannel",
    "TourRoute",
    "TourismInvestment",
    "TourismInvestmentState",
    "TourismKind",
    "TourismOperator",
    "TourismOperatorKind",
    "TourismPlan",
    "TourismPlanKind",
    "TourismPlanState",
    "TourismPolicyKind",
    "VisitorStatistic",
]
