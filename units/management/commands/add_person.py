"""Let the first people in; all others are invited in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from units.enums import Role
from units.models import Unit, User
from units.people.actions import Way, add_member, invite_person


class Command(BaseCommand):
    help = (
        "Opens an account with a role and prints its initial password, once. An account that "
        "exists only gets the role, and keeps its data and its password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--unit", default="", help="the code of the unit; none for the centre")
        parser.add_argument("--full-name", default="", help="needed for a new account")
        parser.add_argument("--staff-number", default="")
        parser.add_argument("--email", default="")

    @transaction.atomic
    def handle(self, *args: Any, username: str, role: str, unit: str, **options: Any) -> None:
        try:
            self._let_in(username, Role(role), self._unit(unit), options)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal

    def _unit(self, code: str) -> Unit | None:
        if not code:
            return None
        unit = Unit.objects.filter(code=code).first()
        if unit is None:
            raise CommandError(_("There is no unit %(code)s.") % {"code": code})
        return unit

    def _let_in(
        self, username: str, role: Role, unit: Unit | None, options: dict[str, Any]
    ) -> None:
        person = User.objects.filter(username=username).first()
        if person is not None:
            membership = add_member(person, role, unit=unit)
            self.stdout.write(str(membership))
            return
        invitation = invite_person(
            username=username,
            full_name=options["full_name"],
            staff_number=options["staff_number"],
            email=options["email"],
            roles=[role],
            unit=unit,
            way=Way.PASSWORD,
        )
        self.stdout.write(
            _("%(person)s was let in. Initial password, shown this once: %(password)s")
            % {"person": invitation.person.username, "password": invitation.password}
        )
