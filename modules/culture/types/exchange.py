"""People of culture who learn in Shenzhen, and visits of Shenzhen's professionals to the counties."""

from hub.entities import District
from hub.fields import One, column, one, personal, record
from hub.records.types import Record
from modules.culture import models as rows
from modules.culture.types import institutions


@record(
    rows.CultureTraineeship,
    "culture_traineeships",
    "A stay in Shenzhen of somebody who administers culture, runs a cultural industry or makes art.",
    zh="文化人员来深研修",
)
class CultureTraineeship(Record):
    """A stay with a host, from the first day to the last."""

    name: str | None = personal(rows.CultureTraineeship.name, "The person's name.", zh="姓名")
    identity_number: str | None = personal(
        rows.CultureTraineeship.identity_number, "18 characters, GB 11643.", zh="身份证号"
    )
    phone: str | None = personal(rows.CultureTraineeship.phone, "Mobile phone, 11 digits.", zh="手机号")
    position: rows.CulturePosition = column(
        rows.CultureTraineeship.position, "What the person does at home.", zh="人员类别"
    )
    field: rows.CultureField = column(rows.CultureTraineeship.field, "What the person learns.", zh="研修门类")
    mode: rows.TraineeshipMode = column(rows.CultureTraineeship.mode, "How the person learns.", zh="研修方式")
    home_institution: One["institutions.CultureInstitution | None"] = one(
        rows.CultureTraineeship.home_institution_id, "Where the person works at home.", zh="派出单位"
    )
    host_institution: str = column(
        rows.CultureTraineeship.host_institution, "The institution in Shenzhen that hosts.", zh="接收单位"
    )
    host_district: One[District | None] = one(
        rows.CultureTraineeship.host_district_code,
        "The host's district; null: directly under the city.",
        zh="接收单位所在区，市属单位为空",
    )


@record(
    rows.CultureGuidanceVisit,
    "culture_guidance_visits",
    "A visit by Shenzhen's professionals of culture, for exchange and hands-on guidance.",
    zh="文化业务交流与“手把手”指导",
)
class CultureGuidanceVisit(Record):
    """A visit to a county."""

    topic: str = column(rows.CultureGuidanceVisit.topic, "What it was about.", zh="主题")
    leader: str | None = personal(rows.CultureGuidanceVisit.leader, "The name of who led it.", zh="领队姓名")
    experts: int = column(
        rows.CultureGuidanceVisit.experts, "Professionals who came, the leader included.", zh="专家人数"
    )
    form: rows.CultureGuidanceForm = column(rows.CultureGuidanceVisit.form, "What they did.", zh="指导形式")
    field: rows.CultureField = column(rows.CultureGuidanceVisit.field, "The field of culture.", zh="文化门类")
    institution: One["institutions.CultureInstitution | None"] = one(
        rows.CultureGuidanceVisit.institution_id, "The institution visited; null: none in particular.", zh="受援机构"
    )
    sending_institution: str = column(
        rows.CultureGuidanceVisit.sending_institution, "The institution in Shenzhen that sent them.", zh="派出单位"
    )
    sending_district: One[District | None] = one(
        rows.CultureGuidanceVisit.sending_district_code,
        "The sender's district; null: directly under the city.",
        zh="派出单位所在区，市属单位为空",
    )
    trainees: int = column(rows.CultureGuidanceVisit.trainees, "Local people guided, attendance.", zh="受指导人次")
