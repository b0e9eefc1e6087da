"""Build the main portal: its home, columns, directory of units, site and groups."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from console.portal import set_up_portal
from units.entries import origin


class Command(BaseCommand):
    help = "Builds the main portal once; a second call changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        home = set_up_portal()
        self.stdout.write(
            _("The portal %(name)s is at %(address)s.")
            % {"name": home.title, "address": origin(home.unit.host)}
        )
