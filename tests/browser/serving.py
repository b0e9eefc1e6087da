"""Starting the demo city of `tests.browser.city` and knowing where its pages are."""

import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.servers import answers, free_port, running

ROOT = Path(__file__).resolve().parents[2]
PORTAL_HOST = "localhost"
BUILD_SECONDS = 600


class CityNotBuilt(Exception):
    """The city's process ended, or took too long; the message is what it printed."""


@dataclass(frozen=True)
class City:
    """A city on a loopback port: the address of each type of page, and the folder of its mail."""

    port: int
    pages: dict = field(default_factory=dict)
    mail: Path = ROOT
    environment: dict = field(default_factory=dict)

    def run(self, module, *arguments):
        """Run a module in a process of its own, with the city's database."""
        command = [sys.executable, "-m", module, *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def address(self, path="/", unit=""):
        """The address of a path on a unit's host, or on the portal's."""
        host = f"{unit}.{PORTAL_HOST}" if unit else PORTAL_HOST
        return f"http://{host}:{self.port}{path}"


def elder(address):
    """The address of the same page in elder mode."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/elder{parts.path}"))


@contextlib.contextmanager
def served_city(folder, codes=()):
    """A city with sites for the units named, or for all that have one, while the block lasts."""
    port, told, log = free_port(), folder / "pages.json", folder / "log"
    command = [sys.executable, "-m", "tests.browser.city", str(folder), str(port), *codes]
    environment = _environment(folder, port)
    with running(command, log=log, cwd=ROOT, env=environment) as process:
        deadline = time.monotonic() + BUILD_SECONDS
        while not (told.exists() and answers(port)):
            if process.poll() is not None or time.monotonic() > deadline:
                raise CityNotBuilt(log.read_text()[-4000:])
            time.sleep(0.1)
        yield City(port, json.loads(told.read_text()), folder / "mail", environment)


def _environment(folder, port):
    """Settings of the city: the database that the tests were given unless it is SQLite's."""
    given = os.environ.get("DATABASE_URL", "")
    own = f"sqlite:///{folder / 'city.sqlite3'}"
    return {
        **os.environ,
        "DATABASE_URL": given if given.startswith("postgres") else own,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "platform"))),
        "PYTHONUNBUFFERED": "1",
        "BATONG_PORTAL_HOST": PORTAL_HOST,
        "BATONG_PUBLIC_PORT": str(port),
        "BATONG_MEDIA_ROOT": str(folder / "media"),
        "BATONG_CLOSING_NOTICE_DAYS": "0",
        "EMAIL_URL": f"filemail:///{folder / 'mail'}",
    }
