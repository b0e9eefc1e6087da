"""Verifying a certificate, for everybody: the same answer whoever asks, and never a stored one."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from workflows.ledger.examination import Standing, find_by_code
from workflows.ledger.sheet import sheet_context

# A revocation must be seen at once
fresh = cache_control(private=True, no_store=True)

_LONGEST_TYPED = 60


class CodeForm(forms.Form):
    """The check code as somebody types it."""

    code = forms.CharField(label=_("Check code"), max_length=_LONGEST_TYPED, strip=True)


@require_safe
@fresh
def certificate_check(request: HttpRequest) -> HttpResponse:
    """Ask for a check code, and lead to the certificate that has it."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if not form.is_valid():
        return render(request, "workflows/ledger/check.html", {"form": form})
    certificate = find_by_code(form.cleaned_data["code"])
    if certificate is None:
        return _unknown(request, form.cleaned_data["code"])
    return redirect("certificate", code=certificate.code)


@require_safe
@fresh
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a certificate is worth: title, unit, digest and stages, but no person's words.

    Of one that is revoked or altered nothing is told but that: its title may be what had to go.
    """
    found = find_by_code(code)
    if found is None:
        return _unknown(request, code)
    if found.code != code:
        return redirect("certificate", code=found.code)
    context = sheet_context(found)
    is_valid = context["examination"].standing == Standing.VALID
    return render(request, "workflows/ledger/certificate.html", {**context, "is_valid": is_valid})


def _unknown(request: HttpRequest, written: str) -> HttpResponse:
    form = CodeForm({"code": written[:_LONGEST_TYPED]})
    context = {"form": form, "is_unknown": True}
    return render(request, "workflows/ledger/check.html", context, status=404)
