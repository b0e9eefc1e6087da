"""Mails about accounts, sent by the worker: a page never waits for the mail server.

A link is made when the mail is, so that no queue holds one.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django_tasks import task

from units.accounts import links
from units.models import SignIn, User

TEMPLATES = "units/accounts/mail"


@task()
def mail_invitation(person_id: int) -> None:
    """Send the link with which a person sets the first, or a new, password."""
    if person := _reachable(person_id):
        lifetime = links.InvitationTokenGenerator.lifetime
        context = {"link": links.invitation_link(person), "days": lifetime.days}
        _send("invitation", [person], _("Set your password"), context)


@task()
def mail_password_reset(person_id: int) -> None:
    """Send the link that a person asked for on the page for forgotten passwords."""
    if person := _reachable(person_id):
        hours = links.ResetTokenGenerator.lifetime.seconds // 3600
        context = {"link": links.reset_link(person), "hours": hours}
        _send("password_reset", [person], _("Set a new password"), context)


@task()
def mail_account_changed(person_id: int, change: str, at: str) -> None:
    """Tell a person what was changed about the account; ``at`` is a time in ISO 8601."""
    if person := _reachable(person_id):
        context = {"change": change, "at": _local(at)}
        _send("account_changed", [person], _("Your account was changed"), context)


@task()
def mail_emergency_sign_in(sign_in_id: int, person_ids: list[int]) -> None:
    """Tell the supervisors that the emergency account signed in."""
    sign_in = SignIn.objects.get(pk=sign_in_id)
    context = {"sign_in": sign_in, "at": timezone.localtime(sign_in.at)}
    subject = _("The emergency account is in use")
    _send("emergency_sign_in", _all_reachable(person_ids), subject, context)


@task()
def mail_emergency_unsealed(at: str, person_ids: list[int]) -> None:
    """Tell the supervisors that the emergency account was opened; ``at`` is in ISO 8601."""
    subject = _("The emergency account was unsealed")
    _send("emergency_unsealed", _all_reachable(person_ids), subject, {"at": _local(at)})


def _reachable(person_id: int) -> User | None:
    """Return the person if a mail may still be sent: people may close while it waits."""
    return User.objects.filter(pk=person_id, is_active=True).exclude(email="").first()


def _all_reachable(person_ids: list[int]) -> list[User]:
    return list(User.objects.filter(pk__in=person_ids, is_active=True).exclude(email=""))


def _local(at: str) -> Any:
    moment = parse_datetime(at)
    if moment is None:
        raise ValueError(f"{at} is no time in ISO 8601.")
    return timezone.localtime(moment)


def _send(template: str, people: list[User], subject: str, context: dict[str, Any]) -> None:
    """Send one mail to each, so that nobody learns the others' addresses."""
    with translation.override(settings.LANGUAGE_CODE):
        common = {"site_name": settings.WAGTAIL_SITE_NAME, "base": links.based("/admin/")}
        for person in people:
            text = render_to_string(
                f"{TEMPLATES}/{template}.txt", {**common, **context, "person": person}
            )
            heading = f"{settings.WAGTAIL_SITE_NAME}: {subject}"
            EmailMessage(heading, text.strip() + "\n", to=[person.email]).send()
