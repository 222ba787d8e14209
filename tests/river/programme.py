"""The bundled programme with targets for rivers, and with a county that changes its district in the middle."""

import shutil
from datetime import date
from pathlib import Path

from hub.programme.files import find

HERE = Path(__file__).parent
BUNDLED = find("shenzhen-guangxi-2016-2020")
MIDDLE = date(2018, 6, 30)
"""The last day on which Luohu is paired with Xilin; Dapeng is from the next."""
HANDED_OVER = "DISTRICT_COUNTY,luohu,xilin,,2018-06-30\nDISTRICT_COUNTY,dapeng,xilin,2018-07-01,\n"


def river_programme(folder: Path) -> Path:
    """A copy of the programme, below `folder`."""
    copy = Path(shutil.copytree(BUNDLED, folder / "programme"))
    pairings = (copy / "pairings.csv").read_text(encoding="utf-8")
    whole = "DISTRICT_COUNTY,luohu,xilin,,\n"
    assert whole in pairings
    (copy / "pairings.csv").write_text(pairings.replace(whole, HANDED_OVER), encoding="utf-8")
    with (copy / "targets.toml").open("a", encoding="utf-8") as targets:
        targets.write("\n" + (HERE / "targets.toml").read_text(encoding="utf-8"))
    return copy
