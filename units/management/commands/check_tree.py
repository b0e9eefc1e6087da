"""Prove that every page stands in one unit's tree, at the right depth, and is no alias."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from units.tree_check import tree_faults


class Command(BaseCommand):
    help = "Proves that the tree says of every page which unit it belongs to."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(tree_faults())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in the tree")
        self.stdout.write("The tree is in order.")
