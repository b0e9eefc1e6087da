"""Prove that the database guards what is public, and against whom it should."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils.translation import gettext as _

from workflows.gate.triggers import parts


class Command(BaseCommand):
    help = "Compares the triggers, functions and rights in the database with what they should be."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, choices=tuple(connections))

    def handle(self, *args: Any, database: str, **options: Any) -> None:
        differences = parts.differences(connections[database])
        for difference in differences:
            self.stdout.write(difference)
        if differences:
            raise CommandError(_("The database does not guard what is public as it should."))
        self.stdout.write(_("The database guards what is public."))
