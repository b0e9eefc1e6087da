"""What allauth asks the project, answered as a city's admin must."""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from units.accounts import encryption, lockout, notices, sign_ins, sso
from units.enums import SignInOutcome
from units.people.sessions import end_sessions

TOO_MANY = "too_many_login_attempts"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts that others open: nobody signs up, and addresses are not asked to be proved."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: people are invited by whoever manages their unit's people."""
        return False

    def get_login_stages(self) -> list[str]:
        """Ask for nothing between the password and the admin but the second factor."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt first; refuse it when there have been too many of this name."""
        username = str(credentials.get("username", ""))
        self._login_failed_rl_usage = lockout.consume(request, username)
        if self._login_failed_rl_usage is None:
            sign_ins.record(request, SignInOutcome.LOCKED_OUT, username=username, method="password")
            raise self.validation_error(TOO_MANY, lockout.minutes_left(request, username))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the refusal down, the same for names that exist and names that do not."""
        username = str(credentials.get("username", ""))
        sign_ins.record(request, SignInOutcome.REFUSED, username=username, method="password")

    def validation_error(self, code: str, *arguments: Any) -> ValidationError:
        """Return the error; of a lock-out it says when to try again."""
        if code != TOO_MANY:
            return super().validation_error(code, *arguments)
        minutes = int(arguments[0] if arguments else settings.BATONG_LOCKOUT_MINUTES)
        message = ngettext(
            "Too many failed attempts. Try again in %(minutes)d minute.",
            "Too many failed attempts. Try again in %(minutes)d minutes.",
            minutes,
        )
        return ValidationError(message % {"minutes": minutes}, code=code)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        """Answer somebody who was deactivated while signing in."""
        return refusal(request, _("This account is closed."))

    @transaction.atomic
    def set_password(self, user: Any, password: str) -> None:
        """Store a password its owner chose; every session of before ends."""
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=("password", "must_change_password"))
        end_sessions(user)
        lockout.unlock(context.request, user.username)

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Ask again unless the person proved who they are within the last minutes."""
        request = context.request
        steps = get_authentication_records(request, request.user)
        if not steps:
            return True
        age = time.time() - steps[-1]["at"]
        return bool(age > account_settings.REAUTHENTICATION_TIMEOUT)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person that the password or the second factor was changed."""
        notices.account_changed(user, template_prefix.rsplit("/", 1)[-1])


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: encrypted where they are kept, named after the person and the install."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def get_totp_issuer(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on for people who have an account; an identity never makes one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Put the person in the identity's place, or refuse with a page that says why."""
        try:
            sso.bind(sociallogin)
        except sso.UnknownIdentityError as unknown:
            name = sso.claimed_name(sociallogin)
            sign_ins.record(request, SignInOutcome.REFUSED, username=name, method="sso")
            answer = refusal(
                request,
                _("No account here belongs to the identity %(name)s. Ask your unit's operator.")
                % {"name": name},
            )
            raise ImmediateHttpResponse(answer) from unknown

    def on_authentication_error(self, request: HttpRequest, *arguments: Any, **more: Any) -> None:
        """Write down that the provider's answer was no good."""
        sign_ins.record(request, SignInOutcome.REFUSED, method="sso")


def refusal(request: HttpRequest, reason: str) -> HttpResponse:
    """Return the page that says why nobody is signed in."""
    return render(request, "account/refused.html", {"reason": reason}, status=403)
