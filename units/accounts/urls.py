"""Addresses of accounts, mounted before the admin's own.

Only what is used is mounted: nobody signs up, confirms an address or connects an identity here.
Wagtail's doors have the same addresses, so they can no longer be reached.
"""

from allauth.account import views as account_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.socialaccount import views as identity_views
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.cache import never_cache
from wagtail.admin.auth import require_admin_access
from wagtail.utils.urlpatterns import decorate_urlpatterns

from units.accounts import views
from units.accounts.account_page import OwnAccountView
from units.accounts.report import SignInsView

sign_in = views.LoginView.as_view()
reset = account_views.password_reset
sign_ins = require_admin_access(SignInsView.as_view())
sign_ins_results = require_admin_access(SignInsView.as_view(results_only=True))

wagtail_doors: list[URLPattern | URLResolver] = [
    path("login/", sign_in, name="wagtailadmin_login"),
    path("logout/", account_views.logout, name="wagtailadmin_logout"),
    path("password_reset/", reset, name="wagtailadmin_password_reset"),
    path(
        "password_reset/done/",
        account_views.password_reset_done,
        name="wagtailadmin_password_reset_done",
    ),
    path(
        "password_reset/confirm/<uidb64>/<token>/",
        views.reset_by_old_link,
        name="wagtailadmin_password_reset_confirm",
    ),
    path(
        "password_reset/complete/",
        account_views.password_reset_from_key_done,
        name="wagtailadmin_password_reset_complete",
    ),
    path(
        "account/",
        require_admin_access(OwnAccountView.as_view()),
        name="wagtailadmin_account",
    ),
]

passwords: list[URLPattern | URLResolver] = [
    path(
        "accounts/password/change/",
        views.PasswordChangeView.as_view(),
        name="account_change_password",
    ),
    path("accounts/password/set/", views.PasswordSetView.as_view(), name="account_set_password"),
    path("accounts/password/reset/", reset, name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        account_views.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "accounts/password/reset/key/done/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^accounts/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]

second_factor: list[URLPattern | URLResolver] = [
    path("accounts/second-factor/", views.SecondFactorView.as_view(), name="mfa_index"),
    path("accounts/second-factor/sign-in/", factor_views.authenticate, name="mfa_authenticate"),
    path(
        "accounts/second-factor/again/",
        views.SecondFactorAgainView.as_view(),
        name="mfa_reauthenticate",
    ),
    path("accounts/second-factor/set-up/", views.ActivateView.as_view(), name="mfa_activate_totp"),
    path(
        "accounts/second-factor/remove/",
        views.DeactivateView.as_view(),
        name="mfa_deactivate_totp",
    ),
    path(
        "accounts/recovery-codes/",
        views.RecoveryCodesView.as_view(),
        name="mfa_view_recovery_codes",
    ),
    path(
        "accounts/recovery-codes/new/",
        views.NewRecoveryCodesView.as_view(),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "accounts/recovery-codes/download/",
        code_views.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]

single_sign_on: list[URLPattern | URLResolver] = [
    path("accounts/sso/<slug:provider_id>/", views.single_sign_on, name="openid_connect_login"),
    path(
        "accounts/sso/<slug:provider_id>/callback/",
        oidc_views.callback,
        name="openid_connect_callback",
    ),
    path(
        "accounts/sso-cancelled/",
        identity_views.login_cancelled,
        name="socialaccount_login_cancelled",
    ),
]

everything: list[URLPattern | URLResolver] = [
    *wagtail_doors,
    path("accounts/login/", sign_in, name="account_login"),
    path("accounts/logout/", account_views.logout, name="account_logout"),
    path(
        "accounts/reauthenticate/",
        views.ReauthenticateView.as_view(),
        name="account_reauthenticate",
    ),
    path("accounts/sessions/", views.SessionsView.as_view(), name="usersessions_list"),
    path("sign-ins/", sign_ins, name="sign_ins"),
    path("sign-ins/results/", sign_ins_results, name="sign_ins_results"),
    *passwords,
    *second_factor,
    *single_sign_on,
]

# No browser keeps a page with recovery codes, or shows one after signing out
urlpatterns = decorate_urlpatterns(everything, never_cache)
