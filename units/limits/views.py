"""The IT office's screens; an inspector reads them, and everybody else is refused."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import registry as log_registry

from units.enums import Level
from units.limits import actions
from units.limits.forms import LevelForm, QuotasForm, SearchForm
from units.limits.listing import nearly_full, page_of_units, units_named
from units.limits.permissions import require_seer
from units.models import LevelSettings, Unit, User
from units.permissions import require_manager, user_can_manage_units
from units.quotas import QuotaNumbers, measures, quota_of, usages_by_unit, usages_of

HISTORY_LENGTH = 10


class LimitsView(WagtailAdminTemplateMixin):
    """What all the screens have in common: who may see them, and where they stand."""

    request: HttpRequest
    header_icon = "cog"
    parent_url_name = ""
    parent_title: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Refuse everybody who may not look, and to change all but the IT office."""
        super().setup(request, *args, **kwargs)
        require_seer(self.user)
        if request.method == "POST":
            require_manager(self.user)

    @property
    def user(self) -> User:
        """Who asks; the admin lets in nobody who has not signed in."""
        return cast(User, self.request.user)

    @property
    def can_change(self) -> bool:
        """Say whether the person may change what is shown."""
        return user_can_manage_units(self.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = []
        if self.parent_url_name:
            above = [{"url": reverse(self.parent_url_name), "label": self.parent_title}]
        here = {"url": "", "label": self.get_page_subtitle() or self.get_page_title()}
        return [*self.breadcrumbs_items, *above, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "can_change": self.can_change}


class QuotaListView(LimitsView, TemplateView):
    """All units with what they use, a page at a time."""

    template_name = "units/limits/quotas.html"
    page_title = gettext_lazy("Quotas")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = SearchForm(self.request.GET, only_label=_("Only above four fifths of a quota"))
        words, only = ("", False)
        if form.is_valid():
            words, only = form.cleaned_data["q"], form.cleaned_data["only"]
        units = units_named(words)
        shown = page_of_units(self.request, nearly_full(units) if only else units)
        usages = usages_by_unit(list(shown))
        rows = [(unit, usages[unit.pk].values()) for unit in shown]
        return {
            **super().get_context_data(**kwargs),
            "search_form_below": form,
            "shown": shown,
            "rows": rows,
            "measures": measures(),
        }


class LevelListView(LimitsView, TemplateView):
    """The three levels with what holds for their units."""

    template_name = "units/limits/levels.html"
    page_title = gettext_lazy("Settings of levels")
    parent_url_name = "units_limits:quotas"
    parent_title = QuotaListView.page_title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = {row.level: row for row in LevelSettings.objects.all()}
        return {
            **super().get_context_data(**kwargs),
            "rows": [(level, rows.get(level, LevelSettings(level=level))) for level in Level],
            "city": QuotaNumbers(),
        }


class ChangeView(LimitsView, FormView[Any]):
    """A form over one object, with its last changes; without the right to change it is read."""

    template_name = "units/limits/form.html"
    instance: Any

    def get_form(self, form_class: Any = None) -> BaseForm:
        """Return the form; who may only look gets its fields disabled."""
        form: BaseForm = super().get_form(form_class)
        for field in form.fields.values():
            field.disabled = not self.can_change
        return form

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "submit_button_label": _("Save"),
            "history": self.history(),
        }

    def history(self) -> list[Any]:
        """Return the last changes of the object."""
        if self.instance.pk is None:
            return []
        entries = log_registry.get_logs_for_instance(self.instance).select_related("user")
        return list(entries.order_by("-timestamp", "-pk")[:HISTORY_LENGTH])

    def saved(self) -> HttpResponse:
        """Say that it is done, and show the form again."""
        messages.success(self.request, _("Saved."))
        return redirect(self.request.get_full_path())


class QuotaView(ChangeView):
    """What one unit may use, and uses."""

    form_class = QuotasForm
    page_title = gettext_lazy("Quotas")
    parent_url_name = "units_limits:quotas"
    parent_title = QuotaListView.page_title

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.instance = get_object_or_404(Unit, code=kwargs["code"])

    def get_page_subtitle(self) -> str:
        return self.instance.name

    def get_form_kwargs(self) -> dict[str, Any]:
        level_only = Unit(level=self.instance.level)
        inherited = quota_of(level_only)._asdict()
        return {**super().get_form_kwargs(), "instance": self.instance, "inherited": inherited}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        unit = Unit.objects.get(pk=self.instance.pk)
        return {**super().get_context_data(**kwargs), "usages": usages_of(unit)}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        actions.change_quotas(self.instance, user=self.user, **form.cleaned_data)
        return self.saved()


class LevelView(ChangeView):
    """What holds for the units of one level; an app above says how it is changed (S148, S200)."""

    http_method_names = ["get", "head", "options"]
    form_class = LevelForm
    page_title = gettext_lazy("Settings of a level")
    parent_url_name = "units_limits:levels"
    parent_title = LevelListView.page_title

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.level = Level(kwargs["level"])
        found = LevelSettings.objects.filter(level=self.level).first()
        self.instance = found or LevelSettings(level=self.level)

    def get_page_subtitle(self) -> str:
        return str(self.level.label)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "instance": self.instance}
