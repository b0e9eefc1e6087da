"""Receivers: new items begin as their unit's, units follow homes, columns stay within quotas."""

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import copy_for_translation_done, init_new_page

from content.models import ColumnPage, UnitHomePage
from content.models.items import ItemPage
from content.quotas import guard_column
from units.actions import adopt_accent
from units.addresses import address_book


@receiver(init_new_page)
def prefill_subject_class(page: Page, parent: Page, **kwargs: Any) -> None:
    """Let the form of a new item begin with its unit's system (S082)."""
    if isinstance(page, ItemPage) and not page.subject_class:
        page.subject_class = address_book().for_path(parent.path).system


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


@receiver(pre_save, sender=ColumnPage)
def keep_within_quota(instance: ColumnPage, raw: bool = False, **kwargs: Any) -> None:
    """Refuse a column that is one too many, whoever saves it (S200)."""
    if not raw and instance._state.adding:
        guard_column(instance)


@receiver(copy_for_translation_done)
def follow_original(source_obj: Page, target_obj: Page, **kwargs: Any) -> None:
    """Let the translation of a column of the blueprint be one as well; other copies are not."""
    if isinstance(source_obj, ColumnPage) and source_obj.key:
        stands = {"key": source_obj.key, "is_required": source_obj.is_required}
        ColumnPage.objects.filter(pk=target_obj.pk).update(**stands)
