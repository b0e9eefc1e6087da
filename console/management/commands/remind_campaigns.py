"""Remind units of what campaigns ask of them, and tell which dates are over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from console.campaigns.reminders import remind_campaigns


class Command(BaseCommand):
    help = "Reminds the units of running campaigns of their dates; run it once a day."

    def handle(self, *args: Any, **options: Any) -> None:
        result = remind_campaigns()
        self.stdout.write(_("Units reminded: %(count)s") % {"count": result.reminded})
        if result.failed:
            names = ", ".join(result.failed)
            raise CommandError(_("Failed, to be tried again: %(names)s") % {"names": names})
