"""What the measuring machine is, so that two tables can be compared."""

from __future__ import annotations

import os
import platform
from datetime import date
from pathlib import Path

from benchmarks.meters import additions


def description() -> str:
    """Return processor, system, Python, what else is running, and the time of a known loop."""
    return (
        f"{date.today().isoformat()}: {os.cpu_count()} cores of {_processor()}, "
        f"{platform.system()}, Python {platform.python_version()}; "
        f"load {os.getloadavg()[0]:.1f} at the start; "
        f"100,000 additions take {additions() * 1000:.1f} ms"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())
