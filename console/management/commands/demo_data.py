"""Fill a fresh install with the demo and say where to look."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from console.demo_install.install import install_demo
from units.addresses import address_book
from units.entries import canonical_address, origin
from units.models import Unit

PASSWORD = "batong-demo"  # noqa: S105 printed by the demo, which production settings refuse


class Command(BaseCommand):
    help = "Fills a fresh install with 137 units, of which 78 have sites, and example contents."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--password", default=PASSWORD, help="password of all demo accounts")

    def handle(self, *args: Any, password: str, **options: Any) -> None:
        started = time.monotonic()
        install_demo(password=password, tell=self._tell)
        seconds = time.monotonic() - started
        self.stdout.write(_("Done in %(seconds).0f s.") % {"seconds": seconds})
        self._say_where(password)

    def _tell(self, step: str) -> None:
        self.stdout.write(f"  {step} …")
        self.stdout.flush()

    def _say_where(self, password: str) -> None:
        book = address_book()
        with_site = next(unit for unit in book.units if unit.host and not unit.is_portal)
        without = next(unit for unit in book.units if not unit.has_home)
        portal = origin(settings.BATONG_PORTAL_HOST)
        coverage = Unit.objects.coverage()
        lines = (
            (_("Portal"), portal + "/"),
            (_("A unit's site"), canonical_address(with_site)),
            (_("A unit without a site"), canonical_address(without)),
            (_("Units online"), f"{coverage.online}/{coverage.designated}"),
            (_("Staff"), portal + "/admin/"),
            (
                _("Accounts"),
                f"admin · editor.{with_site.code} · leader.{with_site.code} · it-office",
            ),
            (_("Password"), password),
        )
        for label, text in lines:
            self.stdout.write(f"{label}: {text}")
