"""Every model is told apart, and what nobody has told apart fails the check."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page, Site

from content.models import ArticlePage, ColumnPage
from files.models import Image
from home.models import Link, PortalHomePage
from search.models import PublishedItem
from services.models import ServicePage
from units.models import LevelSettings, Unit, User
from workflows.changes.register import registrations
from workflows.gate import checks, classification
from workflows.gate.classification import Exposure, classification_of, classify, unclassified


def test_nothing_is_unclassified():
    assert unclassified() == []


@pytest.mark.parametrize(
    ("model", "exposure"),
    [
        (ArticlePage, Exposure.GATED),
        (ColumnPage, Exposure.GATED),
        (PortalHomePage, Exposure.GATED),
        (ServicePage, Exposure.GATED),
        (Page, Exposure.GATED),
        (Image, Exposure.GATED),
        (Redirect, Exposure.TWO_PERSON),
        (Link, Exposure.TWO_PERSON),
        (LevelSettings, Exposure.TWO_PERSON),
        (Site, Exposure.TWO_PERSON),
        (Locale, Exposure.TWO_PERSON),
        (Unit, Exposure.OFFICE),
        (PublishedItem, Exposure.DERIVED),
        (User, Exposure.INTERNAL),
    ],
)
def test_a_model_is_told_apart(model, exposure):
    assert classification_of(model) is exposure


def test_what_needs_two_persons_is_what_the_changes_know():
    known = {registration.model for registration in registrations()}
    classified = {m for m in apps.get_models() if classification_of(m) is Exposure.TWO_PERSON}
    assert classified == known


def test_every_page_type_is_gated():
    assert classification.ungated_page_types() == []


def test_apps_of_the_install_and_of_wagtail_are_asked():
    asked = {config.label for config in apps.get_app_configs() if classification._is_asked(config)}
    assert {"content", "files", "home", "wagtailcore", "wagtailredirects"} <= asked
    assert "sessions" not in asked


def test_a_model_that_nobody_told_apart_fails_the_check(monkeypatch):
    known = {k: v for k, v in classification._known.items() if k != "home.Link"}
    monkeypatch.setattr(classification, "_known", known)
    assert [(error.obj, error.id) for error in checks.check_classification()] == [
        (Link, "workflows.E002")
    ]


def test_a_page_type_that_is_not_gated_fails_the_check(monkeypatch):
    monkeypatch.setattr(classification, "GatedPage", PortalHomePage)
    errors = checks.check_page_types()
    assert ArticlePage in [error.obj for error in errors]
    assert {error.id for error in errors} == {"workflows.E001"}


def test_a_reference_that_empties_itself_fails_the_check(monkeypatch):
    field = ArticlePage._meta.get_field("picture")
    assert checks.check_references() == []
    monkeypatch.setattr(field.remote_field, "on_delete", models.SET_NULL)
    assert "workflows.E004" in {error.id for error in checks.check_references()}


def test_a_model_is_told_apart_once_only():
    with pytest.raises(ValueError, match=r"home\.Link"):
        classify(Exposure.INTERNAL, "home.Link")


def test_the_apps_of_the_install_stand_in_its_folder():
    assert (settings.BASE_DIR / "content" / "apps.py").exists()


@pytest.mark.django_db
def test_made_up_content_fails_the_deployment_check_of_an_install_for_real_content(settings):
    settings.BATONG_ALLOW_FIXTURES = False
    assert [error.id for error in checks.check_fixtures(databases=["default"])] == [
        "workflows.E003"
    ]


@pytest.mark.django_db
def test_made_up_content_passes_where_it_may_be():
    assert checks.check_fixtures(databases=["default"]) == []


@pytest.mark.django_db
@pytest.mark.real_gate
def test_an_install_without_made_up_content_passes(settings):
    settings.BATONG_ALLOW_FIXTURES = False
    assert checks.check_fixtures(databases=["default"]) == []
