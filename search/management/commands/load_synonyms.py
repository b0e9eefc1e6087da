"""Add the shipped synonyms."""

from typing import Any

from django.core.management.base import BaseCommand

from search.words.actions import load_shipped


class Command(BaseCommand):
    help = "Adds the shipped synonyms that were never added; what was changed since stays."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_shipped()} synonyms added")
