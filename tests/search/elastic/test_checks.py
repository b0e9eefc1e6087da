"""Settings that no search server can work with are told before the start."""

import pytest

from search.elastic.checks import check_server


@pytest.fixture
def found(settings):
    """The ids of what a check finds with some settings changed."""

    def check(**changed):
        settings.ELASTICSEARCH_URL = ["https://search.example:9200"]
        settings.ELASTICSEARCH_PREFIX = "batong"
        for name, value in changed.items():
            setattr(settings, name, value)
        return [message.id for message in check_server()]

    return check


def test_working_settings_are_in_order(found):
    assert found() == []


def test_address_needs_its_scheme(found):
    assert found(ELASTICSEARCH_URL=["search.example:9200"]) == ["search.E001"]


@pytest.mark.parametrize("prefix", ["Batong", "_batong", "ba:tong", ""])
def test_prefix_must_suit_the_server(found, prefix):
    assert found(ELASTICSEARCH_PREFIX=prefix) == ["search.E002"]


def test_certificate_must_be_there(found, tmp_path):
    assert found(ELASTICSEARCH_CA=str(tmp_path / "ca.pem")) == ["search.E003"]


def test_without_a_server_nothing_is_checked(found):
    assert found(ELASTICSEARCH_URL=[], ELASTICSEARCH_PREFIX="") == []
