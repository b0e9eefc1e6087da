"""Receivers that keep roots and addresses in step with the rows."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from treebeard.mp_tree import path_updated
from wagtail.models import Page, Site
from wagtail.signals import pre_page_move

from units import addresses, tree_guard
from units.actions import follow_moved_roots
from units.models import LevelSettings, Unit, UnitHost, UnitRoot


@receiver(pre_save)
def guard_tree(sender: type[Any], instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Refuse aliases and misplaced pages, whoever saves them."""
    if raw or not issubclass(sender, Page):
        return
    tree_guard.refuse_alias(instance)
    tree_guard.refuse_changed_root(instance)
    if instance._state.adding and instance.depth > 1:
        tree_guard.refuse_misplacement(sender, instance.get_parent())


@receiver(pre_page_move)
def guard_move(instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """Refuse a move out of the unit's tree, also in code."""
    tree_guard.refuse_move(instance, parent_page_after)


@receiver(path_updated)
def follow_paths(sender: type[Any], old_path: str, new_path: str, **kwargs: Any) -> None:
    """Keep the roots' prefixes right when the tree shifts."""
    if issubclass(sender, Page):
        follow_moved_roots(old_path=old_path, new_path=new_path)


@receiver((post_save, post_delete), sender=Unit)
@receiver((post_save, post_delete), sender=UnitHost)
@receiver((post_save, post_delete), sender=UnitRoot)
@receiver((post_save, post_delete), sender=LevelSettings)
@receiver((post_save, post_delete), sender=Site)
def forget_addresses(**kwargs: Any) -> None:
    """Have the address book read again."""
    addresses.forget()
