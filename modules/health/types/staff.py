"""People of medicine: teams sent to county hospitals, attachments in Shenzhen, hands-on visits."""

from hub.entities import District
from hub.fields import Connection, One, column, connection, count, one, personal, record
from hub.records.types import Record
from modules.health import models as rows
from modules.health.types import institutions


@record(rows.MedicalTeam, "medical_teams", "A medical team from Shenzhen at a county hospital.", zh="医疗队")
class MedicalTeam(Record):
    """A team, from arrival to return."""

    name: str = column(rows.MedicalTeam.name, "Its name, unique in the county.", zh="医疗队名称")
    hospital: One["institutions.MedicalInstitution | None"] = one(
        rows.MedicalTeam.hospital_id, "The county hospital served.", zh="受援医院"
    )
    sending_hospital: str = column(
        rows.MedicalTeam.sending_hospital, "The Shenzhen hospital that sends.", zh="派出医院"
    )
    sending_district: One[District | None] = one(
        rows.MedicalTeam.sending_district_code,
        "The sending hospital's district; null: directly under the city.",
        zh="派出医院所在区，市属医院为空",
    )
    patients_treated: int = column(rows.MedicalTeam.patients_treated, "Patients treated.", zh="诊疗人次")
    patients_operated: int = column(
        rows.MedicalTeam.patients_operated, "Of the patients, those operated on.", zh="手术人次"
    )
    staff_trained: int = column(rows.MedicalTeam.staff_trained, "Local staff trained, attendance.", zh="培训人次")
    members: Connection["MedicalTeamMember"] = connection(
        rows.MedicalTeamMember.team_id, "The people in it.", zh="队员"
    )
    member_count: int | None = count(rows.MedicalTeamMember.team_id, "Members, each stay.", zh="队员人次")


@record(rows.MedicalTeamMember, "medical_team_members", "Somebody in a medical team.", zh="医疗队队员")
class MedicalTeamMember(Record):
    """One person's stay with a team, from arrival to return."""

    team: One[MedicalTeam | None] = one(rows.MedicalTeamMember.team_id, "The team.", zh="所属医疗队")
    name: str | None = personal(rows.MedicalTeamMember.name, "The person's name.", zh="姓名")
    identity_number: str | None = personal(
        rows.MedicalTeamMember.identity_number, "18 characters, GB 11643.", zh="身份证号"
    )
    phone: str | None = personal(rows.MedicalTeamMember.phone, "Mobile phone, 11 digits.", zh="手机号")
    profession: rows.MedicalProfession = column(
        rows.MedicalTeamMember.profession, "What the person works as.", zh="人员类别"
    )
    title: rows.MedicalTitle | None = column(
        rows.MedicalTeamMember.title, "The professional title; null: none or not known.", zh="职称"
    )
    specialty: rows.MedicalSpecialty | None = column(
        rows.MedicalTeamMember.specialty, "The specialty; only managers have none.", zh="专科"
    )
    leads: bool = column(rows.MedicalTeamMember.leads, "Whether the person leads the team.", zh="是否队长")
    home_hospital: str = column(
        rows.MedicalTeamMember.home_hospital, "The Shenzhen hospital where the person works.", zh="工作单位"
    )


@record(
    rows.ClinicalAttachment,
    "clinical_attachments",
    "Somebody of a county's health service who learns at a Shenzhen hospital.",
    zh="医务人员来深进修",
)
class ClinicalAttachment(Record):
    """A stay in Shenzhen."""

    name: str | None = personal(rows.ClinicalAttachment.name, "The person's name.", zh="姓名")
    identity_number: str | None = personal(
        rows.ClinicalAttachment.identity_number, "18 characters, GB 11643.", zh="身份证号"
    )
    phone: str | None = personal(rows.ClinicalAttachment.phone, "Mobile phone, 11 digits.", zh="手机号")
    profession: rows.MedicalProfession = column(
        rows.ClinicalAttachment.profession, "What the person works as.", zh="人员类别"
    )
    title: rows.MedicalTitle | None = column(
        rows.ClinicalAttachment.title, "The professional title; null: none or not known.", zh="职称"
    )
    specialty: rows.MedicalSpecialty | None = column(
        rows.ClinicalAttachment.specialty, "What is learnt; only managers have none.", zh="进修专科"
    )
    mode: rows.ClinicalAttachmentMode = column(rows.ClinicalAttachment.mode, "How the person learns.", zh="进修方式")
    home_institution: One["institutions.MedicalInstitution | None"] = one(
        rows.ClinicalAttachment.home_institution_id, "The institution that the person comes from.", zh="派出单位"
    )
    host_hospital: str = column(
        rows.ClinicalAttachment.host_hospital, "The Shenzhen hospital that hosts.", zh="接收医院"
    )
    host_district: One[District | None] = one(
        rows.ClinicalAttachment.host_district_code,
        "The host hospital's district; null: directly under the city.",
        zh="接收医院所在区，市属医院为空",
    )


@record(
    rows.MedicalGuidanceVisit,
    "medical_guidance_visits",
    "A visit by Shenzhen's medical staff who guide local staff hands on.",
    zh="业务交流与“手把手”指导",
)
class MedicalGuidanceVisit(Record):
    """A hands-on visit."""

    topic: str = column(rows.MedicalGuidanceVisit.topic, "What it was about.", zh="主题")
    leader: str | None = personal(rows.MedicalGuidanceVisit.leader, "The name of who led it.", zh="领队姓名")
    experts: int = column(rows.MedicalGuidanceVisit.experts, "Medical staff who came.", zh="专家人数")
    form: rows.MedicalGuidanceForm = column(rows.MedicalGuidanceVisit.form, "How they guided.", zh="指导形式")
    specialty: rows.MedicalSpecialty = column(rows.MedicalGuidanceVisit.specialty, "The specialty.", zh="专科")
    hospital: One["institutions.MedicalInstitution | None"] = one(
        rows.MedicalGuidanceVisit.hospital_id, "The hospital or health centre visited.", zh="受援医院"
    )
    sending_hospital: str = column(
        rows.MedicalGuidanceVisit.sending_hospital, "The Shenzhen hospital that sent them.", zh="派出医院"
    )
    sending_district: One[District | None] = one(
        rows.MedicalGuidanceVisit.sending_district_code,
        "The sending hospital's district; null: directly under the city.",
        zh="派出医院所在区，市属医院为空",
    )
    procedures: int = column(
        rows.MedicalGuidanceVisit.procedures, "Operations and procedures shown.", zh="带教手术（操作）例数"
    )
    trainees: int = column(rows.MedicalGuidanceVisit.trainees, "Local staff guided, attendance.", zh="受指导人次")
