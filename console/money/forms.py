"""The forms of projects, caps and costs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from console.models import BudgetYear, CostLine, Project
from console.money.actions import FILED_FIELDS
from console.money.enums import ProjectState
from console.permissions import units_filed_for
from units.models import Unit, User
from units.permissions import user_can_manage_units

LINES = {"rows": 3}


class ProjectForm(forms.ModelForm[Project]):
    """What is filed about a project."""

    class Meta:
        model = Project
        fields = FILED_FIELDS
        widgets = {"purpose": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields["year"].initial = timezone.localdate().year


class NewProjectForm(ProjectForm):
    """The same, with the unit it is filed for: one of the person's own, or all sites."""

    field_order = ("unit", *FILED_FIELDS)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_office = user_can_manage_units(user)
        self.fields["unit"] = forms.ModelChoiceField(
            label=_("Unit"),
            queryset=units_filed_for(user),
            required=not is_office,
            empty_label=_("All sites together") if is_office else None,
        )
        self.order_fields(self.field_order)


class AmountForm(forms.Form):
    """An amount with a reason."""

    amount = forms.DecimalField(
        label=_("Amount (yuan)"), max_digits=14, decimal_places=2, min_value=0
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs=LINES))


class OpinionAmountForm(AmountForm):
    """An amount that may be approved without further words."""

    reason = forms.CharField(
        label=_("Opinion"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs=LINES),
    )


class CompletionForm(forms.Form):
    """When a project was done and paid."""

    on = forms.DateField(label=_("Completed on"), widget=AdminDateInput)
    reason = forms.CharField(
        label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs=LINES)
    )


class CapForm(forms.Form):
    """The cap of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    cap = forms.DecimalField(label=_("Cap (yuan)"), max_digits=14, decimal_places=2, min_value=0)
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs=LINES))

    def clean_year(self) -> int:
        """Return the year, if its model takes it."""
        year: int = self.cleaned_data["year"]
        BudgetYear._meta.get_field("year").run_validators(year)
        return year


class CostForm(forms.ModelForm[CostLine]):
    """What was spent."""

    class Meta:
        model = CostLine
        fields = ("unit", "project", "on", "amount", "note")
        widgets = {"on": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        project: Any = self.fields["project"]
        unit.queryset, unit.empty_label = (
            Unit.objects.real().order_by("name"),
            _("All sites together"),
        )
        project.queryset = Project.objects.filter(state=ProjectState.APPROVED)
        project.empty_label = _("No project")
        self.fields["on"].initial = timezone.localdate()


class CorrectionForm(forms.Form):
    """What a line should have said."""

    right = forms.DecimalField(
        label=_("Right amount (yuan)"), max_digits=14, decimal_places=2, min_value=0
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs=LINES))
