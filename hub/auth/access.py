"""What one reader may do: for each measure and act, in which counties and when. Data only; no I/O."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Act(StrEnum):
    """What a rule allows to do with records of a measure."""

    READ = "read"
    WRITE = "write"
    SUBMIT = "submit"
    APPROVE = "approve"
    EXPORT = "export"
    PERSONAL = "personal"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A county for the time of a pairing, both days included; a record belongs if its period shares a day with it."""

    county: str
    start: date
    end: date

    @property
    def days(self) -> str:
        """As PostgreSQL writes a range."""
        return f"[{self.start.isoformat()},{self.end.isoformat()}]"


@dataclass(frozen=True, slots=True)
class Reach:
    """Where an act is allowed: everywhere, in whole counties, or in counties for a time. A union, never a product."""

    everywhere: bool = False
    counties: frozenset[str] = frozenset()
    dated: frozenset[Span] = frozenset()

    def __or__(self, other: "Reach") -> "Reach":
        """The union of two reaches."""
        if self.everywhere or other.everywhere:
            return EVERYWHERE
        counties = self.counties | other.counties
        dated = frozenset(s for s in self.dated | other.dated if s.county not in counties)
        return Reach(counties=counties, dated=dated)

    def __bool__(self) -> bool:
        """Whether the act is allowed anywhere at all."""
        return self.everywhere or bool(self.counties) or bool(self.dated)

    @property
    def named(self) -> frozenset[str]:
        """The counties in which the act is allowed for any time at all; those of `everywhere` aren't listed."""
        return self.counties | {span.county for span in self.dated}

    def covers(self, county: str, start: date, end: date | None) -> bool:
        """Whether a record of this county and period lies within reach (`end` None: it goes on)."""
        if self.everywhere or county in self.counties:
            return True
        return any(s.county == county and start <= s.end and (end is None or end >= s.start) for s in self.dated)

    def setting(self) -> str:
        """The whole counties as row-level security reads them: `*`, codes with commas, or nothing."""
        return "*" if self.everywhere else ",".join(sorted(self.counties))

    def dated_setting(self) -> str:
        """The dated counties as row-level security reads them: a JSON object of multiranges by code, or nothing."""
        spans: dict[str, list[str]] = {}
        for span in sorted(self.dated):
            spans.setdefault(span.county, []).append(span.days)
        return json.dumps({county: f"{{{','.join(days)}}}" for county, days in spans.items()}) if spans else ""


NOWHERE = Reach()
EVERYWHERE = Reach(everywhere=True)


@dataclass(frozen=True, slots=True)
class Access:
    """One reader: who it is, and its reach for each (measure, act)."""

    subject: str | None = None
    client_id: str | None = None
    organisation: str | None = None
    roles: frozenset[str] = frozenset()
    grants: dict[tuple[str, Act], Reach] = field(default_factory=dict)
    everything: bool = False
    purpose: str | None = None
    """The purpose that the request declares; rules for personal data hold for who declares theirs."""
    purposes: frozenset[str] = frozenset()
    """The purposes that would open some personal data to this reader, had the request declared them."""
    _settings: dict[tuple[str, ...], tuple[str, ...]] = field(
        init=False, default_factory=dict, compare=False, repr=False
    )
    """What `settings` gave: a reader asks many times with the same rules."""
    name: str | None = None
    """The reader as people read it: a person's name, a client's id."""
    keeps_accounts: bool = False
    """Whether the reader keeps the accounts of people and clients; who does sees no records."""

    def reach(self, measure: str, act: Act) -> Reach:
        """Where this reader may do `act` with records of `measure`."""
        if self.everything:
            return EVERYWHERE
        return self.grants.get((measure, act), NOWHERE)

    def work(self, measure: str) -> Reach:
        """Where the reader sees records that are still being worked on: where it may write or approve."""
        return self.reach(measure, Act.WRITE) | self.reach(measure, Act.APPROVE)

    def personal(self, measure: str) -> Reach:
        """Where the reader sees personal data unmasked: never more than it may read at all."""
        return self.grants.get((measure, Act.PERSONAL), NOWHERE)

    @property
    def audits(self) -> bool:
        """Whether the reader may read the audit trail and the policy."""
        return any(act is Act.AUDIT for _, act in self.grants)

    def counties(self) -> Reach:
        """The counties of which this reader may read anything: the union over all measures."""
        if self.everything:
            return EVERYWHERE
        whole = NOWHERE
        for (_, act), reach in self.grants.items():
            if act is Act.READ:
                whole |= reach
        return whole

    def settings(self, measures: tuple[str, ...]) -> tuple[str, ...]:
        """The values of the settings named by `setting_names`, in that order."""
        found = self._settings.get(measures)
        if found is None:
            found = self._settings[measures] = self._settings_for(measures)
        return found

    def _settings_for(self, measures: Iterable[str]) -> tuple[str, ...]:
        values: list[str] = []
        for measure in measures:
            read = self.reach(measure, Act.READ)
            values += (read.setting(), read.dated_setting(), self.work(measure).setting())
        return (*values, "*" if self.audits else "")


def setting_names(measures: Iterable[str]) -> tuple[str, ...]:
    """The PostgreSQL settings that row-level security reads: three for each measure, and one for the audit trail."""
    return (*(f"hub.{part}_{measure}" for measure in measures for part in ("read", "dated", "work")), "hub.audit")


NOBODY = Access()
"""A request without a token."""
SYSTEM = Access(subject="hub", everything=True)
"""The hub itself: programme totals and demo records. Never made from a request."""
