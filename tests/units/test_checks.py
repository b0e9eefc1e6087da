"""Page types have to be written in one way."""

from wagtail.models import Page

from units import checks


def test_page_types_of_the_install_pass():
    assert checks.check_page_types() == []


def test_page_type_that_descends_from_wagtail_s_page_alone_is_an_error(monkeypatch):
    class Stray:
        pass

    monkeypatch.setattr(checks, "get_page_models", lambda: [Page, Stray])

    assert [error.id for error in checks.check_page_types()] == ["units.E001"]
