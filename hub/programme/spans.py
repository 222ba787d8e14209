"""Spans of days, as areas' names and codes, pairings and targets have them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Some days, first and last included."""

    start: date
    end: date

    @classmethod
    def between(cls, start: date | None, end: date | None) -> "Span":
        """The span of two days of which either may be open."""
        return cls(start or date.min, end or date.max)

    @property
    def possible(self) -> bool:
        """Whether the last day is not before the first."""
        return self.start <= self.end

    def holds(self, other: "Span") -> bool:
        """Whether every day of the other is a day of this one."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days in the fewest spans: those that overlap, or follow each other without a day between, become one."""
    whole: list[Span] = []
    for span in sorted(spans):
        if whole and span.start <= whole[-1].end + timedelta(days=1):
            whole[-1] = Span(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return whole


def astray(place: str, span: Span, whole: Span) -> Iterator[str]:
    """The faults of a span that should lie within the programme's."""
    if not span.possible:
        yield f"{place}: until {span.end} is before from {span.start}: correct one of them"
    elif not whole.holds(span):
        yield f"{place}: {span.start} to {span.end} is not within the programme ({whole.start} to {whole.end})"
