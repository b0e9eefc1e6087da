"""Register the units of a roster file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from units.imports import COLUMNS, OPTIONAL_COLUMNS, import_units
from units.tables import ImportRefused, listing


class Command(BaseCommand):
    help = (
        f"Registers or changes units from a CSV file with the columns {', '.join(COLUMNS)}, "
        f"and if wanted {', '.join(OPTIONAL_COLUMNS)}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--skip-bad", action="store_true", help="write the good lines, pass over the others"
        )

    def handle(self, *args: Any, file: Path, skip_bad: bool, **options: Any) -> None:
        try:
            result = import_units(file.read_bytes(), skip_bad=skip_bad)
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
