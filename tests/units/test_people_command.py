"""The first people are let in on the command line."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories import make_member, make_unit
from units.enums import Role
from units.models import Membership, User

pytestmark = pytest.mark.django_db

FIRST = ("lina", "--full-name", "Li Na")


def test_person_of_the_centre_is_let_in():
    call_command("add_person", *FIRST, "--role", "it_office")

    assert Membership.objects.get(person__username="lina").role == Role.IT_OFFICE


def test_person_of_a_unit_is_let_in():
    make_unit("alpha")

    call_command("add_person", *FIRST, "--role", "operator", "--unit", "alpha")

    assert Membership.objects.get(person__username="lina").unit.code == "alpha"


def test_printed_password_works(capsys):
    call_command("add_person", *FIRST, "--role", "it_office")

    password = capsys.readouterr().out.strip()[-19:]  # four groups of four signs
    assert User.objects.get(username="lina").check_password(password)


def test_second_run_changes_nothing():
    call_command("add_person", *FIRST, "--role", "it_office")
    before = User.objects.values().get(username="lina")

    call_command("add_person", *FIRST, "--role", "it_office")

    assert User.objects.values().get(username="lina") == before
    assert Membership.objects.count() == 1


def test_known_person_gets_one_role_more():
    person = make_member(Role.EDITOR, make_unit("alpha"))

    call_command("add_person", person.username, "--role", "inspector")

    assert person.memberships.filter(role=Role.INSPECTOR).exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--role", "operator"),
        ("--role", "operator", "--unit", "nowhere"),
        ("--role", "it_office", "--full-name", ""),
    ],
    ids=["role of a unit without one", "unknown unit", "no name"],
)
def test_wrong_arguments_let_nobody_in(arguments):
    with pytest.raises(CommandError):
        call_command("add_person", *FIRST, *arguments)

    assert not User.objects.filter(username="lina").exists()
