"""Receivers that let a unit follow its published home."""

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from content.models import UnitHomePage
from units.actions import adopt_accent


@receiver(post_save, sender=UnitHomePage)
def follow_home(
    instance: UnitHomePage,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Give the unit the accent of its published home; a partial save may hold a draft's."""
    is_written = update_fields is None or "accent" in update_fields
    if not raw and is_written and instance.live and instance.accent:
        adopt_accent(instance.path, instance.accent)
