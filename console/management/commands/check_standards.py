"""Run the automatic checks of the unifications over all sites."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from console.standards.actions import finish_run, start_run


class Command(BaseCommand):
    help = "Checks all sites for the unifications; an interrupted run goes on. Run it daily."

    def handle(self, *args: Any, **options: Any) -> None:
        run = finish_run(start_run())
        self.stdout.write(
            _("Units checked: %(units)s; passed: %(passed)s, failed: %(failed)s")
            % {"units": run.units, "passed": run.passed, "failed": run.failed}
        )
