"""Keep the indexes of the database and the search server, and prove that they are right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.elastic import feeding, rebuilding, verifying
from search.elastic.client import is_configured
from search.finding import index
from search.finding.errors import EngineDown


class Command(BaseCommand):
    help = "Verifies or rebuilds the indexes of finding, or feeds the search server."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("feed", "verify", "rebuild"))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        self.is_talkative = options["verbosity"] > 1
        done: dict[str, Callable[[], None]] = {
            "feed": self._feed,
            "verify": self._verify,
            "rebuild": self._rebuild,
        }
        try:
            done[what]()
        except EngineDown as error:
            raise CommandError(str(error)) from error

    def _feed(self) -> None:
        """Carry out what waits in the queue; the worker does so each minute."""
        if not is_configured():
            raise CommandError("There is no search server: ELASTICSEARCH_URL is not set")
        fed = feeding.feed()
        if fed or self.is_talkative:
            self.stdout.write(f"{fed} changes fed, {verifying.waiting()} waiting")

    def _verify(self) -> None:
        found = 0
        for item in index.unfindable(self._progress):
            self.stderr.write(f"Found differently in the database: {item}")
            found += 1
        for difference in verifying.differences(self._progress) if is_configured() else ():
            self.stderr.write(str(difference))
            found += 1
        if found:
            raise CommandError(f"{found} differences; 'search rebuild' mends them")
        self.stdout.write("The index of the database equals the table.")
        if is_configured():
            waiting = verifying.waiting()
            self.stdout.write(f"The search server equals the table; {waiting} changes wait for it.")

    def _rebuild(self) -> None:
        self.stdout.write(f"{index.rebuild(self._progress)} entries written in the database")
        if not is_configured():
            return
        try:
            written = rebuilding.rebuild(self._progress)
        except rebuilding.AlreadyRebuilding as busy:
            raise CommandError("The index is being rebuilt already; wait for it") from busy
        self.stdout.write(f"{written} documents written")

    def _progress(self, count: int) -> None:
        self.stderr.write(f"{count} …", ending="\r")
