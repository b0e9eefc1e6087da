"""The pages for signing in, passwords, second factors and sessions.

They are allauth's, in the admin's look. What stands in for Wagtail's own doors is mounted at the
same addresses, so that no password is checked anywhere else.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as account_views
from allauth.account.internal.flows.logout import logout
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as totp_views
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from units.accounts import duties, links, sign_ins, sso
from units.accounts.sessions import end_other_sessions
from units.models import User
from units.people.sessions import end_sessions


def person_of(request: HttpRequest) -> User:
    """Return who is signed in; these views let nobody else in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class OwnPage:
    """A page about the own account: in the admin's frame, or bare while something is owed."""

    request: HttpRequest
    page_title: str | Promise
    header_icon = "user"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        """Add the frame and what it shows."""
        context: dict[str, Any] = super().get_context_data(**keywords)  # type: ignore[misc]
        is_bare = getattr(self.request, "duty", None) is not None
        account = {"url": reverse("wagtailadmin_account"), "label": _("Account")}
        context |= {
            "frame": "account/bare.html" if is_bare else "account/framed.html",
            "page_title": self.page_title,
            "header_title": self.page_title,
            "header_icon": self.header_icon,
            "breadcrumbs_items": [account, {"url": "", "label": self.page_title}],
        }
        return context


class LoginView(account_views.LoginView):
    """The one page on which people sign in."""

    def dispatch(self, request: HttpRequest, *arguments: Any, **keywords: Any) -> HttpResponseBase:
        """Tell people without any role so, where the admin would send them round in a circle."""
        person = request.user
        if person.is_authenticated and not person.has_perm("wagtailadmin.access_admin"):
            return render(request, "account/no_role.html", status=403)
        return super().dispatch(request, *arguments, **keywords)

    def get_success_url(self) -> str | None:
        """Return where the person wanted to go; who opened the admin itself goes to the work."""
        wanted: str | None = super().get_success_url()
        return reverse("landing") if wanted == reverse("wagtailadmin_home") else wanted

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**keywords)
        if sso.is_configured():
            context["provider"] = sso.provider_name()
            context["provider_url"] = reverse(
                "openid_connect_login", kwargs={"provider_id": sso.PROVIDER}
            )
        return context


class PasswordChangeView(OwnPage, account_views.PasswordChangeView):
    """Change the own password."""

    page_title = gettext_lazy("Change password")
    header_icon = "key"

    def get_default_success_url(self) -> str:
        """Go on to the admin when this was owed, else back to the account."""
        is_owed = getattr(self.request, "duty", None) is not None
        return reverse("wagtailadmin_home" if is_owed else "wagtailadmin_account")


class PasswordSetView(OwnPage, account_views.PasswordSetView):
    """Set a password where there is none, since the person signs in by single sign-on."""

    page_title = gettext_lazy("Set a password")
    header_icon = "key"

    def get_default_success_url(self) -> str:
        return reverse("wagtailadmin_account")


class ReauthenticateView(OwnPage, account_views.ReauthenticateView):
    """Ask for the password before something delicate."""

    page_title = gettext_lazy("Confirm that it is you")
    header_icon = "lock"


class SecondFactorAgainView(OwnPage, factor_views.ReauthenticateView):
    """Ask for a code before something delicate."""

    page_title = gettext_lazy("Confirm that it is you")
    header_icon = "lock"


class SecondFactorView(OwnPage, factor_views.IndexView):
    """Say whether a second factor is set up, and what can be done about it."""

    page_title = gettext_lazy("Second factor")
    header_icon = "mobile-alt"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        context = super().get_context_data(**keywords)
        context["is_required"] = duties.needs_second_factor(person_of(self.request))
        return context


class ActivateView(OwnPage, totp_views.ActivateTOTPView):
    """Set up an authenticator app."""

    page_title = gettext_lazy("Set up the second factor")
    header_icon = "mobile-alt"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        context = super().get_context_data(**keywords)
        secret = context["form"].secret
        context["secret"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """Set it up, and end sessions that began without it."""
        answer: HttpResponse = super().form_valid(form)
        end_other_sessions(self.request, person_of(self.request))
        return answer


class DeactivateView(OwnPage, totp_views.DeactivateTOTPView):
    """Take the authenticator app away, for another device."""

    page_title = gettext_lazy("Remove the authenticator app")
    header_icon = "mobile-alt"


class RecoveryCodesView(OwnPage, code_views.ViewRecoveryCodesView):
    """Show the recovery codes that are left."""

    page_title = gettext_lazy("Recovery codes")
    header_icon = "key"


class NewRecoveryCodesView(OwnPage, code_views.GenerateRecoveryCodesView):
    """Replace the recovery codes by new ones."""

    page_title = gettext_lazy("New recovery codes")
    header_icon = "key"


@method_decorator(never_cache, name="dispatch")
class SessionsView(OwnPage, ListUserSessionsView):
    """Show where the person is signed in, and sign out elsewhere or everywhere."""

    page_title = gettext_lazy("Sessions")
    header_icon = "desktop"

    def get_context_data(self, **keywords: Any) -> dict[str, Any]:
        context = super().get_context_data(**keywords)
        context["sign_ins"] = sign_ins.own(person_of(self.request))
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        """End the other sessions, or all."""
        person = person_of(self.request)
        if self.request.POST.get("where") == "everywhere":
            end_sessions(person)
            logout(self.request, show_message=False)
            return redirect("wagtailadmin_login")
        end_other_sessions(self.request, person)
        messages.success(self.request, _("You are signed out everywhere else."))
        return redirect("usersessions_list")


def single_sign_on(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Send a person to the identity provider, from the host that it sends people back to."""
    if not sso.is_configured():
        raise Http404
    if not sso.is_at_base(request):
        return redirect(links.based(request.path))
    return oidc_views.login(request, provider_id)


def reset_by_old_link(request: HttpRequest, **parts: str) -> HttpResponse:
    """Answer links of Wagtail's own mails, which are never sent: the page for a new one."""
    return redirect("account_reset_password")
