"""Remind and escalate what waits for approval, and send again what could not be sent."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from workflows.timing.reminders import check_deadlines


class Command(BaseCommand):
    help = "Reminds and escalates what waits for approval; run it every few minutes."

    def handle(self, *args: Any, **options: Any) -> None:
        result = check_deadlines()
        for pk in result.reminded:
            self.stdout.write(_("Reminded: stage %(number)s") % {"number": pk})
        for pk in result.overdue:
            self.stdout.write(_("Escalated: stage %(number)s") % {"number": pk})
        if result.ended_delegations:
            text = _("Delegations ended: %(count)s") % {"count": result.ended_delegations}
            self.stdout.write(text)
        if result.sent_again:
            self.stdout.write(_("Notices sent again: %(count)s") % {"count": result.sent_again})
        if result.failed:
            numbers = ", ".join(str(pk) for pk in result.failed)
            raise CommandError(_("Failed, to be tried again: %(names)s") % {"names": numbers})
