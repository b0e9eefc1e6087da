"""Prove that nothing in the ledger was changed, removed, put in or exchanged."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.ledger.roots import LedgerRoot, UnreadableRoots, export_path, read_roots
from workflows.ledger.verify import verify
from workflows.models import LedgerEntry

# So many rows between two words about how far it has come
_STEP = 20_000
_MOST_FAULTS_TOLD = 100


class Command(BaseCommand):
    help = "Proves that nothing in the ledger was changed, removed, put in or exchanged."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--against",
            type=Path,
            metavar="FILE",
            help="exported states that were kept elsewhere; otherwise those of this install",
        )

    def handle(self, *args: Any, against: Path | None, **options: Any) -> None:
        roots = self._roots(against)
        faults = verify(roots, progress=self._tell)
        for fault in faults[:_MOST_FAULTS_TOLD]:
            self.stderr.write(str(fault))
        if faults:
            raise CommandError(
                ngettext(
                    "%(count)d fault in the ledger", "%(count)d faults in the ledger", len(faults)
                )
                % {"count": len(faults)}
            )
        self.stdout.write(
            _("The ledger is whole: %(rows)d rows, compared with %(roots)d exported states.")
            % {"rows": LedgerEntry.objects.count(), "roots": len(roots)}
        )

    def _roots(self, against: Path | None) -> Sequence[LedgerRoot]:
        """Return the states to compare with; who names a file means it to be there."""
        path = against or export_path()
        if against is None and not path.exists():
            return ()
        try:
            return read_roots(path)
        except (OSError, UnreadableRoots) as error:
            raise CommandError(str(error)) from error

    def _tell(self, count: int) -> None:
        if count % _STEP == 0:
            self.stderr.write(_("%(count)d rows read") % {"count": count})
