"""Receivers of the gate: the guard before each save, and what follows from what is public."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _
from wagtail.models import Page

from units.enums import Presence
from units.events import presence_changed
from units.models import Unit
from workflows.gate import guard, public_files
from workflows.gate.certificates import issue_structure, open_leaves


@receiver(pre_save)
def guard_save(
    sender: type[Any],
    instance: Any,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Refuse what no certificate covers; raw saves, as of ``loaddata``, are no exception.

    These write the row of one table alone, and say nothing of the others.
    """
    if issubclass(sender, Page):
        own = [field.name for field in sender._meta.local_concrete_fields]
        guard.check(instance, own if raw else update_fields)


@receiver(post_save)
def follow_files(
    sender: type[Any],
    instance: Any,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Let the files of a page be public as long as the page is.

    A partial save is read back, as memory may hold a draft.
    """
    if not issubclass(sender, Page) or guard.is_free(sender, update_fields):
        return
    is_partial = update_fields is not None or instance.get_deferred_fields()
    page = instance
    if is_partial or sender is Page:
        page = Page.objects.get(pk=instance.pk).specific
    public_files.follow_page(page)


@receiver(pre_delete)
def withdraw_deleted(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    """Withdraw a live page before its rows go: nothing of what is live is changed by halves.

    Django tells of all pages that it is about to delete before it deletes the first.
    """
    if sender is Page and instance.live:
        Page.objects.filter(pk=instance.pk).update(live=False)


@receiver(presence_changed)
def certify_presence(unit: Unit, before: str, after: str, **kwargs: Any) -> None:
    """Certify that a unit's pages appear elsewhere, unless that is part of something certified."""
    if any(leave.covers_unit(unit.pk) for leave in open_leaves()):
        return
    labels = {"before": Presence(before).label, "after": Presence(after).label}
    issue_structure([unit], reason=_("Presence: %(before)s → %(after)s") % labels)
