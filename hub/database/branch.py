"""One branch of migrations, known without what runs migrations: a server needn't hold that in memory."""

from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parent / "migrations"
"""The hub's own migrations, and how Alembic is to run any."""


@dataclass(frozen=True, slots=True)
class Branch:
    """The migrations of the hub or of one sector: label, folder of revisions, prefix of its tables."""

    label: str
    folder: Path
    prefix: str


HUB = Branch("hub", HOME / "versions", "hub_")
