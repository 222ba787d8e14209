"""The start-up checks."""
from collections.abc import Sequence
from hub.contract import SectorModule
def checked(modules: Sequence[SectorModule]) -> None: ...
