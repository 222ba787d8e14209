"""A programme's files: every fault is found, at once, with its place and a remedy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.programme.files import Draft, ProgrammeError, find, read
from hub.programme.kinds import OrganisationRole, TargetKind, TargetPer
from hub.programme.rules import check
from hub.programme.tables import tables

RIVERS = Path(__file__).parent / "rivers-2021-2023"
PLAN = find("shenzhen-guangxi-2016-2020")


@pytest.fixture
def rivers(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RIVERS, tmp_path / "rivers"))


def checked(folder: Path) -> Draft:
    draft = read(folder)
    check(draft)
    return draft


@pytest.mark.parametrize("folder", [PLAN, RIVERS], ids=["plan", "rivers"])
def test_the_folders_that_should_load_have_no_fault(folder: Path) -> None:
    assert checked(folder).faults == []


FAULTS = [
    ("programme.toml", "2021-04-01", "2024-04-01", "programme.toml: ends_on 2023-03-31 is before starts_on 2024-04-0"),
    ("programme.toml", "2021-04-01", "2021-02-30", "programme.toml: is not TOML"),
    ("programme.toml", 'code = "rivers', 'kode = "rivers', "programme.toml: kode is not known here: remove it"),
    ("programme.toml", 'name_zh = "上下河协作"\n', "", "programme.toml: name_zh is missing: add it"),
    ("programme.toml", "上下河协作", "上下\\u0000河", "programme.toml: name_zh is"),
    ("areas.csv", "B-2,vale", "B-1,vale", "areas.csv line 3: code 'B-1' is that of areas.csv line 2 too"),
    ("areas.csv", "B-2,vale", "B-2,hill", "areas.csv line 3: slug 'hill' is that of areas.csv line 2 too"),
    ("areas.csv", "vale,COUNTY", "vale,SHIRE", "areas.csv line 3: level is 'SHIRE': input should be one of 'CITY'"),
    ("areas.csv", "SUPPORTED,upper,Vale", "SUPPORTED,uper,Vale", "areas.csv line 3: parent 'uper' is no area"),
    ("areas.csv", "SUPPORTED,upper,Vale", "SUPPORTED,hill,Vale", "areas.csv line 3: a COUNTY lies in CITY"),
    ("areas.csv", "SUPPORTED,upper,Vale", "SUPPORTED,,Vale", "areas.csv line 3: a COUNTY lies in CITY"),
    ("areas.csv", "CITY,SUPPORTED,", "CITY,SUPPORTED,lower", "areas.csv line 5: a CITY lies in nothing"),
    ("areas.csv", "SUPPORTED,upper,Vale", "SUPPORTED,lower,Vale", "areas.csv line 3: side is SUPPORTED, but lower's"),
    ("areas.csv", "100.5,30.25", "100.5,", "areas.csv line 4: give both longitude and latitude"),
    ("areas.csv", "100.5,30.25", "100.5,91", "areas.csv line 4: latitude is '91'"),
    ("areas.csv", "100.5,30.25", "nan,30.25", "areas.csv line 4: longitude is 'nan'"),
    ("areas.csv", "Vale County", "Vale, County", "areas.csv line 3: has 11 cells under a heading of 10"),
    ("areas.csv", "Vale County", '"Vale" County', "areas.csv line 3: is not CSV"),
    ("areas.csv", "pinyin,longitude", "pinyin,longtude", "areas.csv line 4: longtude is not known here"),
    ("areas.csv", "pinyin,longitude", "pinyin,pinyin", "areas.csv: the heading names a column twice"),
    ("pairings.csv", "quay,hill", "quay,hil", "pairings.csv line 2: supported 'hil' is no area"),
    ("pairings.csv", "quay,hill", "hill,quay", "pairings.csv line 2: hill is a COUNTY on the SUPPORTED side"),
    ("pairings.csv", "quay,hill", "rope,hill", "pairings.csv line 2: rope is a STREET on the SUPPORTING side"),
    ("pairings.csv", ",,2021-12-31", ",2022-01-01,2021-12-31", "pairings.csv line 3: until 2021-12-31 is before from"),
    ("pairings.csv", ",,2021-12-31", ",,2023-04-01", "pairings.csv line 3: 2021-04-01 to 2023-04-01 is not within"),
    ("pairings.csv", ",,2021-12-31", ",,31.12.2021", "pairings.csv line 3: until is '31.12.2021'"),
    (
        "pairings.csv",
        "2022-02-01",
        "2021-12-31",
        "pairings.csv line 5: rope and fern are paired by pairings.csv line 4",
    ),
    ("pairings.csv", "quay,hill,,", "quay,hill,,2022-12-31", "pairings.csv line 5: the district of rope isn't paired"),
    (
        "organisations.toml",
        'areas = ["quay"]',
        "",
        "organisations.toml entry 2 (quay-district): role DISTRICT needs areas",
    ),
    ("organisations.toml", '["hill"]', '["hil"]', "organisations.toml entry 3 (hill-county): areas names 'hil'"),
    (
        "organisations.toml",
        '["hill"]',
        '["hill", "hill"]',
        "organisations.toml entry 3 (hill-county): areas names one twice",
    ),
    (
        "organisations.toml",
        '"BUREAU"',
        '"WORKGROUP"',
        "organisations.toml entry 1 (boats-bureau): role WORKGROUP needs areas",
    ),
    ("organisations.toml", '"BUREAU"', '"bureau"', "organisations.toml entry 1 (boats-bureau): role is 'bureau'"),
    ("organisations.toml", '"hill-county"', '"quay-district"', "organisations.toml entry 3 (quay-district): code"),
    (
        "organisations.toml",
        "[[organisation]]",
        "[[organization]]",
        "organisations.toml: may hold [[organisation]] tables",
    ),
    (
        "measures.toml",
        '"boats-bureau", "@',
        '"boat-bureau", "@',
        "measures.toml entry 1 (boats): bodies names 'boat-bureau'",
    ),
    ("measures.toml", '"@DISTRICT"', '"@AUDITOR"', "measures.toml entry 1 (boats): bodies names '@AUDITOR'"),
    ("measures.toml", '["boats-bureau", "@DISTRICT"]', "[]", "measures.toml entry 1 (boats): bodies is []"),
    (
        "measures.toml",
        'leads = ["boats',
        'leads = ["ships',
        "measures.toml entry 1 (boats): leads names 'ships-bureau'",
    ),
    (
        "measures.toml",
        '"@DISTRICT"',
        '"boats-bureau"',
        "measures.toml entry 1 (boats): bodies names 'boats-bureau' 2 times",
    ),
    ("measures.toml", '"boats"', '"Boats"', "measures.toml entry 1 (Boats): code is 'Boats'"),
    ("targets.toml", 'measure = "boats"', 'measure = "b"', "targets.toml entry 1 (boats.given): measure 'b' is not i"),
    ("targets.toml", "value = 5", "", "targets.toml entry 1 (boats.given): COUNT_PER_YEAR needs value, or areas"),
    ("targets.toml", "value = 5", "value = -5", "targets.toml entry 1 (boats.given): value is -5"),
    ("targets.toml", "value = 5", "value = 5.125", "targets.toml entry 1 (boats.given): value is 5.125"),
    ("targets.toml", "value = 5", "value = 5\nlower_bound = 1", "(boats.given): COUNT_PER_YEAR takes no lower_bound"),
    ("targets.toml", "COUNT_PER_YEAR", "AVERAGE_PER_YEAR", "(boats.given): AVERAGE_PER_YEAR needs average_over"),
    ("targets.toml", "COUNT_PER_YEAR", "COVERAGE_BY_DATE", "(boats.given): COVERAGE_BY_DATE needs until"),
    ("targets.toml", "COUNT_PER_YEAR", "STANDARD", "(boats.given): STANDARD needs lower_bound or upper_bound"),
    ("targets.toml", "COUNT_PER_YEAR", "STANDARD", "(boats.given): STANDARD is per RECORD"),
    ("targets.toml", '"PROGRAMME"', '"DISTRICT"', "(boats.given): per DISTRICT and areas don't fit"),
    (
        "targets.toml",
        '"PROGRAMME"',
        '"DISTRICT"\nareas = { quay = 4 }',
        "(boats.given): value is 5, but its areas add up to 4",
    ),
    ("targets.toml", '"PROGRAMME"', '"DISTRICT"\nareas = { hill = 5 }', "(boats.given): areas names hill, a COUNTY"),
    (
        "targets.toml",
        '"PROGRAMME"',
        '"DISTRICT"\nareas = { key = 5 }',
        "(boats.given): areas names 'key', which is no area",
    ),
    (
        "targets.toml",
        "value = 5",
        "value = 5\nuntil = 2024-01-01",
        "(boats.given): 2021-04-01 to 2024-01-01 is not within",
    ),
    ("targets.toml", "value = 5", "value = 5\nvalue = 6", "targets.toml: is not TOML"),
]


@pytest.mark.parametrize(("file", "old", "new", "fault"), FAULTS)
def test_a_fault_is_named_with_its_place_and_a_remedy(rivers: Path, file: str, old: str, new: str, fault: str) -> None:
    edit(rivers / file, lambda text: text.replace(old, new, 1))
    assert any(fault in found for found in checked(rivers).faults), checked(rivers).faults


def edit(file: Path, change: Callable[[str], str]) -> None:
    text = file.read_text(encoding="utf-8")
    assert change(text) != text
    file.write_text(change(text), encoding="utf-8")


def test_bounds_the_wrong_way_round_are_a_fault(rivers: Path) -> None:
    bounds = "lower_bound = 2\nupper_bound = 1"
    edit(
        rivers / "targets.toml",
        lambda text: (
            text.replace("value = 5", bounds).replace("COUNT_PER_YEAR", "STANDARD").replace('"PROGRAMME"', '"RECORD"')
        ),
    )
    assert checked(rivers).faults == [
        "targets.toml entry 1 (boats.given): lower_bound 2 is above upper_bound 1: correct one of them"
    ]


@pytest.mark.parametrize(
    ("file", "rows", "fault"),
    [
        ("area-names.csv", "hill,,2021-12-31,Mount County,岭县", "area-names.csv: hill has no row with its names"),
        ("area-names.csv", "hll,,,A,甲", "area-names.csv line 2: 'hll' is no area"),
        ("area-names.csv", "hill,2022-01-01,2021-01-01,A,甲", "area-names.csv line 2: until 2021-01-01 is before"),
        (
            "area-names.csv",
            "hill,,2021-12-31,A,甲\nhill,2021-12-31,,B,乙",
            "area-names.csv line 3: two names at a time",
        ),
        ("area-codes.csv", "hill,,,100000\nhill,,,100001", "area-codes.csv line 3: two codes at a time"),
        (
            "area-codes.csv",
            "hill,,,100000\nvale,,,100000",
            "area-codes.csv line 3: two areas of this gb_code at a time",
        ),
        ("area-codes.csv", "hill,,,10000", "area-codes.csv line 2: gb_code is '10000'"),
        ("designations.csv", "quay,DEEP_POVERTY,,,s", "designations.csv line 2: quay is on the supporting side"),
        ("designations.csv", "hill,POOR,,,s", "designations.csv line 2: kind is 'POOR'"),
        (
            "designations.csv",
            "hill,DEEP_POVERTY,,,s\nhill,DEEP_POVERTY,2022-01-01,,s",
            "designations.csv line 3: two rows of this designation at a time",
        ),
    ],
)
def test_a_fault_in_a_dated_fact_is_named(rivers: Path, file: str, rows: str, fault: str) -> None:
    headings = {
        "area-names.csv": "area,from,until,name_en,name_zh",
        "area-codes.csv": "area,from,until,gb_code",
        "designations.csv": "area,kind,from,until,source",
    }
    (rivers / file).write_text(f"{headings[file]}\n{rows}\n", encoding="utf-8")
    assert any(found.startswith(fault) for found in checked(rivers).faults), checked(rivers).faults


def test_all_faults_are_told_at_once(rivers: Path) -> None:
    edit(rivers / "areas.csv", lambda text: text.replace("vale,COUNTY", "vale,SHIRE"))
    edit(rivers / "targets.toml", lambda text: text.replace("value = 5", "value = 'five'").replace("en =", "eng ="))
    (rivers / "pairings.csv").unlink()
    (rivers / "measures.toml").write_bytes(b"\xff")
    faults = checked(rivers).faults
    for part in ("level is 'SHIRE'", "value is 'five'", "unit.en is missing", "unit.eng is not known"):
        assert any(part in fault for fault in faults), faults
    assert any(fault.startswith("pairings.csv: the file is missing") for fault in faults)
    assert any(fault.startswith("measures.toml: can't be read as UTF-8") for fault in faults)


def test_a_circle_of_parents_ends_in_faults(rivers: Path) -> None:
    edit(rivers / "areas.csv", lambda text: text.replace("SUPPORTED,,Upper", "SUPPORTED,hill,Upper"))
    assert any("a CITY lies in nothing" in fault for fault in checked(rivers).faults)


def test_a_byte_order_mark_and_comments_do_no_harm(rivers: Path) -> None:
    edit(rivers / "areas.csv", lambda text: "\ufeff# a comment\n\n" + text)
    assert checked(rivers).faults == []


@given(st.binary(max_size=200), st.sampled_from(sorted(path.name for path in RIVERS.iterdir())))
def test_no_bytes_crash_the_reader(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    folder = Path(shutil.copytree(RIVERS, tmp_path_factory.mktemp("any") / "rivers"))
    (folder / name).write_bytes(content)
    draft = checked(folder)
    assert draft.faults or tables(draft)


def test_a_programme_is_found_by_name_or_folder() -> None:
    assert (find("shenzhen-guangxi-2016-2020") / "targets.toml").is_file()
    assert find(str(RIVERS)) == RIVERS


@pytest.mark.parametrize("name", ["shenzhen", "", ".", "../../etc", "nul\0l"])
def test_an_unknown_programme_names_those_there_are(name: str) -> None:
    with pytest.raises(ProgrammeError, match="name one of shenzhen-guangxi-2016-2020, or a folder"):
        find(name)


def test_the_plan_has_an_organisation_for_every_district_and_county() -> None:
    draft = checked(PLAN)
    homes = {area: body.code for _, body in draft.organisations for area in body.areas if body.role in HOMES}
    wanted = {
        area.slug: area.level.name.lower() for _, area in draft.areas if area.level.name in {"DISTRICT", "COUNTY"}
    }
    assert homes == {slug: f"{slug}-{level}" for slug, level in wanted.items()}


HOMES = {OrganisationRole.DISTRICT, OrganisationRole.COUNTY}


def test_the_plans_minimums_by_district_are_those_of_section_4_2() -> None:
    targets = {target.key: target for _, target in checked(PLAN).targets}
    many = {"futian", "luohu", "yantian", "nanshan", "baoan", "longgang", "longhua"}
    few = {"pingshan", "guangming", "dapeng"}
    streets, communities = targets["hub.street_pairings"].areas, targets["hub.community_pairings"].areas
    assert streets == dict.fromkeys(many, 2) | dict.fromkeys(few, 1)
    assert communities == dict.fromkeys(many, 4) | dict.fromkeys(few, 2)


def test_the_plan_invents_no_number() -> None:
    numberless = [target.key for _, target in checked(PLAN).targets if not (target.value or target.areas)]
    assert numberless == ["education.entrant_grant_standard", "industry.trade_centre", "mobilisation.volunteer_term"]
    grants = next(target for _, target in checked(PLAN).targets if target.key == "education.entrant_grant_standard")
    assert (grants.kind, grants.per) == (TargetKind.STANDARD, TargetPer.RECORD)
    assert grants.lower_bound == grants.upper_bound == 3000
