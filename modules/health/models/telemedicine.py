"""Telemedicine: links between a county's hospital and one of Shenzhen, and the sessions held over them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from hub.models import (
    Choice,
    Problem,
    ProblemCode,
    Record,
    References,
    Text,
    choice,
    district,
    number,
    record_id,
    text,
    within,
)
from modules.health.models.columns import InstitutionId
from modules.health.models.staff import MedicalSpecialty


class TelemedicineLinkState(Choice):
    """Whether the link can be used. (运行状态)"""

    PREPARING = Text("Agreed, not yet connected", "筹建")
    RUNNING = Text("In use", "运行")
    SUSPENDED = Text("Out of use for a time", "暂停")
    CLOSED = Text("Ended", "终止")


class TelemedicineLink(Record, table=True):
    """A telemedicine link between two hospitals; the period is that of the agreement."""

    measure = "health"
    natural_key = ("hospital_id", "partner_hospital", "starts_on")

    hospital_id: InstitutionId = record_id()
    partner_hospital: str = text(length=100)
    partner_district_code: str | None = district()
    platform: str | None = text(None, length=100)
    state: TelemedicineLinkState = choice(TelemedicineLinkState)

    def problems(self) -> Iterator[Problem]:
        """A link that has ended has an end."""
        if self.state is TelemedicineLinkState.CLOSED and self.ends_on is None:
            ended = Text("give the day on which it ended", "已终止的请填写终止日期")
            yield Problem("ends_on", ProblemCode.REQUIRED, ended)


class TelemedicineKind(Choice):
    """What is done in a session. (服务类别)"""

    CONSULTATION = Text("Consultation", "远程会诊")
    IMAGING = Text("Reading of images", "远程影像诊断")
    WARD_ROUND = Text("Ward round", "远程查房")
    TEACHING = Text("Teaching", "远程教学")


class TelemedicineOutcome(Choice):
    """What came of a session. (结果)"""

    ADVISED = Text("Advice on diagnosis or treatment", "出具诊疗意见")
    REFERRED = Text("Referral advised", "建议转诊")
    REPORTED = Text("Report on the images", "出具影像诊断报告")
    TAUGHT = Text("Teaching done", "完成教学")
    NOT_HELD = Text("Not held", "未开展")


_CLINICAL = (TelemedicineOutcome.ADVISED, TelemedicineOutcome.REFERRED, TelemedicineOutcome.NOT_HELD)
OUTCOMES = {
    TelemedicineKind.CONSULTATION: _CLINICAL,
    TelemedicineKind.IMAGING: (TelemedicineOutcome.REPORTED, TelemedicineOutcome.NOT_HELD),
    TelemedicineKind.WARD_ROUND: _CLINICAL,
    TelemedicineKind.TEACHING: (TelemedicineOutcome.TAUGHT, TelemedicineOutcome.NOT_HELD),
}
"""What can come of each kind."""


class TelemedicineSession(Record, table=True):
    """A session over a link; the period is the day or days on which it is held or, without an outcome, planned.

    It has no column of text, on purpose: none in which a patient could be named.
    """

    measure = "health"
    natural_key = ("link_id", "serial")

    link_id: Annotated[int, References("health_telemedicine_link")] = record_id()
    serial: int = number(ge=1, le=1_000_000)
    kind: TelemedicineKind = choice(TelemedicineKind)
    specialty: MedicalSpecialty = choice(MedicalSpecialty)
    requested_on: date
    outcome: TelemedicineOutcome | None = choice(TelemedicineOutcome, None)
    patients: int = number(0, le=1_000)
    participants: int = number(0, le=10_000)

    def problems(self) -> Iterator[Problem]:
        """A session follows its request, what is over has an end, and numbers are of what was held."""
        if self.requested_on > self.starts_on:
            early = Text(
                f"at the latest {self.starts_on}, when it starts", f"申请日期不能晚于开展日期 {self.starts_on}"
            )
            yield Problem("requested_on", ProblemCode.INVALID, early)
        if self.outcome is not None and self.ends_on is None:
            ended = Text("give the day of the outcome", "已有结果的请填写结束日期")
            yield Problem("ends_on", ProblemCode.REQUIRED, ended)
        yield from self._outcome()
        yield from self._patients()

    def problems_beside(self, referred: Mapping[str, Any]) -> Iterator[Problem]:
        """A session is held over a link that there is, within the agreement."""
        link = referred["link_id"]
        yield from within(self, link, Text("link", "远程协作"), may_go_on=True)
        if self.outcome not in (None, TelemedicineOutcome.NOT_HELD) and link.state is TelemedicineLinkState.PREPARING:
            wrong = Text("choose a link that is connected: nothing was held over this one", "该远程协作尚未开通")
            yield Problem("link_id", ProblemCode.INCONSISTENT, wrong)

    def _outcome(self) -> Iterator[Problem]:
        if self.outcome is not None and self.outcome not in OUTCOMES[self.kind]:
            names = ", ".join(outcome.name for outcome in OUTCOMES[self.kind])
            wrong = Text(f"for {self.kind.name} give one of {names}", f"{self.kind.text.zh}的结果须为 {names}")
            yield Problem("outcome", ProblemCode.INVALID, wrong)

    def _patients(self) -> Iterator[Problem]:
        if self.patients and self.kind is TelemedicineKind.TEACHING:
            nobody = Text("give 0: teaching is about no patient", "远程教学不涉及患者，请填 0")
            yield Problem("patients", ProblemCode.INVALID, nobody)
        elif self.patients and self.outcome in (None, TelemedicineOutcome.NOT_HELD):
            early = Text("give 0 until the session was held", "未开展的服务请填 0")
            yield Problem("patients", ProblemCode.INVALID, early)
