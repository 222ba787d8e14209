"""The state that tests of a whole hub begin with: migrated, a programme loaded, records of the sectors."""

from collections.abc import Callable, Sequence
from pathlib import Path

import hub
from hub.contract import SectorModule
from hub.database.branches import branch_of
from hub.database.migrate import HUB, upgrade
from hub.programme.load import load
from hub.records.base import Record
from hub.records.bulk import insert_all
from hub.testing.database import Template, digest

_CENTRE = Path(hub.__file__).parent
_SHAPING = ("database/**/*.py", "records/*.py", "programme/*.py")
"""The files of the centre on which the state depends beside what it is made from."""


def state(modules: Sequence[SectorModule], programme: Path, records: Callable[[], list[Record]]) -> Template:
    """A template of the sectors' tables, the programme and the records; made anew when any of their files change."""
    branches = [HUB, *(branch_of(module.name, module.package) for module in modules)]
    measures = sorted({measure for module in modules for measure in module.measures})

    async def prepare(url: str) -> None:
        await upgrade(url, branches)
        await load(url, programme)
        if made := records():
            await insert_all(url, made, measures)

    sources = [path for branch in branches for path in branch.folder.parent.rglob("*.py")]
    sources += [path for pattern in _SHAPING for path in _CENTRE.glob(pattern)]
    sources += [path for path in programme.rglob("*") if path.is_file()]
    return Template(f"state{records.__qualname__}{digest(sorted(set(sources)))}", prepare)
