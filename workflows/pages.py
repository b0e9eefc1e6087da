"""The abstract page of everything public: nothing of it is public without approval (I7)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet

from units.pages import UnitPage
from units.tree_guard import UnitPagePermissionTester
from workflows.gate import guard


class GatedPagePermissionTester(UnitPagePermissionTester):
    """A tester by which nobody publishes, withdraws or locks, the emergency account included.

    Approval does the first, recall the second, and review locks by itself. Who may be asked for
    approval is said in :mod:`workflows.permissions`. A public item is recalled, with a reason that
    the ledger keeps, before it can be deleted (I9).
    """

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not super().can_delete(ignore_bulk):
            return False
        # Wagtail asks this of a move, too, which takes nothing from the public
        is_move = ignore_bulk
        return is_move or not _public_items(self.page).exists()

    def can_submit_for_moderation(self) -> bool:
        return False

    def can_publish(self) -> bool:
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        return False

    def can_unschedule(self) -> bool:
        return False

    def can_lock(self) -> bool:
        return False

    def can_unlock(self) -> bool:
        return False


class GatedPage(UnitPage):
    """A page that becomes public, and changes in public, under a certificate only."""

    # Structure pages are made, and changed, by the blueprint as well as by approval.
    is_structure_page: ClassVar[bool] = False

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page with its child rows under the certificate that covers it, if any does.

        Raises ``GateRefusal`` when the public would see something that nobody approved.
        """
        with guard.saving(self, kwargs.get("update_fields")):
            super().save(*args, **kwargs)

    def permissions_for_user(self, user: AbstractBaseUser) -> GatedPagePermissionTester:
        """Return the tester that lets nobody publish past the gate."""
        return GatedPagePermissionTester(user, self)


def _public_items(page: Page) -> PageQuerySet:
    """Return what only a recall takes from the public: live items, of a page and all below it."""
    structure = [model for model in get_page_models() if getattr(model, "is_structure_page", False)]
    return page.get_descendants(inclusive=True).live().not_exact_type(*structure)
