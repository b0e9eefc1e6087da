"""Receivers that let the read side follow pages and units in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from treebeard.mp_tree import path_updated
from wagtail.models import Page, PageViewRestriction

from search import actions
from search.backends.bulk import index_objects
from units.events import pages_inserted, units_imported
from units.models import Unit, UnitRoot

# Columns that Wagtail writes to live pages without changing what the public sees.
UNSEEN_FIELDS = frozenset(
    {
        "numchild",
        "draft_title",
        "has_unpublished_changes",
        "owner",
        "locked",
        "locked_at",
        "locked_by",
        "latest_revision",
        "latest_revision_created_at",
        "live_revision",
        "go_live_at",
        "expire_at",
    }
)


def is_seen(update_fields: Collection[str] | None) -> bool:
    """Say whether a save may change what the public sees."""
    return update_fields is None or bool(set(update_fields) - UNSEEN_FIELDS)


@receiver(pre_save)
def remember_address(
    sender: type[Any],
    instance: Any,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Keep the address as it is stored, to see after the save whether it moved."""
    if raw or not issubclass(sender, Page) or not instance.pk or not is_seen(update_fields):
        return
    stored = Page.objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
    instance._stored_url_path = stored


@receiver(post_save)
def follow_saved_page(
    sender: type[Any],
    instance: Any,
    raw: bool = False,
    update_fields: Collection[str] | None = None,
    **kwargs: Any,
) -> None:
    """Write or remove the page's row; a partial save is read back, as memory may hold a draft."""
    if raw or not issubclass(sender, Page) or not is_seen(update_fields):
        return
    is_partial = update_fields is not None or instance.get_deferred_fields()
    page = instance
    if is_partial or sender is Page:
        page = Page.objects.get(pk=instance.pk).specific
    actions.follow_page(page)
    before = getattr(instance, "_stored_url_path", None)
    if before and before != page.url_path:
        root_length = len(page.url_path) - len(page.relative_path)
        actions.follow_moved_address(
            page, old_address=before[root_length:], new_address=page.relative_path
        )


@receiver(path_updated)
def follow_paths(sender: type[Any], old_path: str, new_path: str, **kwargs: Any) -> None:
    """Keep the order of items when the tree shifts."""
    if issubclass(sender, Page):
        actions.follow_moved_paths(old_path=old_path, new_path=new_path)


@receiver((post_save, post_delete), sender=PageViewRestriction)
def follow_restriction(instance: PageViewRestriction, raw: bool = False, **kwargs: Any) -> None:
    """Close to finding what is closed to the public, and open it again."""
    if not raw and (page := Page.objects.filter(pk=instance.page_id).first()):
        actions.follow_restriction(page)


@receiver(post_save, sender=Unit)
def follow_saved_unit(instance: Unit, raw: bool = False, **kwargs: Any) -> None:
    """Write the unit's directory entry."""
    if not raw:
        actions.publish_unit_entries([instance])


@receiver(units_imported)
def follow_imported_units(units: Sequence[Unit], **kwargs: Any) -> None:
    """Write the directory entries of units that came in bulk."""
    actions.publish_unit_entries(units)


@receiver(pages_inserted)
def index_inserted_pages(pages: Sequence[Page], **kwargs: Any) -> None:
    """Let the admin's own search find pages that came in bulk."""
    index_objects(pages)


@receiver(post_save, sender=UnitRoot)
def follow_new_root(instance: UnitRoot, raw: bool = False, **kwargs: Any) -> None:
    """List what became a unit's when its root was recorded."""
    if not raw:
        actions.follow_root(instance)
