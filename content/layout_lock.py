"""What keeps the layout of all sites the same: homes and required columns stand fast (S050, I5).

Their name, address, place and publication are decided by the blueprint. Nobody changes them in the
admin, whatever their role: the permission tester refuses the deeds, the form refuses other names,
and an old draft does not bring old ones back. Only the console's actions, which ask no tester and
no form, apply what the leading group has approved.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.query import PageQuerySet

from units.fence.forms import UnitPageForm
from workflows.pages import GatedPagePermissionTester

LAYOUT_REFUSED = "batong.layout_refused"

# What a form may not change on a page that stands fast, and what it does not even offer.
FIXED_TEXTS = ("title", "slug")
FIXED_SWITCHES = ("show_in_menus", "go_live_at", "expire_at")
# What concerns the page itself only, and not one that has such a page below it.
OF_THE_PAGE_ALONE = frozenset({"unpublish", "copy", "set_privacy"})
BULK_ATTEMPTS = frozenset({"delete", "unpublish", "move"})

AnyUser = AbstractUser | AnonymousUser


class LayoutPermissionTester(GatedPagePermissionTester):
    """A tester that lets nobody, the emergency account included, touch what stands fast."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        return bool(super().can_delete(ignore_bulk)) and not self.page.holds_fixed_layout

    def can_move_to(self, destination: Page) -> bool:
        return not self.page.holds_fixed_layout and super().can_move_to(destination)

    def can_copy(self) -> bool:
        return not self.page.has_fixed_layout and bool(super().can_copy())

    def can_unpublish(self) -> bool:
        return not self.page.has_fixed_layout and bool(super().can_unpublish())

    def can_set_view_restrictions(self) -> bool:
        return not self.page.has_fixed_layout and bool(super().can_set_view_restrictions())


class LayoutForm(UnitPageForm):
    """The edit form of a page that may stand fast: its name and address are shown, not changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self._is_fixed:
            for name in self.fields.keys() & set(FIXED_TEXTS):
                self.fields[name].widget.attrs["readonly"] = True
                self.fields[name].help_text = fixed_text()
            for name in self.fields.keys() & set(FIXED_SWITCHES):
                self.fields[name].disabled = True

    @property
    def _is_fixed(self) -> bool:
        return not self.instance._state.adding and bool(self.instance.has_fixed_layout)

    def clean(self) -> dict[str, Any]:
        """Refuse another name or address that was sent in spite of the form."""
        cleaned: dict[str, Any] = super().clean()
        if self._is_fixed:
            for name in changed_texts(self.initial, cleaned):
                self.add_error(name, fixed_text())
        return cleaned


class FixedLayout:
    """A page whose layout may stand fast; mixed into page types before ``GatedPage``."""

    is_structure_page: ClassVar[bool] = True
    base_form_class = LayoutForm

    # What no draft decides: these stay as they are stored, whichever revision is taken up.
    fields_outside_drafts: ClassVar[tuple[str, ...]] = ()

    @property
    def has_fixed_layout(self) -> bool:
        """Say whether the page itself stands fast."""
        return True

    @property
    def holds_fixed_layout(self) -> bool:
        """Say whether the page, or one below it, stands fast."""
        return True

    def permissions_for_user(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> LayoutPermissionTester:
        """Return the tester that keeps the layout."""
        return LayoutPermissionTester(user, self)

    def with_content_json(self, content: Mapping[str, Any]) -> Any:
        """Take up a draft, but not the layout it was written with."""
        page = super().with_content_json(content)  # type: ignore[misc]
        for name in self.fields_outside_drafts:
            setattr(page, name, getattr(self, name))
        if self.has_fixed_layout:
            for name in ("title", "slug", "show_in_menus", "url_path"):
                setattr(page, name, getattr(self, name))
        return page


def changed_texts(standing: Mapping[str, Any], sent: Mapping[str, Any]) -> Iterator[str]:
    """Yield the fixed texts that are sent otherwise than they stand."""
    for name in FIXED_TEXTS:
        if name in sent and str(sent[name]).strip() != str(standing.get(name, "")):
            yield name


def fixed_text() -> str:
    """Return what a unit's people are told."""
    return _(
        "This page is part of the layout that all sites share: it cannot be renamed, moved, "
        "copied, withdrawn or deleted here. File a request for change with the IT office."
    )


def fixed_pages(pages: PageQuerySet, attempt: str, user: AnyUser) -> Iterator[Any]:
    """Yield the pages that stand fast, of those that the user may edit: others learn nothing."""
    if not user.has_perm("wagtailadmin.access_admin"):
        return
    for page in pages.specific():
        if not isinstance(page, FixedLayout):
            continue
        alone = attempt in OF_THE_PAGE_ALONE
        is_fixed = page.has_fixed_layout if alone else page.holds_fixed_layout
        if is_fixed and page.permissions_for_user(user).can_edit():
            yield page


def record_refusal(page: Page, user: AnyUser, attempt: str) -> None:
    """Write down that somebody tried to change what stands fast (S050)."""
    log(instance=page.specific, action=LAYOUT_REFUSED, user=user, data={"attempt": attempt})


def record_renaming(request: HttpRequest, page: Page) -> None:
    """Write down an attempt to rename what stands fast; the form refuses it."""
    if request.method != "POST" or not getattr(page, "has_fixed_layout", False):
        return
    standing = {name: getattr(page, name) for name in FIXED_TEXTS}
    for name in changed_texts(standing, request.POST):
        record_refusal(page, request.user, f"edit {name}")


def record_bulk_attempt(request: HttpRequest, attempt: str) -> None:
    """Write down which pages of a bulk action stand fast, and say so; Wagtail leaves them out."""
    named = request.GET.getlist("id")
    if "all" in named:
        pages = Page.objects.get(pk=request.GET["childOf"]).get_children()
    else:
        pages = Page.objects.filter(pk__in=named)
    for page in fixed_pages(pages, attempt, request.user):
        record_refusal(page, request.user, f"bulk {attempt}")
        messages.error(request, f"{page.title}: {fixed_text()}")
