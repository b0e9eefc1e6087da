"""Delete what few people have looked for."""

from typing import Any

from django.core.management.base import BaseCommand

from search.words.recording import prune


class Command(BaseCommand):
    help = "Deletes counts of queries that are rare, or older than any report reaches back."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{prune()} counts of queries deleted")
