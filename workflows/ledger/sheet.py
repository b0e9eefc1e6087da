"""What a certificate's sheet shows: its address, and that as a square code for phones."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from units.addresses import address_book
from units.entries import origin
from workflows.ledger.examination import Examination
from workflows.models import Certificate

_MODULE_PIXELS = 4
_QUIET_MODULES = 2


def public_address(certificate: Certificate) -> str:
    """Return the address at which anybody may verify the certificate, on the portal's host."""
    with translation.override(settings.LANGUAGE_CODE):
        path = reverse("certificate", args=(certificate.code,))
    return origin(address_book().portal.base_host) + path


def square_code(address: str) -> str:
    """Return an address as a QR code: an SVG, as the address of a picture."""
    code = segno.make(address, error="m", micro=False)
    return str(code.svg_data_uri(scale=_MODULE_PIXELS, border=_QUIET_MODULES))


def sheet_context(certificate: Certificate) -> dict[str, Any]:
    """Return what the templates of a sheet need."""
    address = public_address(certificate) if certificate.code else ""
    return {
        "certificate": certificate,
        "examination": Examination(certificate),
        "address": address,
        "square_code": square_code(address) if address else "",
    }
