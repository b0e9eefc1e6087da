"""Close the units whose announced day has come; the worker runs it every night."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from console.lifecycle.closing import close_unit, due_to_close


class Command(BaseCommand):
    help = "Closes the units whose announced day has come."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for unit in due_to_close():
            try:
                close_unit(unit)
            except ValidationError as error:
                failed.append(f"{unit}: {' '.join(error.messages)}")
            else:
                self.stdout.write(f"{unit.code} closed")
        if failed:
            raise CommandError("\n".join(failed))
