"""The hub itself without shaping: it runs every statement and sends remembered bytes.

`python -m bench.peers.unshaped serve`, as `hub serve`. What it takes less than the hub is the price of shaping.
"""

from collections.abc import Sequence
from typing import Any

import msgspec

from hub.cli import main
from hub.query.plan.planner import Bound

_shape = Bound.shaped
_remembered: dict[Any, msgspec.Raw] = {}


def _shaped(bound: Bound, rows: Sequence[Any]) -> Any:
    key = (bound.compiled.sql, *(tuple(arg) if isinstance(arg, list) else arg for arg in bound.args))
    found = _remembered.get(key)
    if found is None:
        found = _remembered[key] = msgspec.Raw(msgspec.json.encode(_shape(bound, rows)))
    return found


if __name__ == "__main__":
    Bound.shaped = _shaped  # type: ignore[method-assign, assignment]
    main()
