"""Hospitals that work together: pairings with Shenzhen in groups "1+N", and alliances within a county."""

from hub.entities import District
from hub.fields import Connection, One, column, connection, count, one, record
from hub.records.types import Record
from modules.health import models as rows
from modules.health.types import institutions


@record(
    rows.HospitalGroup,
    "hospital_groups",
    "A group “1+N” in one county: one hospital of Shenzhen leads, others support with it.",
    zh="“1+N”组团帮扶",
)
class HospitalGroup(Record):
    """One county's part of a group; the parts of a group share its name."""

    name: str = column(rows.HospitalGroup.name, "The group's name, the same in all of its counties.", zh="组团名称")
    lead_hospital: str = column(rows.HospitalGroup.lead_hospital, "The Shenzhen hospital that leads.", zh="牵头医院")
    lead_district: One[District | None] = one(
        rows.HospitalGroup.lead_district_code,
        "The leading hospital's district; null: directly under the city.",
        zh="牵头医院所在区，市属医院为空",
    )
    pairings: Connection["HospitalPairing"] = connection(
        rows.HospitalPairing.group_id, "The pairings in the group: the N.", zh="组团内结对"
    )
    pairing_count: int | None = count(rows.HospitalPairing.group_id, "Pairings in the group.", zh="结对数")


@record(
    rows.HospitalPairing,
    "hospital_pairings",
    "A hospital of Shenzhen that supports a hospital or health centre of the county.",
    zh="医院结对",
)
class HospitalPairing(Record):
    """A pairing between two institutions."""

    group: One[HospitalGroup | None] = one(
        rows.HospitalPairing.group_id, "The group that it belongs to; null: none.", zh="所属组团"
    )
    hospital: One["institutions.MedicalInstitution | None"] = one(
        rows.HospitalPairing.hospital_id, "The county's hospital or health centre.", zh="受援医院"
    )
    partner_hospital: str = column(rows.HospitalPairing.partner_hospital, "The Shenzhen hospital.", zh="深圳医院")
    partner_district: One[District | None] = one(
        rows.HospitalPairing.partner_district_code,
        "The partner hospital's district; null: directly under the city.",
        zh="深圳医院所在区，市属医院为空",
    )
    aim: rows.HospitalPairingAim = column(rows.HospitalPairing.aim, "What it is to raise.", zh="帮扶内容")
    specialty: rows.MedicalSpecialty | None = column(
        rows.HospitalPairing.specialty, "The specialty, where the aim is one.", zh="受帮扶专科"
    )


@record(rows.MedicalAlliance, "medical_alliances", "A medical alliance in the county.", zh="医联体")
class MedicalAlliance(Record):
    """An alliance of institutions under one that leads."""

    name: str = column(rows.MedicalAlliance.name, "Its name, unique in the county.", zh="医联体名称")
    kind: rows.MedicalAllianceKind = column(rows.MedicalAlliance.kind, "How they are allied.", zh="医联体类型")
    lead_institution: One["institutions.MedicalInstitution | None"] = one(
        rows.MedicalAlliance.lead_institution_id, "The institution that leads it.", zh="牵头机构"
    )
    adviser: str | None = column(
        rows.MedicalAlliance.adviser, "The body of Shenzhen that advises it; null: none.", zh="深圳指导单位"
    )
    members: Connection["MedicalAllianceMember"] = connection(
        rows.MedicalAllianceMember.alliance_id, "Its members, beside the one that leads.", zh="成员机构"
    )
    member_count: int | None = count(rows.MedicalAllianceMember.alliance_id, "Memberships.", zh="成员机构数")


@record(
    rows.MedicalAllianceMember,
    "medical_alliance_members",
    "An institution's membership in an alliance.",
    zh="医联体成员",
)
class MedicalAllianceMember(Record):
    """One member, from joining to leaving."""

    alliance: One[MedicalAlliance | None] = one(rows.MedicalAllianceMember.alliance_id, "The alliance.", zh="医联体")
    institution: One["institutions.MedicalInstitution | None"] = one(
        rows.MedicalAllianceMember.institution_id, "The institution.", zh="成员机构"
    )
    tie: rows.MedicalAllianceTie = column(rows.MedicalAllianceMember.tie, "How closely it is tied.", zh="紧密程度")
