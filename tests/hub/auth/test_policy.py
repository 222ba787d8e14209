"""The roles as data, and how rules become one reader's access."""

import dataclasses
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.auth.access import EVERYWHERE, NOWHERE, Access, Act, Reach, Span
from hub.auth.policy import ROLES, RULES, Area, Measures, Reader, Rule, Standing, acts_of, resolve
from hub.auth.purposes import BY_CODE

MEASURES = frozenset({"education", "health", "talent", "credit"})
PAIRED = Reach(counties=frozenset({"451225", "451226"}))
OWN = Reach(counties=frozenset({"451227"}))
READS = frozenset({Act.READ})


def standing(*answered: str, own: Reach = NOWHERE, paired: Reach = NOWHERE) -> Standing:
    return Standing(MEASURES, frozenset(answered), own, paired)


def reader(*roles: str, acts: frozenset[Act] = frozenset(Act), purpose: str | None = None) -> Reader:
    return Reader("app", "app", "somebody", frozenset(roles), acts, purpose)


def granted(access: Access) -> dict[Act, frozenset[str]]:
    found = {act: frozenset(measure for measure in MEASURES if access.reach(measure, act)) for act in Act}
    return {act: measures for act, measures in found.items() if measures}


def test_the_lead_office_reads_approves_and_exports_everything_and_writes_nothing() -> None:
    access = resolve(reader("lead"), RULES, standing())
    assert granted(access) == dict.fromkeys((Act.READ, Act.APPROVE, Act.EXPORT), MEASURES)
    assert access.reach("health", Act.READ) is EVERYWHERE


def test_a_bureau_works_on_the_measures_it_answers_for_in_every_county() -> None:
    access = resolve(reader("bureau"), RULES, standing("education", "talent"))
    expected = frozenset({"education", "talent"})
    assert granted(access) == dict.fromkeys((Act.READ, Act.WRITE, Act.SUBMIT, Act.APPROVE, Act.EXPORT), expected)
    assert access.reach("talent", Act.WRITE) is EVERYWHERE


def test_a_district_reads_and_exports_every_measure_in_its_paired_counties() -> None:
    access = resolve(reader("district"), RULES, standing("education", paired=PAIRED))
    assert granted(access) == dict.fromkeys((Act.READ, Act.EXPORT), MEASURES)
    assert access.reach("health", Act.READ) == PAIRED


def test_a_dated_pairing_stays_dated() -> None:
    span = Span("451225", date(2016, 1, 1), date(2018, 12, 31))
    access = resolve(reader("district"), RULES, standing(paired=Reach(dated=frozenset({span}))))
    assert access.reach("health", Act.READ).covers("451225", date(2018, 12, 31), None)
    assert not access.reach("health", Act.READ).covers("451225", date(2019, 1, 1), None)


def test_a_county_drafts_and_submits_its_own_and_approves_nothing() -> None:
    access = resolve(reader("county"), RULES, standing(own=OWN))
    assert granted(access) == dict.fromkeys((Act.READ, Act.WRITE, Act.SUBMIT), MEASURES)
    assert access.reach("credit", Act.WRITE) == OWN


def test_the_work_group_approves_in_its_own_area() -> None:
    access = resolve(reader("workgroup"), RULES, standing(own=OWN))
    assert set(granted(access)) == {Act.READ, Act.WRITE, Act.SUBMIT, Act.APPROVE}
    assert access.reach("credit", Act.APPROVE) == OWN


def test_the_auditor_reads_everything_and_the_trail_and_does_nothing_else() -> None:
    access = resolve(reader("auditor"), RULES, standing())
    assert granted(access) == {Act.READ: MEASURES, Act.AUDIT: MEASURES}
    assert access.audits
    assert not any(resolve(reader(role), RULES, standing(own=OWN)).audits for role in ROLES - {"auditor"})


@pytest.mark.parametrize("role", ["administrator", "unheard-of"])
def test_an_administrator_and_an_unknown_role_reach_nothing(role: str) -> None:
    access = resolve(reader(role), RULES, standing("education", own=OWN, paired=PAIRED))
    assert access.grants == {}
    assert access.subject == "app"


def test_an_organisation_without_area_or_pairing_reaches_nothing_by_them() -> None:
    assert resolve(reader("county", "district", "workgroup", "bureau"), RULES, standing()).grants == {}


def test_two_roles_give_the_union_of_their_pairs_and_never_the_product() -> None:
    access = resolve(reader("bureau", "county"), RULES, standing("education", own=OWN))
    assert access.reach("education", Act.READ) is EVERYWHERE
    assert access.reach("health", Act.READ) == OWN
    assert access.reach("health", Act.APPROVE) == NOWHERE


def test_a_narrow_scope_narrows_every_rule() -> None:
    access = resolve(reader("bureau", acts=READS), RULES, standing("education"))
    assert granted(access) == {Act.READ: frozenset({"education"})}


def test_a_scope_without_reading_gives_nothing() -> None:
    access = resolve(reader("bureau", acts=frozenset({Act.WRITE})), RULES, standing("education"))
    assert access.grants == {}


def test_a_rule_may_name_its_measures_and_reaches_only_those_of_the_programme() -> None:
    rule = Rule("school", ("education", "elsewhere"), Area.OWN, READS)
    access = resolve(reader("school"), [rule], standing(own=OWN))
    assert access.grants == {("education", Act.READ): OWN}


def test_a_rule_with_a_purpose_counts_only_for_who_declares_it() -> None:
    rule = Rule("bureau", Measures.OWN, Area.ALL, READS | {Act.PERSONAL}, "audit")
    undeclared, other, declared = (
        resolve(reader("bureau", purpose=purpose), [rule], standing("education")) for purpose in (None, "care", "audit")
    )
    assert undeclared.grants == other.grants == {}
    assert declared.reach("education", Act.PERSONAL) is EVERYWHERE


@pytest.mark.parametrize("act", sorted(set(Act) - {Act.READ}))
def test_a_rule_that_acts_without_reading_is_refused(act: Act) -> None:
    with pytest.raises(ValueError, match="needs the act read"):
        Rule("blind", Measures.ALL, Area.ALL, frozenset({act}), "purpose")


def test_a_rule_that_opens_personal_data_without_a_purpose_is_refused() -> None:
    with pytest.raises(ValueError, match="names no purpose"):
        Rule("curious", Measures.ALL, Area.ALL, READS | {Act.PERSONAL})


def test_only_a_casework_role_opens_personal_data_and_only_for_a_purpose() -> None:
    assert Act.PERSONAL not in acts_of(ROLES - CASEWORK, RULES)
    for role in CASEWORK:
        undeclared, *declared = (
            resolve(reader(role, purpose=purpose), RULES, standing("education", own=OWN))
            for purpose in (None, *BY_CODE)
        )
        assert undeclared.grants == {}
        assert all(set(granted(access)) == {Act.READ, Act.PERSONAL} for access in declared)
        assert {access.purposes for access in (undeclared, *declared)} == {frozenset(BY_CODE)}


def test_no_purpose_opens_anything_to_who_has_no_casework_scope_or_place() -> None:
    place = standing("education", own=OWN)
    for role in ROLES - CASEWORK:
        assert resolve(reader(role), RULES, place).purposes == frozenset()
    for role in CASEWORK:
        assert resolve(reader(role, acts=frozenset(Act) - {Act.PERSONAL}), RULES, place).purposes == frozenset()
        assert resolve(reader(role, acts=frozenset({Act.PERSONAL})), RULES, place).purposes == frozenset()
        assert resolve(reader(role), RULES, standing()).purposes == frozenset()


def test_casework_of_a_bureau_is_for_its_measures_and_of_a_county_for_its_own_people() -> None:
    place = standing("education", own=OWN)
    bureau, county = (resolve(reader(role, purpose="payment"), RULES, place) for role in sorted(CASEWORK))
    assert granted(bureau)[Act.PERSONAL] == {"education"}
    assert bureau.personal("education") is EVERYWHERE
    assert granted(county)[Act.PERSONAL] == MEASURES
    assert county.personal("education") == OWN


def test_a_rule_can_not_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        RULES[0].role = "anyone"  # type: ignore[misc]


CASEWORK = frozenset({"bureau-casework", "county-casework"})
counties = st.frozensets(st.sampled_from(["1", "2", "3"]))
reaches = st.builds(Reach, everywhere=st.booleans(), counties=counties)
rules = st.builds(
    Rule,
    role=st.sampled_from(["a", "b", "c"]),
    measures=st.one_of(st.sampled_from(Measures), st.lists(st.sampled_from(sorted(MEASURES))).map(tuple)),
    area=st.sampled_from(Area),
    acts=st.frozensets(st.sampled_from(sorted(set(Act) - {Act.PERSONAL}))).map(lambda acts: acts | {Act.READ}),
)


standings = st.builds(
    Standing,
    measures=st.just(MEASURES),
    answered=st.frozensets(st.sampled_from(sorted(MEASURES))),
    own=reaches,
    paired=reaches,
)
roles_held, scopes = st.frozensets(st.sampled_from(["a", "b"])), st.frozensets(st.sampled_from(Act))


@given(st.lists(rules, max_size=6), roles_held, scopes, standings)
def test_access_is_what_some_single_rule_allows_and_nothing_more(
    held: list[Rule], roles: frozenset[str], acts: frozenset[Act], place: Standing
) -> None:
    access = resolve(reader(*roles, acts=acts), held, place)
    for measure, act, county in product(MEASURES, Act, ("1", "2", "3")):
        allowed = {act, Act.READ} <= acts and any(
            rule.role in roles
            and act in rule.acts
            and _speaks_of(rule, measure, place)
            and _lies_in(rule, county, place)
            for rule in held
        )
        assert access.reach(measure, act).covers(county, date(2018, 1, 1), None) is allowed


def _speaks_of(rule: Rule, measure: str, place: Standing) -> bool:
    if isinstance(rule.measures, tuple):
        return measure in rule.measures
    return rule.measures is Measures.ALL or measure in place.answered


def _lies_in(rule: Rule, county: str, place: Standing) -> bool:
    if rule.area is Area.ALL:
        return True
    reach = place.own if rule.area is Area.OWN else place.paired
    return reach.everywhere or county in reach.counties
