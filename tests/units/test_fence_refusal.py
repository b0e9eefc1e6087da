"""What the refused get: a page of the admin with the right status and a way back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.admin import auth

from tests.factories import make_person
from tests.units.fence_world import make_fence_world, page_address
from tests.visits import visit
from units.fence import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two units and the people of one of them."""
    return make_fence_world()


def test_wagtail_still_asks_the_function_that_is_replaced():
    """An upgrade that no longer looks it up in its module would send people away again."""
    assert auth.permission_denied is refusal.refuse
    assert "permission_denied" in _names(auth.user_passes_test.__code__)
    assert "permission_denied" in _names(auth.require_admin_access.__code__)


def _names(code):
    """Return the global names that a function and those inside it look up."""
    inner = [const for const in code.co_consts if hasattr(const, "co_names")]
    return set(code.co_names).union(*(_names(one) for one in inner))


def test_refusal_is_a_page_with_a_way_back(world):
    answer = world.clients["editor"].get(page_address("edit", world.far.draft))
    assert answer.status_code == 403
    assert f'href="{reverse("wagtailadmin_home")}"' in answer.content.decode()


def test_refusal_of_a_decorator_is_the_same_page(world):
    answer = world.clients["operator"].get(page_address("revisions_view", world.far.draft, 1))
    assert answer.status_code == 403
    assert 'id="refusal"' in answer.content.decode()


def test_refusal_names_nothing_of_the_page(world):
    answer = world.clients["editor"].get(page_address("edit", world.far.draft))
    assert world.far.draft.title not in answer.content.decode()


def test_reason_is_shown_where_one_was_given(world, rf):
    try:
        raise PermissionDenied("because of the rule")
    except PermissionDenied:
        request = rf.get("/admin/")
        request.user = world.people["editor"]
        answer = refusal.refuse(request)
    assert "because of the rule" in answer.content.decode()


def test_script_gets_the_bare_status(world):
    address = page_address("edit", world.far.draft)
    answer = world.clients["editor"].get(address, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.status_code == 403
    assert 'id="refusal"' not in answer.content.decode()


def test_unknown_address_of_the_admin_is_a_page_with_a_way_back(world):
    answer = world.clients["editor"].get("/admin/nothing-here/")
    assert answer.status_code == 404
    assert f'href="{reverse("wagtailadmin_home")}"' in answer.content.decode()


def test_anonymous_is_asked_to_sign_in():
    make_person()
    answer = visit(reverse("wagtailadmin_explore_root"))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_actions_of_the_page_api_are_not_served(world):
    address = reverse("wagtailadmin_api:pages:action", args=[world.near.draft.pk, "publish"])
    assert world.clients["editor"].post(address).status_code == 404
