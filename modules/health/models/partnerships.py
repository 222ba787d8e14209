"""Hospitals that work together: pairings with Shenzhen in groups "1+N", and alliances within a county."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from hub.models import Choice, Problem, ProblemCode, Record, References, Text, choice, district, record_id, text, within
from modules.health.models.columns import InstitutionId
from modules.health.models.staff import MedicalSpecialty


class HospitalGroup(Record, table=True):
    """A group "1+N" in one county: the hospital of Shenzhen that leads it; its pairings are the N.

    A group may support several counties, and every record is one county's; so each county has a record of its part,
    and the group is the name that they share.
    """

    measure = "health"
    natural_key = ("name",)

    name: str = text(length=100)
    lead_hospital: str = text(length=100)
    lead_district_code: str | None = district()


class HospitalPairingAim(Choice):
    """What a pairing is to raise. (帮扶内容)"""

    WHOLE_HOSPITAL = Text("The hospital as a whole", "医院整体帮扶")
    MANAGEMENT = Text("Its management", "医院管理")
    SPECIALTY = Text("One clinical specialty", "临床专科")


class HospitalPairing(Record, table=True):
    """A hospital of Shenzhen that supports an institution of the county."""

    measure = "health"
    natural_key = ("hospital_id", "partner_hospital", "starts_on")

    group_id: Annotated[int | None, References("health_hospital_group")] = record_id(None)
    hospital_id: InstitutionId = record_id()
    partner_hospital: str = text(length=100)
    partner_district_code: str | None = district()
    aim: HospitalPairingAim = choice(HospitalPairingAim)
    specialty: MedicalSpecialty | None = choice(MedicalSpecialty, None)

    def problems(self) -> Iterator[Problem]:
        """A pairing for one specialty says which; any other is for none."""
        alone = self.aim is HospitalPairingAim.SPECIALTY
        if alone and self.specialty is None:
            wanted = Text("name the specialty that is supported", "请填写受帮扶的专科")
            yield Problem("specialty", ProblemCode.REQUIRED, wanted)
        if self.specialty is not None and not alone:
            wrong = Text("leave it out, or choose the aim SPECIALTY", "请勿填写专科，或将帮扶内容改为临床专科")
            yield Problem("specialty", ProblemCode.INVALID, wrong)


class MedicalAllianceKind(Choice):
    """How institutions are allied. (医联体类型)"""

    URBAN_GROUP = Text("Urban medical group, as in Luohu", "城市医疗集团")
    COUNTY_COMMUNITY = Text("Medical community of a county", "县域医共体")
    SPECIALTY = Text("Alliance for a specialty", "专科联盟")
    TELEMEDICINE = Text("Network for telemedicine", "远程医疗协作网")


class MedicalAlliance(Record, table=True):
    """A medical alliance in the county, after the model of Luohu's medical group."""

    measure = "health"
    natural_key = ("name",)

    name: str = text(length=100)
    kind: MedicalAllianceKind = choice(MedicalAllianceKind)
    lead_institution_id: InstitutionId = record_id()
    adviser: str | None = text(None, length=100)


class MedicalAllianceTie(Choice):
    """How closely a member is tied to the alliance. (紧密程度)"""

    CLOSE = Text("Staff, funds and supplies run as one", "紧密型，人财物统一管理")
    LOOSE = Text("Technical co-operation", "松散型，技术协作")


class MedicalAllianceMember(Record, table=True):
    """An institution in an alliance, beside the one that leads it; the period runs from joining to leaving."""

    measure = "health"
    natural_key = ("alliance_id", "institution_id", "starts_on")

    alliance_id: Annotated[int, References("health_medical_alliance")] = record_id()
    institution_id: InstitutionId = record_id()
    tie: MedicalAllianceTie = choice(MedicalAllianceTie)

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """Nobody is a member before or after the alliance, and its leader is none beside that."""
        alliance = referred["alliance_id"]
        yield from within(self, alliance, Text("alliance", "医联体"))
        if alliance.lead_institution_id == self.institution_id:
            wrong = Text("choose another institution: this one leads the alliance", "该机构为牵头机构，无需另行加入")
            yield Problem("institution_id", ProblemCode.INCONSISTENT, wrong)
