"""A site is closed after the public was told, and leaves an archive, a way on, or a clear end."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from console.enums import StepKind
from console.lifecycle.closing import announce, call_off, close_unit
from console.models import Succession
from console.steps import steps_of
from search.models import PublishedItem
from search.reconcile import differences
from tests.console.lifecycle.conftest import TODAY
from tests.factories import make_member
from tests.visits import PORTAL, host_address, visit
from units.enums import Aftermath, Role, UnitState
from units.models import Unit

pytestmark = pytest.mark.django_db

NOTICE = 30


@pytest.fixture
def alpha(make_open):
    return make_open("alpha")


@pytest.fixture
def beta(make_open):
    return make_open("beta")


def in_days(count):
    return timezone.localdate() + datetime.timedelta(days=count)


@pytest.fixture
def announced(leading):
    def announce_closing(unit, aftermath=Aftermath.ARCHIVE, successors=()):
        return announce(
            unit,
            closes_on=in_days(NOTICE),
            aftermath=aftermath,
            successors=successors,
            user=leading,
            reason="Merged by the city's reform",
        )

    return announce_closing


@pytest.fixture
def closed(announced, leading, today):
    def close(unit, aftermath=Aftermath.ARCHIVE, successors=()):
        told = announced(unit, aftermath, successors)
        today((told.closes_on - TODAY).days)
        return close_unit(unit, user=leading)

    return close


@pytest.mark.parametrize("role", [Role.IT_OFFICE, Role.INSPECTOR, Role.SECRECY])
def test_nobody_but_the_leading_group_announces(alpha, role):
    with pytest.raises(PermissionDenied):
        announce(
            alpha,
            closes_on=in_days(60),
            aftermath=Aftermath.ARCHIVE,
            user=make_member(role),
            reason="-",
        )


def test_day_is_no_nearer_than_the_notice(alpha, leading):
    with pytest.raises(ValidationError, match=str(in_days(NOTICE))):
        announce(
            alpha,
            closes_on=in_days(NOTICE - 1),
            aftermath=Aftermath.ARCHIVE,
            user=leading,
            reason="-",
        )


def test_site_tells_of_its_closing(alpha, announced):
    announced(alpha)

    assert "ribbon-archive" in visit(host_address("alpha") + "/").text


def test_other_sites_tell_nothing(alpha, beta, announced):
    announced(alpha)

    assert "ribbon-archive" not in visit(host_address("beta") + "/").text


def test_notice_leaves_the_site_when_closing_is_called_off(alpha, announced, leading):
    announced(alpha)
    call_off(alpha, user=leading, reason="The reform was put off")

    assert "ribbon-archive" not in visit(host_address("alpha") + "/").text


def test_site_does_not_close_before_the_day(alpha, announced, leading, today):
    announced(alpha)
    today(NOTICE - 1)

    with pytest.raises(ValidationError):
        close_unit(alpha, user=leading)


def test_site_does_not_close_unannounced(alpha, leading):
    with pytest.raises(ValidationError):
        close_unit(alpha, user=leading)


def test_archive_stays_readable_with_its_ribbon(alpha, closed):
    closed(alpha)
    response = visit(host_address("alpha") + "/news/first/")

    assert (response.status_code, "ribbon-archive" in response.text) == (200, True)


def test_archive_names_who_goes_on(alpha, beta, closed):
    closed(alpha, successors=[beta])

    assert beta.name in visit(host_address("alpha") + "/").text


def test_closed_unit_is_in_that_state(alpha, closed):
    closed(alpha)

    assert Unit.objects.with_state().get(pk=alpha.pk).state == UnitState.CLOSED


@pytest.mark.parametrize("path", ["/", "/news/", "/news/first/", "/never/was/"])
def test_ended_site_answers_410_everywhere(alpha, closed, path):
    closed(alpha, Aftermath.GONE)

    assert visit(host_address("alpha") + path).status_code == 410


def test_ended_channel_answers_410(alpha, closed):
    closed(alpha, Aftermath.GONE)

    assert visit(f"{PORTAL}/units/alpha/").status_code == 410


@pytest.mark.parametrize(
    ("path", "target"), [("/", "/"), ("/news/first/", "/news/"), ("/other/x/", "/")]
)
def test_addresses_lead_to_the_same_column_of_the_successor(alpha, beta, closed, path, target):
    closed(alpha, Aftermath.MOVED, [beta])
    response = visit(host_address("alpha") + path)

    assert (response.status_code, response["Location"]) == (301, host_address("beta") + target)


def test_addresses_follow_a_successor_that_closed_itself(alpha, beta, make_open, closed, today):
    gamma = make_open("gamma")
    closed(alpha, Aftermath.MOVED, [beta])
    closed(beta, Aftermath.MOVED, [gamma])

    assert visit(host_address("alpha") + "/")["Location"] == host_address("gamma") + "/"


def test_nothing_of_an_ended_site_is_public_or_listed(alpha, closed):
    closed(alpha, Aftermath.GONE)

    assert not Page.objects.filter(live=True, unit_root__unit=alpha).exists()
    assert not PublishedItem.objects.filter(unit=alpha).exists()


def test_read_side_equals_the_pages_after_an_end(alpha, beta, closed):
    closed(alpha, Aftermath.MOVED, [beta])

    assert list(differences()) == []


def test_other_unit_keeps_its_pages(alpha, beta, closed):
    closed(alpha, Aftermath.GONE)

    assert visit(host_address("beta") + "/news/first/").status_code == 200


def test_moving_needs_somebody_who_goes_on(alpha, announced):
    with pytest.raises(ValidationError):
        announced(alpha, Aftermath.MOVED)


def test_unit_is_not_its_own_successor(alpha, announced):
    with pytest.raises(ValidationError):
        announced(alpha, successors=[alpha])


def test_former_name_finds_the_successor(alpha, beta, closed):
    closed(alpha, Aftermath.MOVED, [beta])
    found = PublishedItem.objects.unit_entries().matching_words([alpha.name.split()[0]])

    assert found.filter(unit=beta).exists()


def test_succession_is_kept_with_its_day(alpha, beta, closed):
    closed(alpha, Aftermath.MOVED, [beta])

    assert Succession.objects.values_list("unit", "successor", "on").get() == (
        alpha.pk,
        beta.pk,
        timezone.localdate(),
    )


def test_each_step_is_kept(alpha, closed):
    closed(alpha)

    assert [step.kind for step in steps_of(alpha)] == [StepKind.ANNOUNCED, StepKind.CLOSED]


def test_closing_twice_changes_nothing(alpha, closed, leading):
    closed(alpha)
    close_unit(alpha, user=leading)

    assert steps_of(alpha).filter(kind=StepKind.CLOSED).count() == 1


def test_night_closes_what_is_due(alpha, beta, announced, today):
    announced(alpha)
    today(NOTICE)
    call_command("close_units")

    assert list(Unit.objects.filter(closed_on__isnull=False)) == [alpha]


def test_night_names_what_cannot_close_and_closes_the_rest(alpha, beta, announced, today):
    announced(alpha, Aftermath.MOVED, [beta])
    alpha.successors.clear()
    announced(beta)
    today(NOTICE)

    with pytest.raises(CommandError, match=alpha.name):
        call_command("close_units")
    assert list(Unit.objects.filter(closed_on__isnull=False)) == [beta]
