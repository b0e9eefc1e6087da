"""Prove that groups and rights are what units, memberships and delegations say, or mend them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.access_check import differences


class Command(BaseCommand):
    help = (
        "Compares groups, their rights and their members with units, memberships and delegations; "
        "names every difference and exits with 1, or mends them all."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="mend the differences in one transaction"
        )

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        found = differences(repair=repair)
        if not found:
            self.stdout.write(_("Groups and rights are what the memberships say."))
            return
        for difference in found:
            (self.stdout if repair else self.stderr).write(difference)
        count = len(found)
        if not repair:
            raise CommandError(
                ngettext("%(count)d difference", "%(count)d differences", count) % {"count": count}
            )
        self.stdout.write(
            ngettext("%(count)d difference mended", "%(count)d differences mended", count)
            % {"count": count}
        )
