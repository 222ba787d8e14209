"""Who may do what: the roles of the programme as data, and how rules become one reader's access. No I/O."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from hub.auth.access import EVERYWHERE, NOWHERE, Access, Act, Reach
from hub.auth.purposes import Purpose


class Measures(StrEnum):
    """Which measures a rule speaks of, unless it names them."""

    OWN = "own"
    ALL = "all"


class Area(StrEnum):
    """In which counties a rule allows its acts."""

    OWN = "own"
    PAIRED = "paired"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one role may do: acts on measures within an area; with a purpose, only for who declares that purpose.

    Raises ValueError for a rule that could not work: no act, an act without reading, personal data without a purpose.
    """

    role: str
    measures: Measures | tuple[str, ...]
    area: Area
    acts: frozenset[Act]
    purpose: str | None = None

    def __post_init__(self) -> None:
        """Refuse a rule whose acts can't be done: whoever changes or exports a record has to see it."""
        if Act.READ not in self.acts:
            raise ValueError(f"the rule of {self.role!r} needs the act read beside {sorted(self.acts)}")
        if Act.PERSONAL in self.acts and self.purpose is None:
            raise ValueError(f"the rule of {self.role!r} opens personal data and names no purpose")


BY_KEY_ONLY = frozenset({Act.PERSONAL, Act.APPROVE})
"""Acts that a client does on its own only if it proves itself by a private key (RFC 7523): a secret can be copied."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a verified token speaks for; `acts` are those of the token's scope, which only ever narrow the rules."""

    subject: str
    client_id: str
    organisation: str
    roles: frozenset[str]
    acts: frozenset[Act]
    purpose: str | None = None
    name: str | None = None
    keeps_accounts: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What the programme says of an organisation: the measures that it answers for, its own area, its pairings."""

    measures: frozenset[str]
    answered: frozenset[str] = frozenset()
    own: Reach = NOWHERE
    paired: Reach = NOWHERE

    def named(self, measures: Measures | tuple[str, ...]) -> frozenset[str]:
        """The measures of the programme that a rule speaks of, for this organisation."""
        match measures:
            case Measures.ALL:
                return self.measures
            case Measures.OWN:
                return self.answered
            case _:
                return self.measures.intersection(measures)

    def reach(self, area: Area) -> Reach:
        """The counties that a rule speaks of, for this organisation."""
        return {Area.ALL: EVERYWHERE, Area.OWN: self.own, Area.PAIRED: self.paired}[area]


def resolve(reader: Reader, rules: Collection[Rule], standing: Standing) -> Access:
    """The access of one reader: the union of its rules, each kept as pairs of measure and area."""
    grants: dict[tuple[str, Act], Reach] = {}
    for rule in rules:
        reach = standing.reach(rule.area)
        if not (_applies(rule, reader) and reach):
            continue
        for measure in standing.named(rule.measures):
            for act in rule.acts & reader.acts:
                grants[measure, act] = grants.get((measure, act), NOWHERE) | reach
    return Access(
        reader.subject,
        reader.client_id,
        reader.organisation,
        reader.roles,
        grants,
        purpose=reader.purpose,
        purposes=_purposes(reader, rules, standing),
        name=reader.name,
        keeps_accounts=reader.keeps_accounts,
    )


def _purposes(reader: Reader, rules: Collection[Rule], standing: Standing) -> frozenset[str]:
    """The purposes under which some rule opens personal data to the reader somewhere."""
    opening = (rule for rule in rules if _held(rule, reader) and Act.PERSONAL in rule.acts & reader.acts)
    return frozenset(str(r.purpose) for r in opening if standing.named(r.measures) and standing.reach(r.area))


def _applies(rule: Rule, reader: Reader) -> bool:
    """Whether the rule is of the reader's roles, and for the purpose that is declared."""
    return _held(rule, reader) and rule.purpose in {None, reader.purpose}


def _held(rule: Rule, reader: Reader) -> bool:
    """Whether the reader has the role; a token that may not read does nothing else either."""
    return rule.role in reader.roles and Act.READ in reader.acts


def acts_of(roles: Iterable[str], rules: Iterable[Rule]) -> frozenset[Act]:
    """Every act that some rule of these roles allows somewhere: what a client of theirs may ask for."""
    held = frozenset(roles)
    return frozenset(act for rule in rules if rule.role in held for act in rule.acts)


_SEE = frozenset({Act.READ})
_DRAFT = _SEE | {Act.WRITE, Act.SUBMIT}
_DECIDE = _DRAFT | {Act.APPROVE}

RULES: tuple[Rule, ...] = (
    Rule("lead", Measures.ALL, Area.ALL, _SEE | {Act.APPROVE, Act.EXPORT}),
    Rule("bureau", Measures.OWN, Area.ALL, _DECIDE | {Act.EXPORT}),
    Rule("district", Measures.ALL, Area.PAIRED, _SEE | {Act.EXPORT}),
    Rule("county", Measures.ALL, Area.OWN, _DRAFT),
    Rule("workgroup", Measures.ALL, Area.OWN, _DECIDE),
    Rule("auditor", Measures.ALL, Area.ALL, _SEE | {Act.AUDIT}),
    *(
        Rule(role, measures, area, _SEE | {Act.PERSONAL}, purpose.code)
        for role, measures, area in (
            ("bureau-casework", Measures.OWN, Area.ALL),
            ("county-casework", Measures.ALL, Area.OWN),
        )
        for purpose in Purpose
    ),
)
"""The roles of the programme. An administrator keeps accounts and reads no sector data, so it has no rule.

Personal data is nobody's by their place alone: who deals with the people in the records is given a casework role.
"""
ADMINISTRATOR = "administrator"
ROLES: frozenset[str] = frozenset(rule.role for rule in RULES) | {ADMINISTRATOR}
"""Every role that a client may hold."""
