"""Registering units, switching how they appear, and who belongs to them."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Site

from content.models import UnitHomePage
from tests.factories import (
    make_column,
    make_home,
    make_member,
    make_person,
    make_portal,
    make_superuser,
    make_unit,
    portal_unit,
    publish,
)
from units.actions import (
    change_unit,
    default_host,
    register_root,
    register_unit,
    switch_presence,
)
from units.addresses import address_book
from units.enums import Presence, Role
from units.events import membership_ended, presence_changed
from units.models import Membership, Unit, UnitHost, UnitRoot
from units.people.actions import add_member, end_membership

pytestmark = pytest.mark.django_db

VALUES = {"name": "Bureau", "short_name": "B", "kind": "department", "system": "government"}


@pytest.fixture
def heard():
    """A function that listens to a signal until the test is over."""
    connected = []

    def listen(signal):
        calls = []

        def note(**arguments):
            calls.append(arguments)

        signal.connect(note, weak=False)
        connected.append((signal, note))
        return calls

    yield listen
    for signal, note in connected:
        signal.disconnect(note)


def test_registered_unit_is_a_directory_entry():
    assert register_unit(code="alpha", **VALUES).presence == Presence.DIRECTORY


@pytest.mark.parametrize(
    "code", ["", "Alpha", "al-pha", "al pha", "al.pha", "教育", "a" * 31, "alpha\n", "../x"]
)
def test_code_is_made_of_small_letters_and_digits(code):
    with pytest.raises(ValidationError):
        register_unit(code=code, **VALUES)


def test_code_is_nobody_else_s():
    make_unit("alpha")

    with pytest.raises(ValidationError):
        register_unit(code="alpha", **VALUES)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "ministry"),
        ("system", "other"),
        ("level", "province"),
        ("accent", "pink"),
        ("annual_fee", -1),
        ("legacy_url", "not an address"),
        ("email", "nobody"),
        ("name", ""),
        ("closed_on", datetime.date(2026, 1, 1)),
    ],
)
def test_bad_value_is_refused(field, value):
    with pytest.raises(ValidationError):
        register_unit(code="alpha", **(VALUES | {field: value}))


def test_refused_unit_leaves_nothing_behind():
    with pytest.raises(ValidationError):
        register_unit(code="alpha", **(VALUES | {"kind": "ministry"}))

    assert not Unit.objects.filter(code="alpha").exists()


def test_units_are_changed_in_place():
    unit = change_unit(make_unit("alpha"), name="Renamed")

    assert Unit.objects.get(pk=unit.pk).name == "Renamed"


def test_bad_change_is_refused():
    with pytest.raises(ValidationError):
        change_unit(make_unit("alpha"), kind="ministry")


@pytest.mark.parametrize("name", ["presence", "code"])
def test_presence_and_code_are_not_changed_like_other_fields(name):
    with pytest.raises(ValidationError):
        change_unit(make_unit("alpha"), **{name: "site"})


@pytest.fixture(params=["nobody's role", "editor", "leader", "secrecy", "leading group"])
def outsider(request):
    """Somebody who may not change units."""
    return {
        "nobody's role": make_person,
        "editor": lambda: make_member(Role.EDITOR, make_unit()),
        "leader": lambda: make_member(Role.LEADER, make_unit()),
        "secrecy": lambda: make_member(Role.SECRECY),
        "leading group": lambda: make_member(Role.LEADING_GROUP),
    }[request.param]()


def test_others_may_not_register_units(outsider):
    with pytest.raises(PermissionDenied):
        register_unit(user=outsider, code="alpha", **VALUES)


def test_others_may_not_change_units(outsider):
    with pytest.raises(PermissionDenied):
        change_unit(make_unit(), user=outsider, name="Renamed")


def test_others_may_not_switch_presence(outsider):
    unit = Unit.objects.get(pk=make_home().unit.id)

    with pytest.raises(PermissionDenied):
        switch_presence(unit, Presence.SITE, user=outsider)


@pytest.mark.parametrize("make", [lambda: make_member(Role.IT_OFFICE), make_superuser])
def test_the_it_office_may_register_units(make):
    assert register_unit(user=make(), code="alpha", **VALUES).pk


@pytest.fixture
def unit():
    """A unit that is a channel of the portal."""
    make_home(make_unit("alpha"))
    return Unit.objects.get(code="alpha")


def test_default_host_is_below_the_portal_s(unit):
    assert default_host(unit) == "alpha.localhost"


def test_default_host_of_the_portal_is_its_own():
    assert default_host(portal_unit()) == "localhost"


def test_site_has_one_site_row_with_the_port_of_the_install(unit, settings):
    settings.BATONG_PUBLIC_PORT = 8123
    switch_presence(unit, Presence.SITE)

    site = Site.objects.get(hostname="alpha.localhost")
    assert (site.port, site.root_page.slug) == (8123, "alpha")


def test_unit_s_site_is_not_the_default_one(unit):
    switch_presence(unit, Presence.SITE)

    assert Site.objects.get(is_default_site=True).hostname == "localhost"


def test_channel_has_no_site_row(unit):
    switch_presence(unit, Presence.SITE)
    switch_presence(unit, Presence.CHANNEL)

    assert list(Site.objects.values_list("hostname", flat=True)) == ["localhost"]


def test_former_host_is_kept(unit):
    switch_presence(unit, Presence.SITE)
    switch_presence(unit, Presence.CHANNEL)

    assert not UnitHost.objects.get(unit=unit).is_current


def test_unit_gets_its_last_host_back(unit):
    switch_presence(unit, Presence.SITE, host="other.localhost")
    switch_presence(unit, Presence.CHANNEL)
    switch_presence(unit, Presence.SITE)

    assert UnitHost.objects.get(unit=unit, is_current=True).host == "other.localhost"


def test_another_host_replaces_the_current_one(unit):
    switch_presence(unit, Presence.SITE)
    switch_presence(unit, Presence.SITE, host="other.localhost")

    assert [h.host for h in UnitHost.objects.filter(unit=unit, is_current=True)] == [
        "other.localhost"
    ]
    assert Site.objects.filter(hostname="alpha.localhost").count() == 0


@pytest.mark.parametrize("taken", ["localhost", "beta.localhost", "former.localhost"])
def test_host_of_another_unit_is_refused(unit, taken):
    other = Unit.objects.get(pk=make_home(make_unit("beta")).unit.id)
    switch_presence(other, Presence.SITE, host="former.localhost")
    switch_presence(other, Presence.SITE, host="beta.localhost")

    with pytest.raises(ValidationError):
        switch_presence(unit, Presence.SITE, host=taken)


@pytest.mark.parametrize("host", ["no host", "UPPER.localhost", "-a.localhost", "a..b", "a/b"])
def test_bad_host_is_refused(unit, host):
    with pytest.raises(ValidationError):
        switch_presence(unit, Presence.SITE, host=host)


def test_refused_switch_changes_nothing(unit):
    with pytest.raises(ValidationError):
        switch_presence(unit, Presence.SITE, host="localhost")

    assert Unit.objects.get(pk=unit.pk).presence == Presence.CHANNEL


@pytest.mark.parametrize("presence", [Presence.CHANNEL, Presence.SITE])
def test_unit_without_pages_is_a_directory_entry_only(presence):
    with pytest.raises(ValidationError):
        switch_presence(make_unit(), presence)


def test_unit_with_pages_is_no_directory_entry(unit):
    with pytest.raises(ValidationError):
        switch_presence(unit, Presence.DIRECTORY)


def test_portal_stays_a_site():
    make_portal()

    with pytest.raises(ValidationError):
        switch_presence(portal_unit(), Presence.CHANNEL)


def test_switch_is_announced_with_before_and_after(unit, heard):
    calls = heard(presence_changed)

    switch_presence(unit, Presence.SITE)

    assert [(c["unit"], c["before"], c["after"]) for c in calls] == [
        (unit, Presence.CHANNEL, Presence.SITE)
    ]


def test_switching_to_what_is_changes_nothing(unit, heard):
    switch_presence(unit, Presence.SITE)
    calls, before = heard(presence_changed), list(UnitHost.objects.order_by("pk").values())

    switch_presence(unit, Presence.SITE)

    assert (calls, list(UnitHost.objects.order_by("pk").values())) == ([], before)


def test_registering_a_root_twice_keeps_one(unit):
    home = UnitHomePage.objects.get(slug="alpha")

    register_root(unit, home)

    assert UnitRoot.objects.filter(unit=unit).count() == 1


def test_unit_has_the_accent_of_its_published_home(unit):
    home = UnitHomePage.objects.get(slug="alpha")
    home.accent = "teal"
    publish(home)

    assert address_book().by_code["alpha"].accent == "teal"


def test_accent_of_a_draft_changes_nothing(unit):
    home = UnitHomePage.objects.get(slug="alpha")
    home.accent = "teal"
    home.save_revision()

    assert address_book().by_code["alpha"].accent == "blue"


def test_accent_of_one_home_is_not_another_unit_s(unit):
    make_home(make_unit("beta"))
    home = UnitHomePage.objects.get(slug="alpha")
    home.accent = "teal"
    publish(home)

    assert address_book().by_code["beta"].accent == "blue"


def test_adding_a_member_twice_keeps_one(unit):
    person = make_person()

    assert add_member(person, Role.EDITOR, unit=unit) == add_member(person, Role.EDITOR, unit=unit)


def test_membership_starts_today_unless_said_otherwise(unit):
    assert add_member(make_person(), Role.EDITOR, unit=unit).started_on == datetime.date.today()


def test_ended_membership_can_be_given_again(unit):
    person = make_person()
    end_membership(add_member(person, Role.EDITOR, unit=unit))

    add_member(person, Role.EDITOR, unit=unit)

    assert Membership.objects.filter(person=person).count() == 2


def test_ending_is_announced(unit, heard):
    membership = add_member(make_person(), Role.LEADER, unit=unit, is_principal=True)
    calls = heard(membership_ended)

    end_membership(membership)

    assert [call["membership"] for call in calls] == [membership]


def test_next_principal_leader_can_follow_the_one_who_left(unit):
    end_membership(add_member(make_person(), Role.LEADER, unit=unit, is_principal=True))

    add_member(make_person(), Role.LEADER, unit=unit, is_principal=True)

    assert Membership.objects.principal_leaders().for_unit(unit).count() == 1


def test_column_cannot_be_a_unit_s_root(unit):
    column = make_column(UnitHomePage.objects.get(slug="alpha"))

    with pytest.raises(ValidationError):
        register_root(unit, column)
