"""Counting statements and taking times."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from django.db import connection

NEARLY, WAIT = 1.15, 0.25


@dataclass(slots=True)
class Statements:
    """The SQL statements of a block, without BEGIN, COMMIT and ROLLBACK."""

    texts: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)


@contextmanager
def counting() -> Iterator[Statements]:
    """Count the statements of a block; costs next to nothing."""
    found = Statements()

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found.texts.append(sql[:300])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@dataclass(frozen=True, slots=True)
class Times:
    """What repeating something took, in seconds of this process's CPU and of the clock."""

    cpu: tuple[float, ...]
    wall: tuple[float, ...]

    @property
    def best(self) -> float:
        return min(self.cpu)

    @property
    def usual(self) -> float:
        return median(self.cpu)

    @property
    def usual_wall(self) -> float:
        return median(self.wall)


def timing(action: Callable[[], object], *, repeats: int, warm_up: int = 2) -> Times:
    """Do something again and again, after a few times that do not count."""
    for _time in range(warm_up):
        action()
    gc.collect()
    cpu, wall = [], []
    for _time in range(repeats):
        started_cpu, started = time.process_time(), time.perf_counter()
        action()
        cpu.append(time.process_time() - started_cpu)
        wall.append(time.perf_counter() - started)
    return Times(tuple(cpu), tuple(wall))


def seconds_each(action: Callable[[], object], *, loops: int = 200, repeats: int) -> float:
    """Return the CPU seconds of one call of something short: the best of many rounds."""

    def loop() -> None:
        for _time in range(loops):
            action()

    return timing(loop, repeats=repeats).best / loops


class Patience:
    """Waits, some seconds in all, for a moment when nothing else slows this process down."""

    def __init__(self, seconds: float = 20) -> None:
        self.seconds = seconds
        self.best = min(_additions() for _time in range(20))

    def wait(self) -> None:
        """Return when a loop runs nearly as fast as it ever did, or patience is at its end."""
        while self.seconds > 0:
            now = min(_additions() for _time in range(5))
            self.best = min(now, self.best)
            if now <= NEARLY * self.best:
                return
            time.sleep(WAIT)
            self.seconds -= WAIT


def additions(*, rounds: int = 20) -> float:
    """Return the CPU seconds of 100,000 additions at their best: the speed of the machine."""
    return min(_additions() for _time in range(rounds)) * 10


def _additions() -> float:
    started, total = time.process_time(), 0
    for number in range(10_000):
        total += number
    return time.process_time() - started


def milliseconds(seconds: float) -> str:
    """Return a time as the table shows it."""
    number = seconds * 1000
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}"


def microseconds(seconds: float) -> str:
    """Return a short time as the table shows it."""
    return f"{seconds * 1_000_000:.1f}"
