"""The screens for columns of the portal that editors of other units keep as well (S166)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.models import Page

from units.models import ColumnDelegation, Unit, User
from units.people import actions
from units.people.columns import delegable_columns
from units.people.fields import UnitField
from units.people.views import add_errors
from units.permissions import user_can_delegate_columns, user_sees_everybody

INDEX = "delegations:index"
PER_PAGE = 20
TOP_DEPTH = 3  # where the portal's columns begin in the tree
INDENT = "\u3000"  # a space as wide as a Chinese sign


class ColumnField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A column of the portal, indented as it stands in the tree."""

    def label_from_instance(self, obj: Page) -> str:
        return INDENT * (obj.depth - TOP_DEPTH) + str(obj.title)


class DelegationForm(forms.Form):
    """Which column, and whose editors may keep it too."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["page"] = ColumnField(delegable_columns(), label=gettext_lazy("Column"))
        self.fields["unit"] = UnitField(Unit.objects.real())


class DelegationView(WagtailAdminTemplateMixin, TemplateView):
    """A screen for those who delegate; those who read everything may look at the list."""

    page_title = gettext_lazy("Delegated columns")
    header_icon = "folder-open-inverse"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse everybody else, and every change by those who may only look."""
        is_look = request.method in ("GET", "HEAD") and user_sees_everybody(self.user)
        if not (is_look or self.may_change):
            raise PermissionDenied(_("Only the IT office and the portal may delegate columns."))
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """The person who asks."""
        asking: User = self.request.user  # type: ignore[assignment]
        return asking

    @cached_property
    def may_change(self) -> bool:
        """Whether the person who asks may delegate and take back."""
        return user_can_delegate_columns(self.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start to here."""
        return [*self.breadcrumbs_items, {"url": reverse(INDEX), "label": self.page_title}]


class DelegationListView(DelegationView):
    """Columns delegated now and before, and the form for one more."""

    template_name = "units/people/delegations.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delegate a column."""
        form = DelegationForm(request.POST)
        if form.is_valid():
            page, unit = form.cleaned_data["page"], form.cleaned_data["unit"]
            try:
                actions.delegate_column(page, unit, user=self.user)
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("The column is delegated."))
                return redirect(INDEX)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the list, those that hold first, and the form for those who may use it."""
        rows = ColumnDelegation.objects.select_related("page", "unit")
        ordered = rows.order_by(F("ended_on").desc(nulls_first=True), "-pk")
        paginator = WagtailPaginator(ordered, PER_PAGE)
        if self.may_change:
            kwargs.setdefault("form", DelegationForm())
        return super().get_context_data(
            page_obj=paginator.get_page(self.request.GET.get("p")),
            may_change=self.may_change,
            **kwargs,
        )


class DelegationEndView(DelegationView):
    """Asks by GET, takes the column back by POST."""

    page_title = gettext_lazy("End a delegation")
    template_name = "units/people/end_delegation.html"
    delegation: ColumnDelegation

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, but only those who may do it."""
        if not self.may_change:
            raise PermissionDenied(_("Only the IT office and the portal may delegate columns."))
        return self.render_to_response(self.get_context_data(delegation=self._delegation()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the column back."""
        actions.end_delegation(self._delegation(), user=self.user)
        messages.success(request, _("The delegation has ended."))
        return redirect(INDEX)

    def _delegation(self) -> ColumnDelegation:
        rows = ColumnDelegation.objects.select_related("page", "unit")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class DelegationMenuItem(MenuItem):
    """Shown to those who may delegate."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_delegate_columns(request.user)  # type: ignore[arg-type]


class DelegationViewSet(ViewSet):
    """The addresses of the two screens."""

    name = "delegations"
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Delegated columns")
    menu_name = "delegations"
    menu_order = 310
    menu_item_class = DelegationMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the list, which holds the form too, and the question before taking back."""
        return [
            path("", DelegationListView.as_view(), name="index"),
            path("<int:pk>/end/", DelegationEndView.as_view(), name="end"),
        ]
