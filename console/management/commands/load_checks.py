"""Add the shipped unifications."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from console.standards.actions import load_checks


class Command(BaseCommand):
    help = "Adds the shipped unifications that are not in the list; what was changed since stays."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Unifications added: %(count)d") % {"count": load_checks()})
