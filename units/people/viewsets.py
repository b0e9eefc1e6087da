"""The screens for people, in place of Wagtail's at the same addresses."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.model import ModelViewSet

from units.models import User
from units.people import confirmations, views
from units.people.listing import PeopleListView


class PeopleViewSet(ModelViewSet):
    """People: the list, the invitation, a person's page and history, and what is done to them.

    Nobody is deleted or copied, so there are no addresses for that.
    """

    model = User
    icon = "group"
    menu_name = "people"
    menu_label = gettext_lazy("People")
    menu_order = 300
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    form_fields = ()
    index_view_class = PeopleListView
    history_view_class = views.PersonHistoryView
    search_fields = PeopleListView.search_fields
    search_backend_name = None
    list_per_page = 20

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses of all screens."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", views.InviteView.as_view(), name="add"),
            path("edit/<int:pk>/", views.PersonPageView.as_view(), name="edit"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
            *_actions(),
        ]


def _actions() -> list[URLPattern]:
    """Return the addresses of what is done to one person."""
    one = confirmations
    role = "<int:pk>/roles/<int:membership>/"
    return [
        path("<int:pk>/link/", one.SendLinkView.as_view(), name="link"),
        path("<int:pk>/password/", one.RenewPasswordView.as_view(), name="password"),
        path("<int:pk>/sign-out/", one.SignOutView.as_view(), name="sign_out"),
        path("<int:pk>/deactivate/", one.DeactivateView.as_view(), name="deactivate"),
        path("<int:pk>/reactivate/", one.ReactivateView.as_view(), name="reactivate"),
        path("<int:pk>/roles/new/", one.AddRoleView.as_view(), name="add_role"),
        path(f"{role}end/", one.EndRoleView.as_view(), name="end_role"),
        path(f"{role}principal/", one.PrincipalView.as_view(), name="principal"),
    ]
