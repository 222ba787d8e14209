"""The migration branches of the hub and of the installed sectors."""

import importlib
import importlib.util
from pathlib import Path

from hub.database.binaries import DatabaseError
from hub.database.branch import HUB, Branch
from hub.installed import installed


def branch_of(name: str, package: str) -> Branch:
    """The branch of the sector `name`, whose package holds `migrations`; its models are imported on the way."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseError(f"The sector {name} names the package {package}, which isn't installed.")
    importlib.import_module(f"{package}.models")
    return Branch(name, Path(spec.submodule_search_locations[0]) / "migrations", f"{name}_")


def installed_branches() -> list[Branch]:
    """The hub's branch and one for each sector installed, served or not: none may lose its tables unnoticed."""
    return [HUB, *(branch_of(name, point.module.rpartition(".")[0]) for name, point in installed().items())]
