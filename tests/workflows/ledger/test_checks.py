"""System checks on signing."""

from workflows.ledger.checks import check_signing

ED25519 = "workflows.ledger.ed25519.Ed25519Provider"


def ids():
    return [message.id for message in check_signing()]


def test_the_tests_own_settings_are_sound():
    assert ids() == []


def test_an_unusable_key_is_an_error(settings):
    settings.BATONG_SIGNING_KEY = "short"
    assert ids() == ["workflows.E040"]


def test_an_unusable_retired_key_is_an_error(settings):
    settings.BATONG_SIGNING_KEYS_RETIRED = ["short"]
    assert ids() == ["workflows.E040"]


def test_a_provider_that_is_not_there_is_an_error(settings):
    settings.BATONG_SIGNATURE_PROVIDER = "nowhere.Provider"
    assert ids() == ["workflows.E040"]


def test_two_providers_of_one_name_are_an_error(settings):
    settings.BATONG_SIGNATURE_PROVIDERS_RETIRED = [ED25519]
    assert ids() == ["workflows.E041"]
