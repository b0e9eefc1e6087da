"""Lists that are empty because nothing has been done yet say what to do next."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from console.campaigns.listing import CampaignsView
from console.money.listing import LinesView, ProjectsView
from console.plans.listing import PlansView
from console.requests.listing import RequestsView
from tests.factories import make_member, make_portal
from tests.visits import sign_in
from units.enums import Role

pytestmark = pytest.mark.django_db
VIEWS = (CampaignsView, LinesView, PlansView, ProjectsView, RequestsView)


@pytest.fixture
def officer():
    make_portal()
    return sign_in(make_member(Role.IT_OFFICE))


@pytest.mark.parametrize("view", VIEWS)
def test_empty_list_says_what_to_do_next(officer, view):
    html = officer.get(reverse(view.index_url_name)).content.decode()

    assert escape(str(view.nothing_yet)) in html
