"""Forms for signing in and for passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account_forms
from allauth.core import context
from allauth.mfa.base import forms as second_factor_forms
from allauth.mfa.totp import forms as totp_forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from units.accounts import links, notices, sign_ins
from units.accounts.adapters import TOO_MANY
from units.enums import SignInOutcome
from units.models import User


class SignInForm(account_forms.LoginForm):
    """Username and password; the field has the name that browsers and password safes know."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def add_prefix(self, field_name: str) -> str:
        """Call allauth's field ``login`` by what is asked for."""
        return super().add_prefix("username" if field_name == "login" else field_name)


class ResetPasswordForm(account_forms.ResetPasswordForm):
    """The address of somebody who forgot the password; what it answers tells nothing."""

    def clean_email(self) -> str:
        """Find whom a link is sent to: never to the emergency account, nor where none was set."""
        address = str(self.cleaned_data["email"])
        found = User.objects.filter(email__iexact=address, is_active=True, is_superuser=False)
        self.users = [person for person in found if person.has_usable_password()]
        return address

    def save(self, request: HttpRequest, **options: Any) -> str:
        """Have a mail sent to each: one mailbox may serve several people of an office."""
        for person in self.users:
            notices.password_forgotten(person)
        return str(self.cleaned_data["email"])


class LinkForm(account_forms.UserTokenForm):
    """The two parts of a link that sets a password, of an invitation or asked for."""

    token_generator = links.EitherTokenGenerator()


class _NamedCode:
    """A field for a code, in the words that people know from elsewhere."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        field = self.fields["code"]  # type: ignore[attr-defined]
        field.label = _("Verification code")
        field.widget.attrs.pop("placeholder", None)


class _WatchedCode(_NamedCode):
    """A code for the second factor, whose failures go into the log of sign-ins."""

    user: User

    def clean_code(self) -> str:
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError as fault:
            locked = fault.code == TOO_MANY
            sign_ins.record(
                context.request,
                SignInOutcome.LOCKED_OUT if locked else SignInOutcome.REFUSED,
                person=self.user,
                method="totp",
            )
            raise


class ActivateForm(_NamedCode, totp_forms.ActivateTOTPForm):
    """The first code of an authenticator app."""


class SecondFactorForm(_WatchedCode, second_factor_forms.AuthenticateForm):
    """The code asked for after the password."""


class SecondFactorAgainForm(_WatchedCode, second_factor_forms.ReauthenticateForm):
    """The code asked for before something delicate."""
