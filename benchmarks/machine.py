"""What the measuring machine is, so that two tables can be compared."""

from __future__ import annotations

import os
import platform
import time
from datetime import date
from pathlib import Path


def description() -> str:
    """Return processor, system, Python, what else is running, and the time of a known loop."""
    return (
        f"{date.today().isoformat()}: {os.cpu_count()} cores of {_processor()}, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}; "
        f"load {os.getloadavg()[0]:.1f} at the start; "
        f"100,000 additions take {_additions() * 1000:.1f} ms"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _additions() -> float:
    """Return the CPU seconds of a loop that does nothing else, at its best."""
    times = []
    for _time in range(20):
        started, total = time.process_time(), 0
        for number in range(100_000):
            total += number
        times.append(time.process_time() - started)
    return min(times)
