"""Fill the link directory from a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from home.imports import COLUMNS, import_links
from units.tables import ImportRefused, listing


class Command(BaseCommand):
    help = f"Fills the link directory from a CSV file with the columns {', '.join(COLUMNS)}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--skip-bad", action="store_true", help="write the good lines, pass over the others"
        )
        parser.add_argument(
            "--remove-others", action="store_true", help="remove links that the file does not name"
        )

    def handle(
        self, *args: Any, file: Path, skip_bad: bool, remove_others: bool, **options: Any
    ) -> None:
        try:
            result = import_links(file.read_bytes(), skip_bad=skip_bad, remove_others=remove_others)
        except OSError as error:
            raise CommandError(str(error)) from error
        except ImportRefused as refused:
            for line in listing(refused.errors):
                self.stderr.write(line)
            raise CommandError(_("Nothing was written.")) from refused
        for line in listing(result.errors):
            self.stderr.write(line)
        self.stdout.write(
            _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(bad)d bad")
            % {
                "new": len(result.new),
                "changed": len(result.changed),
                "unchanged": len(result.unchanged),
                "bad": result.bad_lines,
            }
        )
        if result.removed:
            self.stdout.write(_("%(count)d removed") % {"count": result.removed})
