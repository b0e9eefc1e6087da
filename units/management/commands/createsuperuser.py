"""Stand in for Django's command: the one superuser is the emergency account."""

from typing import Any

from django.contrib.auth.management.commands import createsuperuser
from django.core.management.base import CommandError
from django.utils.translation import gettext as _


class Command(createsuperuser.Command):
    """Refuse whatever is asked, and say what to do instead."""

    help = "Refuses: the one superuser is made by emergency_account."

    def handle(self, *args: Any, **options: Any) -> str | None:
        raise CommandError(
            _("The one superuser is the emergency account: emergency_account --create USERNAME.")
        )
