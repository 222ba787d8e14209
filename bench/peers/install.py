"""Node and the packages of the peers, installed once into the folder of the benchmark's data."""

import shutil
import subprocess
from pathlib import Path

from bench.exchange import Unfit

SOURCE = Path(__file__).parent / "node"
LOCK = "package-lock.json"


def installed(folder: Path) -> Path:
    """The folder that holds the peers' scripts and packages; raises `Unfit` without npm or a registry."""
    place = folder / "peers"
    place.mkdir(parents=True, exist_ok=True)
    wanted, stamp = (SOURCE / LOCK).read_bytes(), place / "installed"
    for file in SOURCE.iterdir():
        shutil.copy(file, place)
    if not stamp.exists() or stamp.read_bytes() != wanted:
        _install(place)
        stamp.write_bytes(wanted)
    return place


def _install(place: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Unfit("the peers need npm: install it (Debian: `apt-get install npm`)")
    command = [npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=place, check=False).returncode:
        raise Unfit("npm couldn't install the peers (see above); without a network, point it at a mirror")
