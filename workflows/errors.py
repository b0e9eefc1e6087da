"""What the gate says when it refuses; every message is fit for the person who is refused."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError


class GateRefusal(PermissionDenied):
    """Something would reach the public, or change there, without leave (I7)."""


class MovedOn(GateRefusal):
    """What the person acts on is not as he saw it: decided, withdrawn, or with another text."""


class Vacancy(GateRefusal):
    """A stage that nobody may decide; the message names the post that must be filled."""


class Incomplete(ValidationError):
    """Something that the person has to add first; ``message_dict`` names the fields."""
