"""People of medicine: teams sent to county hospitals, attachments in Shenzhen, hands-on visits."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from hub.models import (
    Choice,
    IdentityNumber,
    PersonName,
    Phone,
    Problem,
    ProblemCode,
    Record,
    References,
    Text,
    choice,
    district,
    identity,
    mobile,
    number,
    record_id,
    text,
    within,
)
from modules.health.models.columns import InstitutionId
from modules.health.models.institutions import COUNTY_HOSPITALS


class MedicalSpecialty(Choice):
    """A clinical or technical specialty. (专科)"""

    INTERNAL_MEDICINE = Text("Internal medicine", "内科")
    CARDIOLOGY = Text("Cardiology", "心血管内科")
    NEUROLOGY = Text("Neurology", "神经内科")
    RESPIRATORY = Text("Respiratory medicine", "呼吸内科")
    NEPHROLOGY = Text("Nephrology and dialysis", "肾内科与血液透析")
    SURGERY = Text("General surgery", "普通外科")
    ORTHOPAEDICS = Text("Orthopaedics", "骨科")
    NEUROSURGERY = Text("Neurosurgery", "神经外科")
    OBSTETRICS = Text("Obstetrics and gynaecology", "妇产科")
    PAEDIATRICS = Text("Paediatrics and neonatology", "儿科与新生儿科")
    EMERGENCY = Text("Emergency medicine", "急诊医学科")
    INTENSIVE_CARE = Text("Intensive care", "重症医学科")
    ANAESTHESIA = Text("Anaesthesia", "麻醉科")
    ONCOLOGY = Text("Oncology", "肿瘤科")
    OPHTHALMOLOGY = Text("Ophthalmology", "眼科")
    STOMATOLOGY = Text("Dentistry", "口腔科")
    CHINESE_MEDICINE = Text("Chinese and ethnic medicine", "中医、民族医")
    REHABILITATION = Text("Rehabilitation", "康复医学科")
    IMAGING = Text("Medical imaging", "医学影像科")
    LABORATORY = Text("Laboratory and pathology", "检验与病理")
    PHARMACY = Text("Pharmacy", "药剂科")
    NURSING = Text("Nursing", "护理")
    PUBLIC_HEALTH = Text("Public health", "公共卫生")
    OTHER = Text("Another specialty", "其他")


class MedicalProfession(Choice):
    """What somebody works as. (人员类别)"""

    DOCTOR = Text("Doctor", "医师")
    NURSE = Text("Nurse", "护士")
    TECHNICIAN = Text("Technician", "医技人员")
    PHARMACIST = Text("Pharmacist", "药师")
    MANAGER = Text("Hospital manager", "管理人员")


class MedicalTitle(Choice):
    """The professional title held. (职称)"""

    SENIOR = Text("Senior", "正高级")
    ASSOCIATE_SENIOR = Text("Associate senior", "副高级")
    INTERMEDIATE = Text("Intermediate", "中级")
    JUNIOR = Text("Junior", "初级")


class MedicalTeam(Record, table=True):
    """A team from Shenzhen at a county hospital; the period runs from arrival to return."""

    measure = "health"
    natural_key = ("name",)

    name: str = text(length=100)
    hospital_id: InstitutionId = record_id()
    sending_hospital: str = text(length=100)
    sending_district_code: str | None = district()
    patients_treated: int = number(0, le=1_000_000)
    patients_operated: int = number(0)
    staff_trained: int = number(0)

    def problems(self) -> Iterator[Problem]:
        """Who was operated on was treated."""
        if self.patients_operated > self.patients_treated:
            wrong = Text(
                f"at most the {self.patients_treated} treated", f"手术人次不能多于诊疗人次 {self.patients_treated}"
            )
            yield Problem("patients_operated", ProblemCode.INVALID, wrong)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """A team serves a hospital of the county's seat."""
        if referred["hospital_id"].kind not in COUNTY_HOSPITALS:
            names = ", ".join(kind.name for kind in COUNTY_HOSPITALS)
            wrong = Text(f"choose an institution of one of the kinds {names}", f"医疗队须派往县级医院：{names}")
            yield Problem("hospital_id", ProblemCode.INCONSISTENT, wrong)


class MedicalTeamMember(Record, table=True):
    """Somebody in a team; the period is the person's own, who may come later or go home earlier than the team."""

    measure = "health"
    natural_key = ("team_id", "identity_number", "starts_on")

    team_id: Annotated[int, References("health_medical_team")] = record_id()
    name: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    phone: Phone = mobile()
    profession: MedicalProfession = choice(MedicalProfession)
    title: MedicalTitle | None = choice(MedicalTitle, None)
    specialty: MedicalSpecialty | None = choice(MedicalSpecialty, None)
    leads: bool = False
    home_hospital: str = text(length=100)

    def problems(self) -> Iterator[Problem]:
        """All but managers have a specialty."""
        yield from _specialty(self.profession, self.specialty)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """Nobody is there before the team comes or after it has gone."""
        yield from within(self, referred["team_id"], Text("team", "医疗队派驻"))


class ClinicalAttachmentMode(Choice):
    """How the person learns in Shenzhen. (进修方式)"""

    ADVANCED_TRAINING = Text("Clinical attachment to a department", "临床进修")
    MANAGEMENT = Text("Attachment to the hospital's management", "管理跟班学习")
    SHORT_COURSE = Text("Short course", "短期培训")


class ClinicalAttachment(Record, table=True):
    """Somebody of a county's health service who learns at a Shenzhen hospital; the period is that of the stay."""

    measure = "health"
    natural_key = ("identity_number", "starts_on")

    name: PersonName = text(length=50)
    identity_number: IdentityNumber = identity()
    phone: Phone = mobile()
    profession: MedicalProfession = choice(MedicalProfession)
    title: MedicalTitle | None = choice(MedicalTitle, None)
    specialty: MedicalSpecialty | None = choice(MedicalSpecialty, None)
    mode: ClinicalAttachmentMode = choice(ClinicalAttachmentMode)
    home_institution_id: InstitutionId = record_id()
    host_hospital: str = text(length=100)
    host_district_code: str | None = district()

    def problems(self) -> Iterator[Problem]:
        """All but managers have a specialty."""
        yield from _specialty(self.profession, self.specialty)


class MedicalGuidanceForm(Choice):
    """How local staff are guided. (指导形式)"""

    OPERATION = Text("Operations or procedures shown and supervised", "手术与操作带教")
    WARD_ROUND = Text("Teaching ward round", "教学查房")
    CONSULTATION = Text("Consultation on difficult cases", "疑难病例会诊")
    LECTURE = Text("Lectures", "专题讲座")
    EXCHANGE = Text("Professional exchange", "业务交流")


class MedicalGuidanceVisit(Record, table=True):
    """A visit by Shenzhen's medical staff who guide local staff hands on; the period is that of the visit."""

    measure = "health"
    natural_key = ("topic", "starts_on")

    topic: str = text()
    leader: PersonName = text(length=50)
    experts: int = number(ge=1, le=200)
    form: MedicalGuidanceForm = choice(MedicalGuidanceForm)
    specialty: MedicalSpecialty = choice(MedicalSpecialty)
    hospital_id: InstitutionId = record_id()
    sending_hospital: str = text(length=100)
    sending_district_code: str | None = district()
    procedures: int = number(0, le=1_000)
    trainees: int = number(le=10_000)

    def problems(self) -> Iterator[Problem]:
        """Who shows operations shows at least one."""
        if self.form is MedicalGuidanceForm.OPERATION and not self.procedures:
            wrong = Text("give how many were shown, above 0", "请填写大于 0 的带教手术（操作）例数")
            yield Problem("procedures", ProblemCode.REQUIRED, wrong)


def _specialty(profession: MedicalProfession, specialty: MedicalSpecialty | None) -> Iterator[Problem]:
    if specialty is None and profession is not MedicalProfession.MANAGER:
        wrong = Text("name the specialty; only managers have none", "请填写专科，仅管理人员可不填")
        yield Problem("specialty", ProblemCode.REQUIRED, wrong)
