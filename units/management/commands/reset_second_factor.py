"""Take a lost second factor away, or move all of them to a new key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from units.accounts import second_factors
from units.models import User


class Command(BaseCommand):
    """For somebody whose phone and recovery codes are gone, after making sure who asks."""

    help = "Removes a person's authenticator app, recovery codes and single sign-on identity."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group(required=True)
        choice.add_argument("username", nargs="?", help="whose second factor is lost")
        choice.add_argument(
            "--renew-keys",
            action="store_true",
            help="encrypt all secrets under SECRET_KEY, before a fallback is dropped",
        )

    def handle(self, *args: Any, username: str | None, renew_keys: bool, **options: Any) -> None:
        if renew_keys:
            count = second_factors.renew_keys()
            self.stdout.write(_("%(count)d secrets are under SECRET_KEY.") % {"count": count})
            return
        person = User.objects.filter(username=username).first()
        if person is None:
            text = _("There is no account named %(username)s.") % {"username": username}
            raise CommandError(text)
        removed = second_factors.reset(person)
        text = _("%(count)d removed; %(username)s is signed out everywhere.")
        self.stdout.write(text % {"count": removed, "username": username})
