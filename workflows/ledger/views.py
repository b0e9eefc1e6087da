"""Certificates in the admin: the whole sheet, for those who may read what was decided."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from units.models import User
from workflows.check import shown
from workflows.ledger.examination import find_by_code
from workflows.ledger.permissions import user_can_read_certificate, user_can_read_ledger
from workflows.ledger.sheet import sheet_context
from workflows.models import Certificate


class CertificateView(WagtailAdminTemplateMixin, TemplateView):
    """One certificate with the three opinions, to be read and printed on one sheet."""

    template_name = "workflows/ledger/certificate_whole.html"
    page_title = gettext_lazy("Approval sheet")
    header_icon = "success"
    certificate: Certificate

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the certificate by its key, or by the code that the public page knows it by.

        Raises ``Http404`` for an unknown one and ``PermissionDenied`` for those who may not read
        it.
        """
        super().setup(request, *args, **kwargs)
        rows = Certificate.objects.select_related("unit", "submission__submitted_by", "issued_by")
        code = kwargs.get("code")
        pk = _key_of(code) if code else kwargs["pk"]
        self.certificate = get_object_or_404(rows, pk=pk)
        if not user_can_read_certificate(cast(User, request.user), self.certificate):
            raise PermissionDenied(
                _("This certificate is read by its unit, its authors and the offices.")
            )

    def get_page_subtitle(self) -> str:
        return self.certificate.page_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here, over the ledger for those who may read it."""
        here = {
            "url": "",
            "label": self.get_page_title(),
            "sublabel": self.get_page_subtitle(),
        }
        above = []
        if user_can_read_ledger(cast(User, self.request.user)):
            above = [{"url": reverse("ledger_entries"), "label": _("Approval ledger")}]
        return [*self.breadcrumbs_items, *above, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        submission = self.certificate.submission
        findings = shown(submission.findings) if submission else []
        return {
            **super().get_context_data(**kwargs),
            **sheet_context(self.certificate),
            "submission": submission,
            "findings": [finding for finding in findings if finding.is_high],
        }


def _key_of(code: str) -> int | None:
    found = find_by_code(code)
    return found.pk if found else None
