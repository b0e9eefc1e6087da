"""Prove that the read side equals the pages, or write it anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.reconcile import differences, rebuild


class Command(BaseCommand):
    help = "Verifies or rebuilds the read side that every public list is made from."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("verify", "rebuild"))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "rebuild":
            self.stdout.write(f"{rebuild(self._progress)} rows written")
            return
        found = list(differences(self._progress))
        for difference in found:
            self.stderr.write(str(difference))
        if found:
            raise CommandError(f"{len(found)} differences; 'published rebuild' mends them")
        self.stdout.write("The read side equals the pages.")

    def _progress(self, count: int) -> None:
        self.stderr.write(f"{count} …", ending="\r")
