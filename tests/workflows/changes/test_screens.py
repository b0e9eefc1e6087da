"""The screens of changes of two persons."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from home.enums import LinkLevel
from home.models import Link
from tests.visits import sign_in
from units.enums import Level
from units.models import LevelSettings
from workflows.changes.actions import decide, propose
from workflows.enums import ChangeKind, ChangeState
from workflows.models import ProposedChange

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]

LINKS = "home.link"


@pytest.fixture
def client(people):
    """The browser of who proposes."""
    return sign_in(people.proposer)


@pytest.fixture
def second(people):
    """The browser of who decides."""
    return sign_in(people.officer)


def item(change):
    return reverse("change_item", args=(change.pk,))


def link_form(link, **values):
    stored = {name: getattr(link, name) for name in ("group", "level", "title", "url", "position")}
    return stored | {"reason": "It moved"} | values


def addresses(link, change):
    return [
        reverse("changes"),
        reverse("change_kinds"),
        reverse("change_objects", args=(LINKS,)),
        reverse("change_add", args=(LINKS,)),
        reverse("change_update", args=(LINKS, link.pk)),
        reverse("change_remove", args=(LINKS, link.pk)),
        item(change),
    ]


def test_the_it_office_is_served_all_screens(client, link, change):
    statuses = [client.get(address).status_code for address in addresses(link, change)]
    assert statuses == [200] * 7


@pytest.mark.parametrize("name", ["leader", "secrecy"])
def test_others_are_refused_all_screens(people, link, change, name):
    browser = sign_in(getattr(people, name))
    statuses = {browser.get(address).status_code for address in addresses(link, change)}
    assert statuses == {403}


@pytest.mark.parametrize("name", ["group", "inspector"])
def test_who_only_reads_is_served_the_list_and_the_change(people, link, change, name):
    browser = sign_in(getattr(people, name))
    statuses = [browser.get(address).status_code for address in addresses(link, change)]
    assert statuses == [200, 403, 403, 403, 403, 403, 200]


def test_the_form_proposes(client, link):
    address = reverse("change_update", args=(LINKS, link.pk))
    client.post(address, link_form(link, url="https://new.invalid/"))
    assert ProposedChange.objects.get().after["url"] == "https://new.invalid/"


def test_the_form_does_not_save(client, link):
    address = reverse("change_update", args=(LINKS, link.pk))
    client.post(address, link_form(link, url="https://new.invalid/"))
    assert Link.objects.get().url == link.url


def test_the_form_says_what_the_model_refuses(client, link):
    address = reverse("change_update", args=(LINKS, link.pk))
    response = client.post(address, link_form(link, url="nothing"))
    assert "url" in response.context["form"].errors


def test_the_form_says_that_nothing_changes(client, link):
    address = reverse("change_update", args=(LINKS, link.pk))
    response = client.post(address, link_form(link))
    assert response.context["reason_form"].non_field_errors()


def test_the_form_adds(client, people):
    values = {
        "group": "State",
        "level": LinkLevel.values[0],
        "title": "New",
        "url": "https://new.invalid/",
        "position": 1,
        "reason": "Asked for",
    }
    client.post(reverse("change_add", args=(LINKS,)), values)
    assert ProposedChange.objects.get().kind == ChangeKind.CREATE


def test_the_form_removes(client, link):
    client.post(reverse("change_remove", args=(LINKS, link.pk)), {"reason": "Gone"})
    assert ProposedChange.objects.get().kind == ChangeKind.DELETE


def test_a_redirect_is_proposed_by_its_own_form(client, people):
    values = {
        "old_path": "old/",
        "site": Site.objects.get().pk,
        "redirect_link": "https://new.invalid/",
        "redirect_page": "",
        "reason": "Asked for",
    }
    client.post(reverse("change_add", args=("wagtailredirects.redirect",)), values)
    assert ProposedChange.objects.get().after["old_path"] == "/old"


def test_what_is_not_registered_is_not_found(client):
    assert client.get(reverse("change_objects", args=("units.user",))).status_code == 404


def test_what_only_actions_write_is_not_found(client):
    assert client.get(reverse("change_objects", args=("wagtailcore.site",))).status_code == 404


def test_what_a_kind_does_not_allow_is_not_found(client, people):
    assert client.get(reverse("change_update", args=("wagtailcore.locale", 1))).status_code == 404


def test_objects_are_found_by_their_words(client, link):
    address = reverse("change_objects", args=(LINKS,))
    found = [list(client.get(f"{address}?q={q}").context["shown"]) for q in ("minis", "absent")]
    assert found == [[link], []]


def test_the_second_person_approves(second, change, link):
    second.post(item(change), {"verdict": "approve"})
    assert Link.objects.get().url == "https://new.invalid/"


def test_the_second_person_refuses(second, change):
    second.post(item(change), {"verdict": "refuse", "comment": "No"})
    assert ProposedChange.objects.get().state == ChangeState.REFUSED


def test_a_refusal_without_a_comment_is_explained(second, change):
    response = second.post(item(change), {"verdict": "refuse"})
    assert response.context["form"].non_field_errors()


def test_the_proposer_withdraws(client, change):
    client.post(item(change), {"verdict": "withdraw"})
    assert ProposedChange.objects.get().state == ChangeState.WITHDRAWN


def test_the_proposer_does_not_decide(client, change):
    assert client.post(item(change), {"verdict": "approve"}).status_code == 403


def test_a_form_without_a_verdict_is_refused(second, change):
    assert second.post(item(change), {"comment": "No"}).status_code == 400


def test_what_was_decided_meanwhile_is_explained(second, change, people):
    decide(change, user=people.group, is_approved=False, comment="No")
    response = second.post(item(change), {"verdict": "approve"})
    assert response.context["form"].non_field_errors()


def test_a_decision_is_confirmed(second, change):
    response = second.post(item(change), {"verdict": "approve"})
    assert len(list(get_messages(response.wsgi_request))) == 1


def test_what_waits_comes_first(client, change, people, link):
    link.title = "Another"
    later = propose(link, user=people.proposer, kind=ChangeKind.UPDATE, reason="Renamed")
    decide(later, user=people.group, is_approved=False, comment="No")
    shown = client.get(reverse("changes")).context["object_list"]
    assert list(shown) == [change, later]


def test_the_list_costs_the_same_at_any_length(second, people, link):
    second.get(reverse("changes"))
    counts = []
    for length in (1, 20):
        for position in range(length):
            link.title = f"Title {length} {position}"
            propose(link, user=people.proposer, kind=ChangeKind.UPDATE, reason="Renamed")
        with CaptureQueriesContext(connection) as asked:
            second.get(reverse("changes"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_settings_of_a_level_are_proposed_on_their_own_screen(client, people):
    address = reverse("units_limits:level", args=(Level.DISTRICT,))
    fields = client.get(address).context["form"].fields
    values = dict.fromkeys(fields, "") | {"max_people": "9", "reason": "Grown"}
    client.post(address, values)
    assert ProposedChange.objects.get().after["max_people"] == 9


def test_settings_of_a_level_are_not_saved_on_their_own_screen(client, people):
    address = reverse("units_limits:level", args=(Level.DISTRICT,))
    fields = client.get(address).context["form"].fields
    client.post(address, dict.fromkeys(fields, "") | {"max_people": "9", "reason": "Grown"})
    assert not LevelSettings.objects.exists()


@pytest.mark.parametrize(
    "name", ["wagtailredirects:index", "wagtaillocales:index", "wagtailsites:index"]
)
def test_the_stock_screens_are_closed_to_everybody(people, name):
    assert sign_in(people.emergency).get(reverse(name)).status_code == 404


def test_a_redirect_cannot_be_posted_to_the_stock_screen(people):
    browser = sign_in(people.emergency)
    browser.post(
        reverse("wagtailredirects:add"),
        {"old_path": "/old", "redirect_link": "https://new.invalid/"},
    )
    assert not Redirect.objects.exists()
