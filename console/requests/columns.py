"""Requests about one column: a further one beside the blueprint's, or a change of one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from console.applying import retire_column, save_live
from console.blueprint import MENU_LIMIT
from console.columns import publish
from console.models import UnitRequest
from console.requests.enums import ColumnAct, RequestKind
from console.requests.kinds import Kind
from content.enums import UpdateRule
from content.models import ColumnPage, UnitHomePage
from search.actions import publish_in_bulk
from units.bulk_pages import Placement, insert_pages
from units.bulk_references import insert_references
from units.limits.actions import change_quotas
from units.models import Unit, User
from units.quotas import EXTRA_COLUMNS, lock_quota, require_room, usage_of
from workflows.gate.certificates import structure


def home_of(unit: Unit) -> UnitHomePage | None:
    """Return the home of a unit in the language of the install, None when it has no pages."""
    homes = UnitHomePage.objects.filter(unit_root__unit=unit)
    return homes.filter(locale__language_code=settings.LANGUAGE_CODE).first()


def columns_of(unit: Unit) -> QuerySet[ColumnPage]:
    """Return the columns of a unit, in the order of its tree."""
    home = home_of(unit)
    if home is None:
        return ColumnPage.objects.none()
    return ColumnPage.objects.descendant_of(home).order_by("path")


def top_columns_of(unit: Unit) -> QuerySet[ColumnPage]:
    """Return the columns below which others may stand."""
    home = home_of(unit)
    return ColumnPage.objects.child_of(home).order_by("path") if home else columns_of(unit)


class ExtraColumn(Kind):
    """A column beside the blueprint's: within the quota the IT office decides (S029)."""

    key = RequestKind.COLUMN
    icon = "list-ul"
    explanation = gettext_lazy(
        "A column beside those of the blueprint, with who answers for it and how often it is "
        "brought up to date. Within the quota the IT office decides, beyond it the leading group."
    )
    fields = (
        *("purpose", "column_name", "slug", "above", "column_kind", "column_layout"),
        *("column_function", "owner", "update_rule", "update_days", "is_exemption"),
    )
    required = ("purpose", "column_name", "slug", "owner", "update_rule")

    def is_for_leading_group(self, request: UnitRequest) -> bool:
        return request.is_exemption

    def needed(self, request: UnitRequest) -> tuple[str, ...]:
        by_days = request.update_rule == UpdateRule.DAYS
        return (*self.required, "update_days") if by_days else self.required

    def check(self, request: UnitRequest) -> None:
        parent = _place(request)
        _refuse_taken_address(parent, request.slug)
        if not request.is_exemption:
            require_room(request.unit, EXTRA_COLUMNS)

    def carry_out(self, request: UnitRequest, *, user: User) -> dict[str, Any]:
        parent = _place(request)
        facts = _make_room(request.unit) if request.is_exemption else {}
        column = _new_column(request, parent)
        with structure([request.unit], reason=_("Further column"), user=user):
            insert_pages([Placement(parent, column)])
        publish_in_bulk([column])
        insert_references([column])
        request.column = column
        return {"column": column.pk, "name": column.title, **facts}


class ColumnChange(Kind):
    """Another name or place for a column, or its end; those of the blueprint are locked (S050)."""

    key = RequestKind.COLUMN_CHANGE
    icon = "edit"
    explanation = gettext_lazy(
        "Another name or place for a column, or its removal. A column of the unit's own is "
        "decided by the IT office, one of the blueprint by the leading group."
    )
    fields = ("purpose", "column", "column_act", "new_name", "above")
    required = ("purpose", "column", "column_act")

    def is_for_leading_group(self, request: UnitRequest) -> bool:
        column = request.column
        return column is None or bool(column.key) or bool(column.holds_fixed_layout)

    def needed(self, request: UnitRequest) -> tuple[str, ...]:
        renames = request.column_act == ColumnAct.RENAME
        return (*self.required, "new_name") if renames else self.required

    def remember(self, request: UnitRequest) -> None:
        if request.column:
            request.column_name = request.column.title

    def check(self, request: UnitRequest) -> None:
        column = _standing(request)
        if request.column_act == ColumnAct.RENAME and request.new_name == column.title:
            raise ValidationError(_("The column has this name already."))
        if request.column_act == ColumnAct.MOVE:
            _refuse_misplacement(column, _place(request))
        if request.column_act == ColumnAct.REMOVE:
            below = ColumnPage.objects.descendant_of(column)
            if below.exists():
                raise ValidationError(
                    _("The column has columns below it; ask for a new place for them first.")
                )

    def carry_out(self, request: UnitRequest, *, user: User) -> dict[str, Any]:
        column = _standing(request)
        column_id, before, place = column.pk, column.title, column.get_parent().title
        act = ColumnAct(request.column_act)
        with structure([request.unit], reason=_("Change of a column"), user=user):
            if act == ColumnAct.RENAME:
                column.title = column.draft_title = request.new_name
                save_live(column, {"title": column.title, "draft_title": column.title})
            elif act == ColumnAct.MOVE:
                Page.objects.get(pk=column.pk).move(_place(request), pos="last-child")
            else:
                retire_column(column)
                request.column = columns_of(request.unit).filter(pk=column_id).first()
        return {"act": act.value, "name": before, "new_name": request.new_name, "place": place}


def _standing(request: UnitRequest) -> ColumnPage:
    """Return the column of a request as it stands now, if it is still one of the unit's."""
    found = columns_of(request.unit).filter(pk=request.column_id).first()
    if found is None:
        raise ValidationError(
            _("The column %(name)s is no longer there.") % {"name": request.column_name}
        )
    return found


def _place(request: UnitRequest) -> Page:
    """Return the page below which the column of a request is to stand."""
    if request.above_id is None:
        home = home_of(request.unit)
        if home is None:
            raise ValidationError(
                _("%(unit)s has no site yet; ask for its opening.") % {"unit": request.unit.name}
            )
        return Page.objects.get(pk=home.pk)
    if not top_columns_of(request.unit).filter(pk=request.above_id).exists():
        raise ValidationError(_("Columns stand below a column of the unit's, and one level deep."))
    return Page.objects.get(pk=request.above_id)


def _refuse_taken_address(parent: Page, slug: str) -> None:
    taken = Page.objects.child_of(parent).filter(slug=slug).first()
    if taken:
        raise ValidationError(
            _("The address %(slug)s belongs to “%(title)s” already. Please choose another one.")
            % {"slug": slug, "title": taken.title}
        )


def _refuse_misplacement(column: ColumnPage, parent: Page) -> None:
    if column.get_parent().pk == parent.pk:
        raise ValidationError(_("The column stands there already."))
    is_itself = parent.pk == column.pk
    if is_itself or not column.can_move_to(parent):
        raise ValidationError(
            _("The column cannot stand there: a column with columns below it stands at the top.")
        )
    _refuse_taken_address(parent, column.slug)


def _make_room(unit: Unit) -> dict[str, Any]:
    """Let the unit have one column more than it has, where it may not anyway."""
    usage = usage_of(lock_quota(unit), EXTRA_COLUMNS)
    if usage.used < usage.limit:
        return {}
    change_quotas(unit, max_extra_columns=usage.used + 1)
    return {"max_extra_columns": usage.used + 1}


def _new_column(request: UnitRequest, parent: Page) -> ColumnPage:
    in_menu = Page.objects.child_of(parent).filter(show_in_menus=True).count()
    column = ColumnPage(
        title=request.column_name,
        draft_title=request.column_name,
        slug=request.slug,
        responsible=request.owner,
        kind=request.column_kind,
        layout=request.column_layout,
        function=request.column_function,
        update_rule=request.update_rule,
        update_days=request.update_days if request.update_rule == UpdateRule.DAYS else None,
        show_in_menus=in_menu < MENU_LIMIT,
    )
    publish(column, timezone.now())
    return column
