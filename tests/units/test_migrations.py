"""What a fresh install has, and has not, before anything is set up."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Locale, Page, Site

from files.models import Document, Image
from units.models import Unit, UnitHost, User

pytestmark = pytest.mark.django_db


def test_tree_holds_its_root_only():
    assert [(page.depth, page.numchild) for page in Page.objects.all()] == [(1, 0)]


@pytest.mark.parametrize("model", [Site, Group, GroupPagePermission, GroupCollectionPermission])
def test_nothing_is_left_of_what_wagtail_makes(model):
    assert not model.objects.exists()


def test_portal_is_the_one_unit():
    assert list(Unit.objects.values_list("code", flat=True)) == ["portal"]


def test_portal_has_the_host_of_the_install(settings):
    host = UnitHost.objects.get()

    assert (host.unit.code, host.host, host.is_current) == (
        "portal",
        settings.BATONG_PORTAL_HOST,
        True,
    )


def test_language_is_chinese():
    assert list(Locale.objects.values_list("language_code", flat=True)) == ["zh-hans"]


@pytest.mark.parametrize(
    ("model", "ours"),
    [(get_user_model, User), (get_image_model, Image), (get_document_model, Document)],
)
def test_model_is_the_install_s_own(model, ours):
    assert model() is ours
