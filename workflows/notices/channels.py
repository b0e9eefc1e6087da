"""The ways out of the admin; an install adds its own by the setting BATONG_NOTICE_CHANNELS."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation

from units.accounts.links import based
from workflows.models import Notice


class Channel(Protocol):
    """A way by which notices reach people; it is made once, without arguments, a process."""

    def send(self, notice: Notice) -> None:
        """Send a notice to its recipient; raise anything at all to have it tried again.

        Who cannot be reached this way, without a number say, is passed over in silence.
        """


class MailChannel:
    """One mail to one person, in the language of the install."""

    def send(self, notice: Notice) -> None:
        """Send the mail, unless the person has no address or may sign in no more."""
        person = notice.recipient
        if not (person.is_active and person.email):
            return
        context = {
            "notice": notice,
            "person": person,
            "site_name": settings.WAGTAIL_SITE_NAME,
            "link": based(notice.url),
            "at": timezone.localtime(notice.created_at),
        }
        with translation.override(settings.LANGUAGE_CODE):
            text = render_to_string("workflows/notices/mail.txt", context)
        subject = f"{settings.WAGTAIL_SITE_NAME}: {notice.title}"
        EmailMessage(subject, text.strip() + "\n", to=[person.email]).send()
