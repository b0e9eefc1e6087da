"""The overlay: every text of the kept libraries has good Chinese."""

import runpy
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override
from django.utils.translation.trans_real import DjangoTranslation

from tests.visits import visit

ROOT = Path(__file__).resolve().parents[1]
TOOL = runpy.run_path(str(ROOT / "bin" / "check_overlay.py"))
DOMAINS = TOOL["DOMAINS"]


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_text_of_the_libraries_is_translated(domain):
    assert TOOL["missing"](domain) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_overlay_keeps_no_text_that_the_libraries_lost(domain):
    assert TOOL["lost"](domain) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_translation_is_empty_or_fuzzy(domain):
    assert TOOL["unfinished"](domain) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_are_those_of_the_source(domain):
    assert TOOL["misplaced"](domain) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_compiled_is_what_is_written(domain):
    assert TOOL["stale"](domain) == []


def served(domain):
    """Return what Django serves in Chinese, by text."""
    catalogue = DjangoTranslation("zh-hans", domain=domain)
    return {
        key: catalogue.ngettext(message.text, message.plural, 2)
        if message.plural
        else catalogue.gettext(message.text)
        for key, message in TOOL["overlay"](domain).items()
        if not key[0]
    }


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_overlay_comes_before_the_libraries_own_catalogues(domain, settings):
    settings.LOCALE_PATHS = [path for path in settings.LOCALE_PATHS if path.name == "overlay"]
    written = {k: m.translations[0] for k, m in TOOL["overlay"](domain).items() if not k[0]}

    assert served(domain) == written


def test_our_own_texts_come_before_the_overlay(settings):
    assert [path.name for path in settings.LOCALE_PATHS] == ["locale", "overlay"]


@pytest.mark.django_db
def test_the_admin_s_scripts_get_the_overlay_too():
    text = "Autosave in progress…"
    with override("zh-hans"):
        answer = visit(reverse("wagtailadmin_javascript_catalog"))

    translated = TOOL["overlay"]("djangojs")["", text].translations[0]
    assert translated.encode("unicode_escape").decode().split("\\u2026")[0] in (
        answer.content.decode()
    )
