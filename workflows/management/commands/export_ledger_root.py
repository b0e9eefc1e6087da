"""Write the state of the ledger to a file outside the database, once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workflows.ledger.ed25519 import private_key, written
from workflows.ledger.roots import UnreadableRoots, export_path, export_root


class Command(BaseCommand):
    help = "Writes number and hash of the ledger's last row, signed, to a file; once a day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--public-key",
            action="store_true",
            help="only print the public key that belongs to BATONG_SIGNING_KEY",
        )

    def handle(self, *args: Any, public_key: bool, **options: Any) -> None:
        if public_key:
            self.stdout.write(written(private_key().public_key()))
            return
        try:
            root = export_root()
        except (OSError, UnreadableRoots) as error:
            raise CommandError(
                _("The state of the ledger was not written: %(reason)s") % {"reason": error}
            ) from error
        self.stdout.write(
            _("%(date)s: row %(number)d, %(hash)s, in %(file)s")
            % {
                "date": root.date,
                "number": root.number,
                "hash": root.hash,
                "file": export_path(),
            }
        )
