"""Creative and design talent under support (文化创意和设计服务人才扶持计划)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from hub.models import (
    Choice,
    IdentityNumber,
    OptionalPersonName,
    PersonName,
    Phone,
    Problem,
    ProblemCode,
    Record,
    Text,
    choice,
    district,
    identity,
    mobile,
    money,
    number,
    record_id,
    text,
)
from modules.culture.models.columns import OptionalInstitutionId
from modules.culture.models.institutions import CREATIVE


class DesignDiscipline(Choice):
    """What somebody designs or makes. (创意设计门类)"""

    VISUAL = Text("Visual communication and brands", "视觉传达与品牌设计")
    PRODUCT = Text("Products and packaging", "产品与包装设计")
    SOUVENIRS = Text("Cultural goods and souvenirs", "文化创意与旅游商品设计")
    CRAFTS = Text("Crafts and intangible heritage", "工艺美术与非遗")
    FASHION = Text("Dress and textiles", "服饰与织绣设计")
    SPACE = Text("Architecture, landscape and exhibitions", "建筑、景观与展陈设计")
    ANIMATION = Text("Animation and games", "动漫游戏")
    INTERACTION = Text("Digital and interactive media", "数字媒体与交互设计")


class TalentLevel(Choice):
    """Which of the plan's talents somebody is. (人才层次)"""

    HIGH_LEVEL = Text("High-level talent", "高层次人才")
    VERSATILE = Text("Versatile talent", "复合型人才")
    RESERVE = Text("Young talent in reserve", "青年后备人才")


class TalentSupport(Choice):
    """How somebody is supported. (扶持方式)"""

    GRANT = Text("Money for works or an enterprise", "资金扶持")
    MENTORING = Text("A mentor from Shenzhen", "导师结对")
    STUDIO = Text("A place at a studio", "工作室入驻")
    PROMOTION = Text("Exhibitions, fairs and sales", "展览展销推介")


class CreativeTalent(Record, table=True):
    """One support of a creative or design talent; who is supported in two ways is a record in each."""

    measure = "culture"
    natural_key = ("identity_number", "support", "starts_on")

    name: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    phone: Phone = mobile()
    discipline: DesignDiscipline = choice(DesignDiscipline)
    level: TalentLevel = choice(TalentLevel)
    support: TalentSupport = choice(TalentSupport)
    institution_id: OptionalInstitutionId = record_id(None)
    mentor: OptionalPersonName = text(None, length=50)
    supporter: str = text(length=100)
    supporting_district_code: str | None = district()
    amount: Decimal = money()
    works: int = number(le=10_000)

    def problems(self) -> Iterator[Problem]:
        """Each way of support has what it consists of."""
        if self.support is TalentSupport.GRANT and not self.amount:
            yield Problem("amount", ProblemCode.INVALID, Text("give the amount granted", "请填写扶持金额"))
        if self.support is TalentSupport.STUDIO and self.institution_id is None:
            yield Problem("institution_id", ProblemCode.REQUIRED, Text("name the studio", "请填写入驻的工作室"))
        yield from self._mentored()

    def _mentored(self) -> Iterator[Problem]:
        if self.support is TalentSupport.MENTORING and self.mentor is None:
            yield Problem("mentor", ProblemCode.REQUIRED, Text("name the mentor", "请填写导师姓名"))
        elif self.support is not TalentSupport.MENTORING and self.mentor is not None:
            wrong = Text("leave it out: this support isn't mentoring", "非导师结对扶持，请留空")
            yield Problem("mentor", ProblemCode.INVALID, wrong)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """A place at a studio is at a creative institution."""
        place = referred.get("institution_id")
        if self.support is TalentSupport.STUDIO and place is not None and place.kind not in CREATIVE:
            names = ", ".join(kind.name for kind in CREATIVE)
            wrong = Text(f"name an institution of one of the kinds {names}", f"请填写类别为 {names} 的机构")
            yield Problem("institution_id", ProblemCode.INCONSISTENT, wrong)
