"""The frame of a screen of the console, and of one that acts on something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Model
from django.forms import Form, Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from console.steps import steps_of
from units.models import User


class Screen(WagtailAdminTemplateMixin, TemplateView):
    """A screen of the console; a subclass refuses in ``require`` who may not open it.

    ``above`` names the screens between the start and this one: a label and the name of an address
    without arguments each.
    """

    header_icon = "clipboard-list"
    page_title: Any = ""
    above: Sequence[tuple[str | Promise, str]] = ()

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.require()

    def require(self) -> None:
        """Raise ``PermissionDenied`` for whoever may not open the screen, ``Http404`` for what
        he is not to know of."""
        raise NotImplementedError

    @property
    def user(self) -> User:
        """Who asks; the admin lets in nobody who has not signed in."""
        return cast(User, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way from the start to here."""
        way = [{"url": reverse(name), "label": label} for label, name in self.above]
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *way, here]


Deed = Callable[[dict[str, Any]], str]


class DeedScreen(Screen):
    """A screen about one stored object with buttons, each of which is one action.

    ``deeds`` returns what the person may do now: by the button's value a form class and a function
    that takes the cleaned data, calls the action and returns what to tell. What an action refuses
    with ``ValidationError`` is shown in its form, with everything that was typed.
    """

    template_name = "console/office/deeds.html"

    def deeds(self) -> dict[str, tuple[str | Promise, type[Form], Deed]]:
        """Return by button: its label, its form class, and what carries it out."""
        return {}

    def subject(self) -> Model:
        """Return the stored object whose steps are shown."""
        raise NotImplementedError

    def back(self) -> str:
        """Return the address to go to after a deed: this screen."""
        return self.request.get_full_path()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what the button says."""
        deed = request.POST.get("deed", "")
        known = self.deeds().get(deed)
        if known is None:
            raise BadRequest("This cannot be done now.")
        _label, form_class, carry_out = known
        form = form_class(request.POST, request.FILES, prefix=deed)
        if form.is_valid():
            try:
                told = carry_out(form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                messages.success(request, told)
                return redirect(self.back())
        return self.render_to_response(self.get_context_data(**{"faulty": (deed, form)}))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the forms, one for each deed, and the steps."""
        faulty_deed, faulty_form = kwargs.pop("faulty", ("", None))
        forms = [
            (deed, label, faulty_form if deed == faulty_deed else form_class(prefix=deed))
            for deed, (label, form_class, _carry_out) in self.deeds().items()
        ]
        return {
            **super().get_context_data(**kwargs),
            "forms": forms,
            "media": sum((form.media for _deed, _label, form in forms), Media()),
            "steps": steps_of(self.subject()),
        }
