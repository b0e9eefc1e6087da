"""Which models need two persons: upper apps register theirs, and their writing is guarded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_delete, pre_save
from django.forms import ModelForm
from django.utils.functional import Promise

from units.models import User
from workflows.changes.guard import guard_delete, guard_save
from workflows.enums import ChangeKind

MayDo = Callable[[User], bool]
# Says of an object whether anything still needs it
IsNeeded = Callable[[Any], bool]


def never_needed(instance: Model) -> bool:
    """Say of any object that nothing needs it but what the database protects."""
    return False


@dataclass(frozen=True)
class Registration:
    """What is known of a model that needs two persons.

    ``fields`` are those that a change is about; without any, the model is written by actions of
    its own and stands here so that nobody asks who answers for it. ``form`` is the model's own
    form, ``kinds`` what may be done to an object, ``is_needed`` says which cannot be removed,
    ``log_action`` is the name in its history.
    """

    model: type[Model]
    fields: tuple[str, ...]
    label: str | Promise
    may_propose: MayDo
    may_decide: MayDo
    form: type[ModelForm[Any]] | None = None
    kinds: tuple[ChangeKind, ...] = tuple(ChangeKind)
    is_needed: IsNeeded = never_needed
    log_action: str = ""

    @property
    def name(self) -> str:
        """The name under which changes keep the model, as in ``home.link``."""
        return str(self.model._meta.label_lower)

    @property
    def is_read_only(self) -> bool:
        """Say whether no change can be proposed, as actions of its own write the model."""
        return not self.fields


_registrations: dict[str, Registration] = {}


def register(
    model: type[Model],
    fields: Sequence[str],
    *,
    may_propose: MayDo,
    may_decide: MayDo,
    label: str | Promise,
    form: type[ModelForm[Any]] | None = None,
    kinds: Iterable[ChangeKind] = tuple(ChangeKind),
    is_needed: IsNeeded = never_needed,
    log_action: str = "",
) -> Registration:
    """Put a model under two persons: nobody writes these fields but by a decided change.

    Called from ``AppConfig.ready``, once for each model.
    """
    registration = Registration(
        model=model,
        fields=tuple(fields),
        label=label,
        may_propose=may_propose,
        may_decide=may_decide,
        form=form,
        kinds=tuple(kinds),
        is_needed=is_needed,
        log_action=log_action,
    )
    _registrations[registration.name] = registration
    if not registration.is_read_only:
        identity = f"two persons: {registration.name}"
        pre_save.connect(
            guard_save(registration.fields), sender=model, weak=False, dispatch_uid=identity
        )
        pre_delete.connect(guard_delete, sender=model, dispatch_uid=identity)
    return registration


def registration_of(name: str) -> Registration | None:
    """Return what is registered under a name such as ``home.link``."""
    return _registrations.get(name)


def registration_for(model: type[Model]) -> Registration:
    """Return the registration of a model. Raises ``LookupError`` for one that has none."""
    return _registrations[str(model._meta.label_lower)]


def registrations() -> list[Registration]:
    """Return all registrations, in the order of their names."""
    return sorted(_registrations.values(), key=lambda registration: registration.name)


def open_to(user: User) -> list[Registration]:
    """Return what the person may propose changes of."""
    return [
        registration
        for registration in registrations()
        if not registration.is_read_only and registration.may_propose(user)
    ]
