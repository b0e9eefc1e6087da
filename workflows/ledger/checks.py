"""System checks on what signs decisions and certificates."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from workflows.ledger.ed25519 import Ed25519Provider, public_keys
from workflows.ledger.signing import all_providers


@register("workflows")
def check_signing(**kwargs: Any) -> list[CheckMessage]:
    """Every provider that is named can be loaded, and its keys can be used."""
    try:
        providers = all_providers()
        if any(isinstance(provider, Ed25519Provider) for provider in providers):
            list(public_keys())
    except (ImproperlyConfigured, ImportError) as error:
        return [
            Error(
                f"Nothing can be signed: {error}",
                hint="`openssl rand -base64 32` makes a BATONG_SIGNING_KEY.",
                id="workflows.E040",
            )
        ]
    names = [provider.name for provider in providers]
    if len(set(names)) < len(names):
        return [
            Error(
                f"Two providers of signatures have the same name: {', '.join(names)}",
                hint="A name is written into every signature and names one provider for good.",
                id="workflows.E041",
            )
        ]
    return []
