"""Note which posts of site teams are vacant, and tell heads of those vacant too long."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from console.filings.vacancies import follow_vacancies, tell_long_vacancies


class Command(BaseCommand):
    help = "Notes vacant posts of site teams and tells the heads of units; run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        followed = follow_vacancies()
        told = tell_long_vacancies()
        self.stdout.write(
            _("Vacancies begun: %(began)s, ended: %(ended)s; units told: %(told)s")
            % {"began": followed.began, "ended": followed.ended, "told": len(told)}
        )
