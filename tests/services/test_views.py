"""The catalogue of services over all units."""

import pytest

from services.models import ServicePage
from tests.factories import (
    make_column,
    make_english_home,
    make_english_portal,
    make_home,
    make_item,
    make_portal,
    make_unit,
)
from tests.visits import PORTAL, host_address, links, visit
from units.enums import Presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def columns():
    """Two units that offer services; the first of them has articles too."""
    make_portal()
    found = {}
    for code in ("alpha", "beta"):
        home = make_home(make_unit(code), Presence.SITE)
        found[code] = column = make_column(home, "services", layout="services")
        make_item(column, ServicePage, title=f"Enrolment at {code}", life_event="education")
        make_item(column, ServicePage, title=f"Wedding at {code}", life_event="marriage")
    make_item(make_column(found["alpha"].get_parent(), "news"), title="No service")
    return found


def titles(query="", path="/services/", host=PORTAL):
    return [item.title for item in visit(f"{host}{path}{query}").context["services"]]


def test_catalogue_holds_the_services_of_all_units(columns):
    assert titles() == [
        "Enrolment at alpha",
        "Enrolment at beta",
        "Wedding at alpha",
        "Wedding at beta",
    ]


def test_catalogue_of_a_life_event_holds_its_services(columns):
    assert titles("?event=marriage") == ["Wedding at alpha", "Wedding at beta"]


def test_catalogue_of_a_unit_holds_no_other_unit_s(columns):
    assert titles("?unit=beta") == ["Enrolment at beta", "Wedding at beta"]


def test_both_can_be_asked_for(columns):
    assert titles("?unit=beta&event=education") == ["Enrolment at beta"]


def test_catalogue_is_the_same_on_every_host(columns):
    assert titles(host=host_address("alpha")) == titles()


def test_drafts_are_not_in_the_catalogue(columns):
    make_item(columns["alpha"], ServicePage, title="A draft", is_live=False)

    assert "A draft" not in titles()


def test_english_catalogue_holds_english_services(columns):
    make_english_portal()
    home = columns["alpha"].get_parent().specific
    column = make_column(make_english_home(home), "services")
    make_item(column, ServicePage, title="In English")

    assert titles(path="/en/services/") == ["In English"]


def test_catalogue_without_services_is_no_error():
    make_portal()

    assert visit(f"{PORTAL}/services/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        *("event=nothing", "unit=nobody", "event=%00", "unit=%00", "event='", "unit=%25"),
        *("page=0", "page=2", "page=x", f"page={'9' * 5000}"),
    ],
)
def test_what_is_not_there_answers_404(columns, query):
    assert visit(f"{PORTAL}/services/?{query}").status_code == 404


def test_catalogue_is_paged(columns):
    for n in range(40):
        make_item(columns["alpha"], ServicePage, title=f"Service {n:02}")

    assert len(titles()) == 30
    assert len(titles("?page=2")) == 14


def test_pages_keep_what_was_asked_for(columns):
    for n in range(40):
        make_item(columns["alpha"], ServicePage, title=f"S {n:02}", life_event="birth")

    response = visit(f"{PORTAL}/services/?unit=alpha&event=birth")
    pages = [link for link in links(response) if "page=2" in link]
    assert pages
    assert all("unit=alpha" in link and "event=birth" in link for link in pages)


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_catalogue_only_reads(columns, method):
    assert visit(f"{PORTAL}/services/", method=method).status_code == 405


def test_catalogue_costs_the_same_queries_for_any_number(columns, django_assert_max_num_queries):
    for n in range(28):
        make_item(columns["alpha"], ServicePage, title=f"Service {n}")
    visit(f"{PORTAL}/services/")

    with django_assert_max_num_queries(5):
        visit(f"{PORTAL}/services/")
