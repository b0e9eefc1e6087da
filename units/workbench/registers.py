"""Lists of rows that are switched off rather than deleted, some with the import of a file."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import HeaderButton

from units.models import User


class RegisterViewSet(ModelViewSet):
    """A list with search, filters and export, forms, history, and an import where it has one.

    Rows are switched off, never deleted or copied, so there are no addresses for that.
    """

    import_view_class: ClassVar[type[View] | None] = None
    add_to_reference_index = False
    copy_view_enabled = False
    list_per_page = 50
    search_backend_name = None

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Tell the list where the import is, if there is one."""
        if self.import_view_class:
            kwargs["import_url_name"] = self.get_url_name("import")
        return super().get_index_view_kwargs(**kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of all screens."""
        found = [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", self.add_view, name="add"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]
        if self.import_view_class:
            found.append(path("import/", self.import_view_class.as_view(), name="import"))
        return found


class RegisterView(generic.IndexView):
    """The list of a register with an import."""

    import_url_name = ""

    @property
    def header_buttons(self) -> list[Any]:
        """Also lead to the import."""
        url = reverse(self.import_url_name)
        return [*super().header_buttons, HeaderButton(_("Import"), url=url, icon_name="upload")]


class KeptByAction:
    """A form whose object an action stores; what is wrong with it was said by the form."""

    def keep(self, row: Any, user: User) -> Model:
        """Store a row for a person."""
        raise NotImplementedError

    def save_instance(self) -> Model:
        """Store what the form holds."""
        view = cast(Any, self)
        return self.keep(view.form.save(commit=False), view.request.user)


class ChangeRowView(generic.EditView):
    """A row of the list."""

    def get_usage_url(self) -> None:
        """Nothing uses a row, so no screen lists that."""


class ImportView(WagtailAdminTemplateMixin):
    """Takes rows from a file; mixed into one of Django's views.

    A subclass names the ``index_url_name``, the ``columns`` of the file and, in ``require``, who
    may; faults of a file are told as ``faults``.
    """

    template_name: str | None = "units/workbench/import.html"
    header_icon = "upload"
    request: HttpRequest
    index_url_name = ""
    list_label: str | Promise | None = ""
    columns: tuple[str, ...] = ()

    def require(self, user: User) -> None:
        """Raise ``PermissionDenied`` for whoever may not import."""
        raise NotImplementedError

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.require(self.user)

    @property
    def user(self) -> User:
        """The person who asks."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start to here."""
        above = {"url": reverse(self.index_url_name), "label": self.list_label}
        return [*self.breadcrumbs_items, above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the columns of the file, and the way back."""
        index_url = reverse(self.index_url_name)
        return super().get_context_data(columns=self.columns, index_url=index_url, **kwargs)
