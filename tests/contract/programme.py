"""What demo records of any sector are made from: the plan that comes with the hub."""

from pathlib import Path

from hub.contract import DemoContext
from hub.demo.prepare import SEED
from hub.programme.files import read
from hub.programme.kinds import AreaLevel, PairingLevel


def demo_context(programme: Path) -> DemoContext:
    """The context of the demo at scale 1."""
    draft = read(programme)
    assert draft.programme is not None
    areas = {placed.row.slug: placed.row for placed in draft.areas}
    districts: dict[str, set[str]] = {}
    for _, pairing in draft.pairings:
        if pairing.level is PairingLevel.DISTRICT_COUNTY:
            districts.setdefault(areas[pairing.supported].code, set()).add(areas[pairing.supporting].code)
    return DemoContext(
        seed=SEED,
        scale=1,
        starts_on=draft.programme.starts_on,
        ends_on=draft.programme.ends_on,
        counties={area.code: area.name_zh for area in areas.values() if area.level is AreaLevel.COUNTY},
        districts={code: tuple(sorted(found)) for code, found in districts.items()},
    )
