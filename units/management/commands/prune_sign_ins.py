"""Delete old rows of the log of sign-ins."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import ngettext

from units.accounts import sign_ins


class Command(BaseCommand):
    """Keep the log as long as BATONG_SIGN_IN_DAYS says."""

    help = "Deletes sign-ins older than BATONG_SIGN_IN_DAYS."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = sign_ins.prune()
        text = ngettext("%(count)d sign-in deleted", "%(count)d sign-ins deleted", deleted)
        self.stdout.write(text % {"count": deleted})
