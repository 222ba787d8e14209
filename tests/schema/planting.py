"""Sectors made for one test from `tests/fixtures/kites`, with faults planted by replacing pieces of its source."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import cast

import pytest
from sqlalchemy import Table
from sqlmodel import SQLModel
from sqlmodel.main import default_registry

from hub.contract import SectorModule
from schema.checks import CompositionError, checked

SOURCE = Path(__file__).parents[1] / "fixtures" / "kites"
FILES = ("models", "types", "module")
Replaced = tuple[str, str]
KITE, FLIGHT = "modules.kites.types.Kite", "modules.kites.types.Flight"
KITES, FLIGHTS = "modules.kites.models.Kite", "modules.kites.models.Flight"


def faults(*modules: SectorModule) -> list[str]:
    """What stops the start of a hub with these sectors."""
    with pytest.raises(CompositionError) as caught:
        checked(modules)
    assert all(f"- {fault}" in str(caught.value) for fault in caught.value.faults)
    return list(caught.value.faults)


class Nursery:
    """Makes sectors; what they leave in the process is gone after the test."""

    def __init__(self) -> None:
        self._modules: list[str] = []

    def sector(
        self,
        *,
        name: str = "kites",
        models: Replaced = ("", ""),
        types: Replaced = ("", ""),
        module: Replaced = ("", ""),
    ) -> SectorModule:
        """The sector of kites, or the same under another name, with one piece of each file replaced."""
        planted = dict(zip(FILES, (models, types, module), strict=True))
        self._module(f"modules.{name}", "")
        for file in FILES:
            old, new = planted[file]
            text = (SOURCE / f"{file}.py").read_text()
            assert old in text, f"{old!r} isn't in {file}.py"
            made = self._module(f"modules.{name}.{file}", _renamed(text.replace(old, new), name))
            setattr(sys.modules[f"modules.{name}"], file, made)
        found: SectorModule = sys.modules[f"modules.{name}.module"].module
        return found

    def _module(self, name: str, text: str) -> ModuleType:
        made = sys.modules[name] = ModuleType(name)
        self._modules.append(name)
        exec(compile(text, name, "exec"), vars(made))
        return made

    def clear(self) -> None:
        """Forget the modules, their tables and their classes."""
        for mapper in list(default_registry.mappers):
            if mapper.class_.__module__ in self._modules:
                SQLModel.metadata.remove(cast("Table", mapper.local_table))
                default_registry._dispose_cls(mapper.class_)
        for name in self._modules:
            sys.modules.pop(name, None)


def _renamed(text: str, name: str) -> str:
    kind = name.capitalize()
    return text.replace("modules.kites", f"modules.{name}").replace("kites", name).replace("Kites", kind)


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A nursery that is cleared in the end."""
    made = Nursery()
    try:
        yield made
    finally:
        made.clear()
