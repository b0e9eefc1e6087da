"""Make, unseal or seal the one superuser (units/accounts/emergency.py)."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from units.accounts import emergency


class Command(BaseCommand):
    """The emergency account, for whoever may log in on the server."""

    help = "Makes, unseals or seals the emergency account; without an option says how it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--create", metavar="USERNAME", help="make the account, sealed")
        choice.add_argument(
            "--unseal", action="store_true", help="set a random password and print it once"
        )
        choice.add_argument("--seal", action="store_true", help="make every password void")

    def handle(
        self, *args: Any, create: str | None, unseal: bool, seal: bool, **options: Any
    ) -> None:
        try:
            self.stdout.write(self._done(create, unseal, seal))
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault

    def _done(self, create: str | None, unseal: bool, seal: bool) -> str:
        if create:
            account = emergency.create(create)
            return _("%(username)s is made and sealed. Open it with --unseal.") % {
                "username": account.username
            }
        if unseal:
            password = emergency.unseal()
            return "\n".join(
                (
                    _("The password, shown this once:"),
                    password,
                    _("Seal the account again with --seal."),
                )
            )
        if seal:
            emergency.seal()
            return _("The emergency account is sealed.")
        return self._state()

    @staticmethod
    def _state() -> str:
        account = emergency.emergency_account()
        if account is None:
            return _("There is no emergency account. Make it with --create USERNAME.")
        is_open = account.has_usable_password()
        state = _("%(username)s is open.") if is_open else _("%(username)s is sealed.")
        return state % {"username": account.username}
