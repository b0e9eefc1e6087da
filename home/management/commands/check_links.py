"""Find out which links of the directory are dead."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from home.link_check import TIMEOUT, NetworkDown, check_links


class Command(BaseCommand):
    help = "Asks for every link of the directory and marks those that do not answer."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds to wait")

    def handle(self, *args: Any, timeout: float, **options: Any) -> None:
        try:
            dead = check_links(timeout=timeout, progress=self._progress)
        except NetworkDown as error:
            raise CommandError(str(error)) from error
        for link in dead:
            self.stdout.write(f"{link.title} {link.url}: {link.failure}")
        self.stdout.write(_("%(count)d dead links") % {"count": len(dead)})

    def _progress(self, count: int, total: int) -> None:
        self.stderr.write(f"{count}/{total} …", ending="\r")
