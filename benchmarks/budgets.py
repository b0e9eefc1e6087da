"""What each module that measures a budget looks like."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from benchmarks.city import City, Growth
from benchmarks.table import Row


class Budget(Protocol):
    """Measures something at each size of the city, and tells at the end whether it is kept."""

    def measure(self, city: City, growth: Growth, size: int) -> None:
        """Take what is to be known at this size, to which the city has just grown."""
        ...

    def rows(self) -> Iterator[Row]:
        """Return the lines of the table."""
        ...
