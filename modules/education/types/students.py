"""Students: grants, places at Shenzhen's vocational schools, and enterprises that train with schools."""

from decimal import Decimal

from hub.fields import One, column, one, personal, record
from hub.records.types import Record
from modules.education import models as rows
from modules.education.types import schools


@record(
    rows.EntrantGrant,
    "entrant_grants",
    "A grant by social forces to a university entrant of a registered poor household.",
    zh="建档立卡贫困户大学新生资助",
)
class EntrantGrant(Record):
    """One entrant's grant."""

    student: str | None = personal(rows.EntrantGrant.student, "The student's name.", zh="学生姓名")
    identity_number: str | None = personal(rows.EntrantGrant.identity_number, "18 characters, GB 11643.", zh="身份证号")
    university: str = column(rows.EntrantGrant.university, "The university entered.", zh="录取高校")
    amount: Decimal = column(rows.EntrantGrant.amount, "The grant, CNY.", zh="资助金额（元）")
    donor: str = column(rows.EntrantGrant.donor, "Who pays it.", zh="资助方")
    deviation_reason: str | None = column(
        rows.EntrantGrant.deviation_reason, "Why the amount is not the plan's standard.", zh="与标准不一致的原因"
    )


@record(
    rows.VocationalAdmission,
    "vocational_admissions",
    "A student of a registered poor household who studies at a vocational school in Shenzhen.",
    zh="贫困学生来深就读职业院校",
)
class VocationalAdmission(Record):
    """One student's studies in Shenzhen."""

    student: str | None = personal(rows.VocationalAdmission.student, "The student's name.", zh="学生姓名")
    identity_number: str | None = personal(
        rows.VocationalAdmission.identity_number, "18 characters, GB 11643.", zh="身份证号"
    )
    kind: rows.AdmissionKind = column(rows.VocationalAdmission.kind, "By which way.", zh="就读方式")
    from_stage: rows.Stage = column(
        rows.VocationalAdmission.from_stage, "The stage of the last school at home.", zh="原就读学段"
    )
    college: str = column(rows.VocationalAdmission.college, "The Shenzhen school or college.", zh="深圳院校")
    major: str = column(rows.VocationalAdmission.major, "What is studied.", zh="专业")
    amount: Decimal = column(rows.VocationalAdmission.amount, "Funds granted, CNY; 0: none.", zh="资助金额（元）")


@record(
    rows.VocationalCooperation,
    "vocational_cooperations",
    "An enterprise of Shenzhen that trains students with a county's vocational school.",
    zh="企业与职业学校合作办学",
)
class VocationalCooperation(Record):
    """One enterprise's co-operation in one major."""

    school: One["schools.School | None"] = one(
        rows.VocationalCooperation.school_id, "The vocational school.", zh="职业学校"
    )
    enterprise: str = column(rows.VocationalCooperation.enterprise, "The enterprise.", zh="企业")
    major: str = column(rows.VocationalCooperation.major, "What is taught.", zh="专业")
    students: int = column(rows.VocationalCooperation.students, "Students who take part.", zh="参加学生数")
    workplaces: int = column(
        rows.VocationalCooperation.workplaces, "Training or work places offered.", zh="实训与就业岗位数"
    )
