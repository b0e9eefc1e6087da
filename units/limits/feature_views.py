"""The IT office's screens of features: a list, and where each is on (S145, S185)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, When
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from units import features
from units.enums import FeatureScope
from units.limits.forms import ScopeForm, SearchForm
from units.limits.listing import page_of_units, units_named
from units.limits.views import ChangeView, LimitsView
from units.models import FeatureSwitch, Unit


class FeatureListView(LimitsView, TemplateView):
    """All features that apps have registered, with where they are on."""

    template_name = "units/limits/features.html"
    page_title = gettext_lazy("Features")
    header_icon = "tick"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [(found, features.switch_of(found.key)) for found in features.registered_features()]
        return {**super().get_context_data(**kwargs), "rows": rows}


class FeatureView(ChangeView):
    """Where one feature is on; the units of the page shown are ticked, the others stay."""

    template_name = "units/limits/feature.html"
    form_class = ScopeForm
    page_title = gettext_lazy("Feature")
    header_icon = "tick"
    parent_url_name = "units_limits:features"
    parent_title = FeatureListView.page_title

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        try:
            self.feature = features.feature(kwargs["key"])
        except features.UnknownFeature as error:
            raise Http404(str(error)) from error
        found = FeatureSwitch.objects.filter(key=self.feature.key).first()
        self.instance = found or FeatureSwitch(key=self.feature.key)

    @cached_property
    def switch(self) -> features.Switch:
        """Where the feature is on now."""
        return features.switch_of(self.feature.key)

    def get_page_subtitle(self) -> str:
        return str(self.feature.label)

    def get_initial(self) -> dict[str, Any]:
        return {"scope": self.switch.scope}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET, only_label=_("Only the named units"))
        words, only = ("", False)
        if form.is_valid():
            words, only = form.cleaned_data["q"], form.cleaned_data["only"]
        units = units_named(words)
        if only:
            units = units.filter(pk__in=self.switch.units)
        return {
            **super().get_context_data(**kwargs),
            "feature": self.feature,
            "switch": self.switch,
            "search_form_below": form,
            "shown": page_of_units(self.request, _named_first(units, self.switch.units)),
            "ticked": self._ticked(),
        }

    def _ticked(self) -> frozenset[int]:
        """Return the ids of units to tick: as they were sent, or as they stand."""
        if self.request.method == "POST":
            return self.switch.units - self._sent("shown") | self._sent("units")
        return self.switch.units

    def _sent(self, name: str) -> frozenset[int]:
        texts = self.request.POST.getlist(name)
        return frozenset(int(text) for text in texts if text.isascii() and text.isdecimal())

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Switch the feature; what is refused is said at the choice."""
        scope = FeatureScope(form.cleaned_data["scope"])
        try:
            features.switch_feature(self.feature.key, scope, _units(self._ticked()), user=self.user)
        except ValidationError as error:
            form.add_error("scope", error)
            return self.form_invalid(form)
        return self.saved()


def _units(ids: Iterable[int]) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=ids)


def _named_first(units: Any, named: frozenset[int]) -> Any:
    """Let the units that are named come first, so that nobody has to look for them."""
    if not named:
        return units
    return units.order_by(Case(When(pk__in=named, then=0), default=1), "name", "pk")
