"""What this sector demands of its records, beyond what the contract test demands of every sector."""

from datetime import date
from decimal import Decimal

from modules.outcome import models as rows


def project(stage: rows.OutcomeStage, ends_on: date | None) -> rows.Project:
    return rows.Project(
        county_code="451225",
        name="一号",
        stage=stage,
        amount=Decimal(1),
        starts_on=date(2018, 1, 1),
        ends_on=ends_on,
        created_by="test",
        updated_by="test",
    )


def test_a_completed_project_has_an_end() -> None:
    assert [problem.field for problem in project(rows.OutcomeStage.COMPLETED, None).problems()] == ["ends_on"]
    assert list(project(rows.OutcomeStage.COMPLETED, date(2018, 12, 31)).problems()) == []
    assert list(project(rows.OutcomeStage.PLANNED, None).problems()) == []
