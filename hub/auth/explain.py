"""Why somebody can or can't see a record, in words: each rule of their roles held against it. No I/O."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from hub.auth.access import Act, Reach
from hub.auth.policy import Area, Measures, Reader, Rule, Standing, resolve
from hub.records.status import WORKING, Status
from hub.texts import Text


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of a record. `end` None: it goes on."""

    measure: str
    county: str
    start: date
    end: date | None
    status: Status

    @property
    def period(self) -> str:
        """The days, as `2017-03-01/..` or `2017-03-01/2018-02-28` (ISO 8601-2)."""
        return f"{self.start}/{self.end or '..'}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether the reader sees the record, and why: the record's facts, each rule, the state, personal data."""

    seen: bool
    reasons: tuple[Text, ...]


def explain(reader: Reader, rules: Sequence[Rule], standing: Standing, record: Facts) -> Explanation:
    """Hold a record against the rules of a reader; it is seen exactly when the walls show it."""
    held = [rule for rule in rules if rule.role in reader.roles]
    access = resolve(reader, rules, standing)
    seen, settled = _covers(access.reach(record.measure, Act.READ), record), record.status not in WORKING
    reasons = [_about(record), *_of_reader(reader, held), *(_of_rule(rule, reader, standing, record) for rule in held)]
    if seen and not settled:
        seen = _covers(access.work(record.measure), record)
        reasons.append(_of_state(record, seen=seen))
    if seen:
        reasons.append(_of_personal(shown=_covers(access.personal(record.measure), record)))
    return Explanation(seen, tuple(reasons))


def _covers(reach: Reach, record: Facts) -> bool:
    return reach.covers(record.county, record.start, record.end)


def _about(record: Facts) -> Text:
    return Text(
        f"The record: measure {record.measure}, county {record.county}, {record.period}, {record.status.name}.",
        f"该记录：措施 {record.measure}，县 {record.county}，期间 {record.period}，状态“{record.status.text.zh}”。",
    )


def _of_reader(reader: Reader, held: Sequence[Rule]) -> Iterator[Text]:
    if Act.READ not in reader.acts:
        yield Text("The token's scope lacks read, so that no rule holds.", "令牌范围不含 read，任何规则都不生效。")
    if not held:
        roles = ", ".join(sorted(reader.roles)) or "–"
        yield Text(f"No rule speaks of the roles held: {roles}.", f"没有规则涉及所持角色：{roles}。")


def _of_rule(rule: Rule, reader: Reader, standing: Standing, record: Facts) -> Text:
    if rule.purpose not in {None, reader.purpose}:
        return Text(
            f"Rule {rule.role}: holds only for who declares the purpose {rule.purpose}.",
            f"规则 {rule.role}：仅在声明目的 {rule.purpose} 时生效。",
        )
    if record.measure not in standing.named(rule.measures):
        measures = _measures_of(rule)
        return Text(
            f"Rule {rule.role}: speaks of {measures.en}, which {record.measure} is not among.",
            f"规则 {rule.role}：涉及{measures.zh}，不包括 {record.measure}。",
        )
    return _of_area(rule, standing.reach(rule.area), record)


def _measures_of(rule: Rule) -> Text:
    if isinstance(rule.measures, Measures):
        return _MEASURES[rule.measures]
    named = ", ".join(rule.measures)
    return Text(f"the measures {named}", f"措施 {named}")


_MEASURES = {
    Measures.OWN: Text("the measures that the organisation answers for", "所在单位负责的措施"),
    Measures.ALL: Text("all measures of the programme", "规划的全部措施"),
}
_AREAS = {
    Area.OWN: Text("the organisation's own counties", "本单位所辖的县"),
    Area.PAIRED: Text("the counties paired with it", "与其结对的县"),
    Area.ALL: Text("all counties", "全部县"),
}


def _of_area(rule: Rule, reach: Reach, record: Facts) -> Text:
    area, acts = _AREAS[rule.area], ", ".join(sorted(rule.acts))
    if _covers(reach, record):
        return Text(
            f"Rule {rule.role}: allows {acts} in {area.en}, and {record.county} is one for these days.",
            f"规则 {rule.role}：可在{area.zh}执行 {acts}，该期间内 {record.county} 属于此范围。",
        )
    spans = [f"{span.start}/{span.end}" for span in sorted(reach.dated) if span.county == record.county]
    if spans:
        return Text(
            f"Rule {rule.role}: paired with {record.county} for {', '.join(spans)}, no day of which is the record's.",
            f"规则 {rule.role}：与 {record.county} 的结对期间为 {'、'.join(spans)}，与该记录的期间没有重合。",
        )
    return Text(
        f"Rule {rule.role}: allows {acts} in {area.en}, and {record.county} is none of them.",
        f"规则 {rule.role}：可在{area.zh}执行 {acts}，但 {record.county} 不在其中。",
    )


def _of_state(record: Facts, *, seen: bool) -> Text:
    if seen:
        return Text(
            f"It is {record.status.name}, which those see who may write or approve it: the reader may.",
            f"该记录为“{record.status.text.zh}”，仅可填报或审批者可见：该使用者可以。",
        )
    return Text(
        f"It is {record.status.name}: only who may write or approve it sees it before it is handed in.",
        f"该记录为“{record.status.text.zh}”：提交之前仅可填报或审批者可见。",
    )


def _of_personal(*, shown: bool) -> Text:
    if shown:
        return Text(
            "Personal data is shown for this purpose, and each time told of.", "个人信息按此目的明文显示，并逐次记录。"
        )
    return Text(
        "Personal data is masked: no rule opens it for the purpose declared.", "个人信息已脱敏：所声明的目的未获授权。"
    )
