"""The audit trail: who did what, under which purpose, append-only and chained; never the values that were shown.

Two ways to write an entry. `entry(event)` is an INSERT for the caller's own transaction, sync or async: what is done
and what is told of it are then committed together. `Trail.record(event)` commits in a transaction of its own and
returns after the commit: for what isn't a write, such as a refusal, or personal data that is about to be shown.
"""

from hub.auth.audit.events import Event, Kind
from hub.auth.audit.ledger import Asked, Ledger
from hub.auth.audit.trail import Trail, entry

__all__ = ["Asked", "Event", "Kind", "Ledger", "Trail", "entry"]
