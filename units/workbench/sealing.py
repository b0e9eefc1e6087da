"""What was looked at before it is carried out: it travels with the preview, signed."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from units.models import User

# Seconds in which a preview can be taken over
PREVIEW_AGE = 3600


class SealedForm(forms.Form):
    """Takes over what was looked at, signed for the person who saw it; a subclass has its salt."""

    salt: ClassVar[str]

    rows = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    @classmethod
    def sealed(cls, rows: Any, user: User) -> str:
        """Return what JSON can hold in the form in which it travels with the preview."""
        return signing.dumps({"person": user.pk, "rows": rows}, salt=cls.salt, compress=True)

    def clean_rows(self) -> Any:
        """Return what was sealed; refuse what was changed on the way, or lies too far back."""
        sent = self.cleaned_data["rows"]
        try:
            kept = signing.loads(sent, salt=self.salt, max_age=PREVIEW_AGE)
        except signing.BadSignature as error:
            message = _("This preview can no longer be taken over; choose the file again.")
            raise ValidationError(message) from error
        if kept["person"] != self.user.pk:
            raise ValidationError(_("This preview was shown to somebody else."))
        return kept["rows"]
