"""The forms of plans: a version with its steps, and what is said and decided about one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from console.models import Campaign, Plan, PlanStep, PlanVersion
from console.plans.drafts import PlanDraft, StepDraft
from console.plans.enums import PlanKind, Progress
from console.plans.standing import StepStanding, steps_of_version
from units.models import Membership, Unit, User

MAX_STEPS = 30
EMPTY_ROWS = 3


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg] # not subscriptable
    """A person of the unit, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name())


class PlanForm(forms.Form):
    """What a version says beside its steps."""

    title = forms.CharField(label=_("Title"), max_length=120)
    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=Campaign.objects.none(),
        required=False,
        empty_label=_("For no campaign"),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=PlanKind, widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=_("What the site is to do"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    owner = PersonField(label=_("In charge"), queryset=User.objects.none())
    changes = forms.CharField(
        label=_("What is different from the version before"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, unit: Unit, campaigns: Sequence[Campaign] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        owner = cast(PersonField, self.fields["owner"])
        owner.queryset = people_in(unit)
        if campaigns is None:
            del self.fields["campaign"]
        else:
            del self.fields["changes"]
            field = cast("forms.ModelChoiceField[Campaign]", self.fields["campaign"])
            pks = [campaign.pk for campaign in campaigns]
            field.queryset = Campaign.objects.filter(pk__in=pks)

    def draft(self, steps: Sequence[StepDraft]) -> PlanDraft:
        """Return what was typed as a version."""
        said = self.cleaned_data
        return PlanDraft(
            title=said["title"],
            kind=PlanKind(said["kind"]),
            purpose=said["purpose"],
            owner=said["owner"],
            steps=tuple(steps),
            changes=said.get("changes", ""),
        )


class StepForm(forms.Form):
    """One step of a version."""

    title = forms.CharField(label=_("Step"), max_length=120)
    starts_on = forms.DateField(label=_("Begins on"), widget=AdminDateInput)
    ends_on = forms.DateField(label=_("Ends on"), widget=AdminDateInput)
    owner = PersonField(label=_("In charge"), queryset=User.objects.none())
    state = forms.ChoiceField(label=_("State"), choices=Progress, initial=Progress.WAITING)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = cast(PersonField, self.fields["owner"])
        owner.queryset = User.objects.filter(pk__in=[person.pk for person in people])
        owner.choices = [("", "—"), *((person.pk, person.get_full_name()) for person in people)]
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label

    def draft(self) -> StepDraft:
        """Return what was typed as a step."""
        said = self.cleaned_data
        return StepDraft(
            title=said["title"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            owner=said["owner"],
            state=Progress(said["state"]),
        )


class BaseStepFormSet(BaseFormSet[StepForm]):
    """The steps. Any row may be left empty, or emptied: it counts for nothing then."""

    def initial_form_count(self) -> int:
        """Hold no row for one that must stay."""
        return 0

    def total_form_count(self) -> int:
        """Show what is known, and some empty rows."""
        if self.is_bound:
            return super().total_form_count()
        return min(len(self.initial or ()) + EMPTY_ROWS, MAX_STEPS)

    def drafts(self) -> list[StepDraft]:
        """Return the rows that were filled in, in their order."""
        return [form.draft() for form in self.forms if form.has_changed()]


def step_formset(
    unit: Unit, data: Any = None, *, initial: Sequence[dict[str, Any]] | None = None
) -> BaseStepFormSet:
    """Return the rows of steps: those sent, or else those known and some empty ones."""
    made = forms.formset_factory(
        StepForm, formset=BaseStepFormSet, max_num=MAX_STEPS, validate_max=True
    )
    formset = made(
        data, initial=initial, prefix="steps", form_kwargs={"people": list(people_in(unit))}
    )
    return cast(BaseStepFormSet, formset)


def rows_as_sent(data: Any) -> list[dict[str, Any]]:
    """Return the rows that were sent, as they were typed and not looked at yet."""
    count = data.get("steps-TOTAL_FORMS", "")
    rows = range(min(int(count), MAX_STEPS) if count.isdigit() else 0)
    return [
        {name: data.get(f"steps-{row}-{name}", "") for name in StepForm.base_fields} for row in rows
    ]


def steps_as_typed(steps: Sequence[StepStanding]) -> list[dict[str, Any]]:
    """Return the steps of a version as a form shows them, with the state that they have now."""
    return [
        {
            "title": one.step.title,
            "starts_on": one.step.starts_on,
            "ends_on": one.step.ends_on,
            "owner": one.step.owner_id,
            "state": one.state,
        }
        for one in steps
    ]


def people_in(unit: Unit) -> Any:
    """Return who works in a unit, by name."""
    held = Membership.objects.active().for_unit(unit)
    return User.objects.filter(pk__in=held.values("person")).order_by("full_name", "pk")


class NumberedForm(forms.Form):
    """A decision about one version: the one that the person had before him."""

    plan_number = 0
    number = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].initial = self.plan_number


class ApproveForm(NumberedForm):
    """An approval, with a word where one is needed."""

    reason = forms.CharField(
        label=_("Remark"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReturnForm(NumberedForm):
    """What is missing, and until when it is handed in again."""

    reason = forms.CharField(
        label=_("What is missing"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    again_by = forms.DateField(
        label=_("To be handed in again by"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Needed once the campaign takes no plans any more."),
    )


class CommentForm(forms.Form):
    """What somebody says about the version under discussion."""

    text = forms.CharField(
        label=_("Comment"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ProgressForm(forms.Form):
    """How far the plan, or one step of it, has come."""

    version: PlanVersion | None = None

    step = forms.ModelChoiceField(
        label=_("Step"),
        queryset=PlanStep.objects.none(),
        required=False,
        empty_label=_("The whole plan"),
    )
    state = forms.ChoiceField(label=_("State"), choices=Progress)
    blockers = forms.CharField(
        label=_("What stands in the way"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[PlanStep]", self.fields["step"])
        field.queryset = PlanStep.objects.filter(version=self.version).order_by("number")


def for_version(form_class: type[NumberedForm], plan: Plan) -> type[NumberedForm]:
    """Return the form about the latest version of a plan."""
    return type(form_class.__name__, (form_class,), {"plan_number": plan.number})


def progress_form(version: PlanVersion) -> type[ProgressForm]:
    """Return the form about the steps of an approved version."""
    return type("ProgressForm", (ProgressForm,), {"version": version})


def revision_as_typed(version: PlanVersion) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return a version and its steps as the form of the next one shows them."""
    said = {
        "title": version.title,
        "kind": version.kind,
        "purpose": version.purpose,
        "owner": version.owner_id,
    }
    return said, steps_as_typed(steps_of_version(version))
