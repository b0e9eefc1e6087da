"""Tell the IT office of contracts that have expired."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from console.money.contractors import warn_of_expired


class Command(BaseCommand):
    help = "Tells the IT office of contracts that have expired, of each once; run it every day."

    def handle(self, *args: Any, **options: Any) -> None:
        told = warn_of_expired(timezone.localdate())
        self.stdout.write(_("Expired contracts told of: %(count)d") % {"count": len(told)})
