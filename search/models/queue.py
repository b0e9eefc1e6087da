"""What still has to reach the search server."""

from __future__ import annotations

from django.db import models


class IndexJob(models.Model):
    """An item that changed or went, written in the transaction of the change.

    What the server is told is what the row says when the job is carried out, so that a job needs
    to say no more than which item. Shared by all units.
    """

    item_id = models.BigIntegerField()
    # Carried out, and kept for a rebuild that is going on
    is_fed = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.pk}: {self.item_id}"


class IndexLease(models.Model):
    """Who feeds the server, or rebuilds its index: one at a time, however many workers there are.

    A lease ends by itself, so that a process that was killed stops nobody. Shared by all units.
    """

    name = models.CharField(max_length=20, primary_key=True)
    holder = models.CharField(max_length=32)
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"
