"""Telemedicine: links between a county's hospital and one of Shenzhen, and the sessions held over them."""

from datetime import date

from hub.entities import District
from hub.fields import Connection, One, column, connection, count, one, record, total
from hub.records.types import Record
from modules.health import models as rows
from modules.health.types import institutions


@record(rows.TelemedicineLink, "telemedicine_links", "A telemedicine link between two hospitals.", zh="远程医疗协作")
class TelemedicineLink(Record):
    """A link, and what is done over it."""

    hospital: One["institutions.MedicalInstitution | None"] = one(
        rows.TelemedicineLink.hospital_id, "The county's hospital or health centre.", zh="受援医院"
    )
    partner_hospital: str = column(rows.TelemedicineLink.partner_hospital, "The Shenzhen hospital.", zh="深圳医院")
    partner_district: One[District | None] = one(
        rows.TelemedicineLink.partner_district_code,
        "The partner hospital's district; null: directly under the city.",
        zh="深圳医院所在区，市属医院为空",
    )
    platform: str | None = column(rows.TelemedicineLink.platform, "The system used; null: not known.", zh="远程平台")
    state: rows.TelemedicineLinkState = column(rows.TelemedicineLink.state, "Whether it can be used.", zh="运行状态")
    sessions: Connection["TelemedicineSession"] = connection(
        rows.TelemedicineSession.link_id, "The sessions over it.", zh="远程医疗服务"
    )
    session_count: int | None = count(
        rows.TelemedicineSession.link_id, "Sessions, those not held included.", zh="服务场次，含未开展"
    )
    patient_total: int | None = total(
        rows.TelemedicineSession.link_id, rows.TelemedicineSession.patients, "Patients discussed.", zh="涉及患者人次"
    )


@record(
    rows.TelemedicineSession,
    "telemedicine_sessions",
    "A session over a telemedicine link; it tells nothing by which a patient could be known.",
    zh="远程医疗服务",
)
class TelemedicineSession(Record):
    """A session; its period is the day or days on which it is held or, without an outcome, planned."""

    link: One[TelemedicineLink | None] = one(rows.TelemedicineSession.link_id, "The link.", zh="所用远程协作")
    serial: int = column(rows.TelemedicineSession.serial, "Its serial number on the link.", zh="序号")
    kind: rows.TelemedicineKind = column(rows.TelemedicineSession.kind, "What is done.", zh="服务类别")
    specialty: rows.MedicalSpecialty = column(rows.TelemedicineSession.specialty, "The specialty.", zh="专科")
    requested_on: date = column(rows.TelemedicineSession.requested_on, "The day of the request.", zh="申请日期")
    outcome: rows.TelemedicineOutcome | None = column(
        rows.TelemedicineSession.outcome, "What came of it; null: still to be held.", zh="结果，未开展前为空"
    )
    patients: int = column(rows.TelemedicineSession.patients, "Patients discussed; 0 in teaching.", zh="涉及患者人数")
    participants: int = column(
        rows.TelemedicineSession.participants, "Medical staff of the county who took part.", zh="参加医务人员数"
    )
