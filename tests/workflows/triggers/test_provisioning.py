"""Whole sites are made public at once, under the structure certificates of their units."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from content.models import ArticlePage, ColumnPage, UnitHomePage, UnitIndexPage
from tests.factories import live, make_portal, make_units_in_bulk
from tests.workflows.triggers.scene import structure_certificate
from units.bulk_pages import Placement, insert_pages
from workflows.gate import marker
from workflows.gate.certificates import fixtures

pytestmark = [pytest.mark.django_db, pytest.mark.real_gate]


@pytest.fixture
def units():
    with fixtures():
        make_portal()
    return make_units_in_bulk(3)


def sites(units):
    """Return a home and a column for each unit, as provisioning places them: homes first."""
    index = UnitIndexPage.objects.get()
    homes = [Placement(index, live(UnitHomePage(title=u.name, slug=u.code))) for u in units]
    columns = [
        Placement(home.page, live(ColumnPage(title="News", slug="news", key="news")))
        for home in homes
    ]
    return [*homes, *columns]


def test_sites_of_all_units_stand_under_one_key(units):
    with marker.named(structure_certificate(*units)):
        insert_pages(sites(units))

    assert Page.objects.live().filter(depth__gte=4).count() == 6


def test_site_of_a_unit_that_has_no_certificate_is_refused(units):
    placements = sites(units)

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        marker.named(structure_certificate(*units[:-1])),
    ):
        insert_pages(placements)


def test_live_items_do_not_come_with_the_structure(units):
    placements = sites(units)
    placements.append(Placement(placements[-1].page, live(ArticlePage(title="News", slug="n"))))

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        marker.named(structure_certificate(*units)),
    ):
        insert_pages(placements)


def test_certificates_of_many_units_cost_no_more_statements_than_of_one(units):
    with CaptureQueriesContext(connection) as one:
        structure_certificate(units[0], key="one")
    with CaptureQueriesContext(connection) as many:
        structure_certificate(*units, key="many")

    assert len(one) == len(many)
