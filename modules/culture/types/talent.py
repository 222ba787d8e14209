"""Creative and design talents, and how each is supported."""

from decimal import Decimal

from hub.entities import District
from hub.fields import One, column, one, personal, record
from hub.records.types import Record
from modules.culture import models as rows
from modules.culture.types import institutions


@record(
    rows.CreativeTalent,
    "creative_talents",
    "The support of a talent of creative culture or design.",
    zh="文化创意和设计服务人才扶持",
)
class CreativeTalent(Record):
    """One support; who is supported in two ways is a record in each."""

    name: str | None = personal(rows.CreativeTalent.name, "The person's name.", zh="姓名")
    identity_number: str | None = personal(
        rows.CreativeTalent.identity_number, "18 characters, GB 11643.", zh="身份证号"
    )
    phone: str | None = personal(rows.CreativeTalent.phone, "Mobile phone, 11 digits.", zh="手机号")
    discipline: rows.DesignDiscipline = column(
        rows.CreativeTalent.discipline, "What the person designs or makes.", zh="创意设计门类"
    )
    level: rows.TalentLevel = column(rows.CreativeTalent.level, "Which of the plan's talents.", zh="人才层次")
    support: rows.TalentSupport = column(rows.CreativeTalent.support, "How the person is supported.", zh="扶持方式")
    institution: One["institutions.CultureInstitution | None"] = one(
        rows.CreativeTalent.institution_id,
        "The studio or enterprise where the person works; null: alone.",
        zh="所在机构，个人执业为空",
    )
    mentor: str | None = personal(
        rows.CreativeTalent.mentor, "The mentor's name; null: the support isn't mentoring.", zh="导师姓名"
    )
    supporter: str = column(
        rows.CreativeTalent.supporter, "The institution or enterprise in Shenzhen that supports.", zh="深圳扶持单位"
    )
    supporting_district: One[District | None] = one(
        rows.CreativeTalent.supporting_district_code,
        "The supporter's district; null: directly under the city.",
        zh="扶持单位所在区，市属单位为空",
    )
    amount: Decimal = column(rows.CreativeTalent.amount, "What the support costs, CNY.", zh="扶持金额（元）")
    works: int = column(rows.CreativeTalent.works, "Works that came of it so far.", zh="扶持期间作品数")
