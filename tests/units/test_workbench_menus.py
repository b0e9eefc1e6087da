"""Every menu item that a role is shown opens; what nobody can use is not shown."""

import pytest
from django.urls import reverse
from wagtail.admin.menu import admin_menu

from tests.factories import make_column, make_home, make_member, make_portal
from tests.visits import sign_in
from units.access import ensure_centre_groups, ensure_unit_groups
from units.enums import CENTRE_ROLES, Role
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    home = make_home()
    make_column(home)
    unit = Unit.objects.get(code=home.slug)
    ensure_centre_groups(make_portal())
    ensure_unit_groups({unit: home})
    return unit


def addresses(items, request):
    """Yield where a menu leads, sub-menus included."""
    for item in items:
        if menu := getattr(item, "menu", None):
            yield from addresses(menu.menu_items_for_request(request), request)
        elif item.url != "#":
            yield item.url


@pytest.mark.parametrize("role", Role)
def test_every_menu_item_of_a_role_opens(unit, role):
    browser = sign_in(make_member(role, None if role in CENTRE_ROLES else unit))
    request = browser.get(reverse("wagtailadmin_home")).wsgi_request

    found = list(addresses(admin_menu.menu_items_for_request(request), request))

    assert {
        address: browser.get(address, follow=True).status_code for address in found
    } == dict.fromkeys(found, 200)


@pytest.mark.parametrize("role", Role)
def test_no_menu_leads_outside(unit, role):
    browser = sign_in(make_member(role, None if role in CENTRE_ROLES else unit))
    request = browser.get(reverse("wagtailadmin_home")).wsgi_request

    found = addresses(admin_menu.menu_items_for_request(request), request)

    assert [address for address in found if not address.startswith("/")] == []
