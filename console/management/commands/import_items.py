"""Import texts as policy documents."""

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from console.item_import import import_items
from units.tables import listing


class Command(BaseCommand):
    help = (
        "Imports JSON lines (also gzipped) with id, title, body, date, organ and category, and if "
        "wanted history, unit and column, as drafts of policy documents."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--publish", action="store_true", help="make them public at once: made-up content only"
        )

    def handle(self, *args: Any, file: Path, publish: bool, **options: Any) -> None:
        try:
            result = import_items(file, publish=publish, progress=self._progress)
        except (OSError, PermissionDenied) as error:
            raise CommandError(str(error)) from error
        for line in listing(result.errors):
            self.stderr.write(line)
        self.stdout.write(
            _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(bad)d bad")
            % {
                "new": result.new,
                "changed": result.changed,
                "unchanged": result.unchanged,
                "bad": len({error.line for error in result.errors}),
            }
        )
        if result.errors:
            raise CommandError(_("Some lines were not imported."))

    def _progress(self, count: int) -> None:
        self.stderr.write(f"{count} …", ending="\r")
