"""Withdraw what has expired and publish what is due; takes the place of Wagtail's command."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workflows.schedule import due_to_expire, due_to_publish, run_schedule


class Command(BaseCommand):
    help = "Withdraws what has expired and publishes what is due; run it every minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dryrun", action="store_true", help="only list what is due")

    def handle(self, *args: Any, dryrun: bool, **options: Any) -> None:
        if dryrun:
            self._list(_("Would withdraw %(name)s"), [due.name for due in due_to_expire()])
            self._list(_("Would publish %(name)s"), [due.name for due in due_to_publish()])
            return
        result = run_schedule()
        self._list(_("Withdrawn: %(name)s"), result.expired)
        self._list(_("Published: %(name)s"), result.published)
        if result.failed:
            names = "; ".join(result.failed)
            raise CommandError(_("Failed, to be tried again: %(names)s") % {"names": names})

    def _list(self, text: str, names: list[str]) -> None:
        for name in names:
            self.stdout.write(text % {"name": name})
