"""System checks on the channels of notices."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from workflows.notices.delivery import load_channel


@register("notices")
def check_channels(**kwargs: Any) -> list[CheckMessage]:
    """Every channel that the settings name exists, and can send."""
    return [
        Error(
            f"{name} is no channel of notices: {problem}",
            hint="Name a class with a method send(notice), made without arguments.",
            id="workflows.E020",
        )
        for name in settings.BATONG_NOTICE_CHANNELS
        if (problem := _problem(name))
    ]


def _problem(name: str) -> str:
    try:
        channel = load_channel(name)
    except Exception as error:  # a foreign class: whatever its import or making raises is told
        return f"{type(error).__name__}: {error}"
    return "" if callable(getattr(channel, "send", None)) else "it has no method send"
