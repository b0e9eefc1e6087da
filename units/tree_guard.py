"""What keeps every page in its unit's tree, for everybody and on every way (I1).

Moves are refused by the permission tester in the admin and by ``pre_page_move`` in code. Copies
send no signal and skip permissions in code, so Wagtail's ``CopyPageAction`` is wrapped here, the
one place where Batong changes a class of Wagtail. Aliases and misplaced pages are refused
before they are saved.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page, PagePermissionTester

from units.addresses import address_book
from units.fence.hiding import hidden_from


class TreeRuleError(PermissionDenied):
    """A page would leave its unit's tree, become an alias, or stand where its type may not."""


class UnitPagePermissionTester(PagePermissionTester):
    """Wagtail's tester, which here never lets a page out of its unit, nor a right into another.

    To a page that is hidden from him a person is nobody, whatever his rights.
    """

    def __init__(self, user: Any, page: Page) -> None:
        self.is_hidden = page.pk in hidden_from(user)
        super().__init__(AnonymousUser() if self.is_hidden else user, page)
        if hasattr(self, "permissions"):
            rights = self.permission_policy.rights_at(user, page.path)
            self.permissions = {codename.rsplit("_", maxsplit=1)[0] for codename in rights}

    def can_move_to(self, destination: Page) -> bool:
        return bool(super().can_move_to(destination)) and may_move(self.page, destination)

    def can_move(self) -> bool:
        return bool(super().can_move()) and not is_root_of_unit(self.page)

    def can_view_revisions(self) -> bool:
        return not self.is_hidden and bool(super().can_view_revisions())

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        return bool(super().can_copy_to(destination, recursive)) and may_copy(
            self.page, destination
        )


def is_root_of_unit(page: Page) -> bool:
    """Say whether the page is the root of a unit's (or the portal's) pages."""
    return page.path in address_book().by_prefix


def stands_in_one_tree(page: Page, other: Page) -> bool:
    """Say whether both pages belong to the same unit in the same language."""
    book = address_book()
    return book.root_for_path(page.path) == book.root_for_path(other.path)


def may_move(page: Page, parent: Page) -> bool:
    """Say whether a page may move below ``parent``: within its tree, and never a root."""
    return not is_root_of_unit(page) and stands_in_one_tree(page, parent)


def may_copy(page: Page, parent: Page) -> bool:
    """Say whether a page may be copied below ``parent``: within its unit, in any language."""
    book = address_book()
    return (
        not is_root_of_unit(page) and book.for_path(page.path).id == book.for_path(parent.path).id
    )


def refuse_move(page: Page, parent: Page) -> None:
    """Raise :class:`TreeRuleError` if the page may not move below ``parent``."""
    if not may_move(page, parent):
        raise TreeRuleError(_("A page cannot be moved out of its unit."))
    if parent.pk != page.get_parent().pk and not page.specific.can_move_to(parent):
        raise _misplacement(page.specific_class, parent)


def refuse_copy(page: Page, parent: Page) -> None:
    """Raise :class:`TreeRuleError` if the page may not be copied below ``parent``."""
    if not may_copy(page, parent):
        raise TreeRuleError(_("A page cannot be copied into another unit."))


def refuse_alias(page: Page) -> None:
    """Raise :class:`TreeRuleError` for an alias; sharing goes by reference."""
    if page.alias_of_id is not None:
        raise TreeRuleError(_("Aliases are not allowed; refer to the page instead."))


def refuse_misplacement(page_class: type[Page], parent: Page) -> None:
    """Raise :class:`TreeRuleError` if pages of this class may not stand below ``parent``."""
    may_stand_at_root = getattr(page_class, "stands_below_tree_root", False)
    if not page_class.can_exist_under(parent) or (parent.is_root() and not may_stand_at_root):
        raise _misplacement(page_class, parent)


def _misplacement(page_class: type[Page], parent: Page) -> TreeRuleError:
    return TreeRuleError(
        _("A page of type %(type)s cannot stand below %(parent)s.")
        % {"type": page_class.get_verbose_name(), "parent": parent}
    )


def refuse_changed_root(page: Page) -> None:
    """Raise :class:`TreeRuleError` if a page that addresses are built on changes its slug."""
    fixed = getattr(page, "fixed_slug", "")
    if fixed and page.slug != fixed:
        raise TreeRuleError(_("The slug of this page is always %(slug)s.") % {"slug": fixed})
    book = address_book()
    if getattr(page, "is_unit_home", False):
        unit = book.by_code.get(page.slug)
        if unit is None or unit.is_portal:
            raise TreeRuleError(_("The slug of a unit's home is the code of the unit."))
    known = book.by_prefix.get(page.path)
    if known and page.url_path != known[1].url_path:
        raise TreeRuleError(_("The address of a unit's home is fixed."))


def install() -> None:
    """Put the guard around ``CopyPageAction``; doing it twice changes nothing."""
    original = CopyPageAction.check
    if getattr(original, "guards_units", False):
        return

    @wraps(original)
    def check(self: CopyPageAction, skip_permission_checks: bool = False) -> Any:
        refuse_copy(self.page, self.to or self.page.get_parent())
        return original(self, skip_permission_checks)

    check.guards_units = True  # type: ignore[attr-defined]
    CopyPageAction.check = check
    # What is refused half-way down a branch must leave nothing of the branch behind
    CopyPageAction.execute = transaction.atomic(CopyPageAction.execute)
