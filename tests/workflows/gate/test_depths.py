"""The register of depths: what is there can be taken away, and something comes through then."""

import pytest

from tests.factories import stored
from workflows.gate import depths
from workflows.gate.certificates import FIXTURE_KEY, ensure_fixture_certificate
from workflows.gate.depths import Depth, register, registered
from workflows.gate.marker import named


def by_name(name):
    return next(depth for depth in registered() if depth.name == name)


def take_away(monkeypatch, name):
    depth = by_name(name)
    monkeypatch.setattr(depth.owner, depth.attribute, depth.stock)


def test_every_depth_is_there_to_be_taken_away():
    for depth in registered():
        assert getattr(depth.owner, depth.attribute) is not depth.stock


def test_a_name_is_taken_once():
    with pytest.raises(ValueError, match="guard of saves"):
        register(Depth("guard of saves", depths, "register", None))


def test_what_is_not_there_is_not_registered():
    with pytest.raises(AttributeError):
        register(Depth("nothing", depths, "no_such_thing", None))


@pytest.mark.django_db
@pytest.mark.real_gate
def test_without_the_guard_the_database_is_the_last_that_refuses(draft, monkeypatch):
    take_away(monkeypatch, "guard of saves")
    ensure_fixture_certificate()
    draft.live = True
    with named(FIXTURE_KEY):
        draft.save()
    assert stored(draft).live
