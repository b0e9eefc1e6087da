"""Prove that every public text is one that three people have approved."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflows.gate.proof import unproved_pages


class Command(BaseCommand):
    help = "Proves that every public text has a genuine certificate that still holds."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for page in unproved_pages():
            count += 1
            self.stderr.write(f"{page.pk} {page.url_path} {page.title}")
        if count:
            raise CommandError(
                ngettext(
                    "%(count)d public page has no certificate of its text.",
                    "%(count)d public pages have no certificate of their text.",
                    count,
                )
                % {"count": count}
            )
        self.stdout.write(_("Everything public is certified."))
