"""How the tasks of the three stages behave towards Wagtail.

They offer nothing and refuse everything that does not come from the gate's own actions: who
decides opens the approval inbox, and who edits waits.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from wagtail.models import TaskState

from workflows.enums import Stage
from workflows.stages import status_guard
from workflows.stages.locks import ReviewLock


class StageTask:
    """One stage of the gate; mixed into its task before Wagtail's ``Task``."""

    stage: ClassVar[Stage]
    lock_class = ReviewLock
    # Nothing is configured: people follow from memberships
    admin_form_fields: ClassVar[list[str]] = []
    admin_form_readonly_on_edit_fields: ClassVar[list[str]] = []

    @property
    def stage_label(self) -> str:
        """The stage in the language of the reader; the name in the database has only one."""
        return str(self.stage.label)

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Return the routed state of a new stage.

        Raises :class:`workflows.errors.GateRefusal` unless an action of the gate starts it.
        """
        return status_guard.begin(self, workflow_state, user)

    @transaction.atomic
    def on_action(
        self,
        task_state: Any,
        user: Any,
        action_name: str,
        decision: object = None,
        **ignored: Any,
    ) -> None:
        """Carry out the decision that the gate has just checked and recorded, and no other.

        What else a request sends is ignored. Opinions stay in the decision: everybody who reads
        a page's history would read them in Wagtail's log.
        """
        status_guard.require_decision(decision)
        if action_name == "approve":
            task_state.approve(user=user)
        else:
            task_state.reject(user=user)

    def deactivate(self, user: Any = None) -> None:
        """Refuse: the three stages are fixed (S080)."""
        raise status_guard.refusal()

    def get_actions(self, page: Any, user: Any) -> list[Any]:
        """Offer nothing in Wagtail's editor and reports; decisions are taken in the inbox."""
        return []

    def user_can_access_editor(self, page: Any, user: Any) -> bool:
        """Open the editor to no reviewer: he reads in the inbox."""
        return False

    def locked_for_user(self, page: Any, user: Any) -> bool:
        """Lock the page for everybody."""
        return True

    def user_can_lock(self, page: Any, user: Any) -> bool:
        return False

    def user_can_unlock(self, page: Any, user: Any) -> bool:
        return False

    def get_task_states_user_can_moderate(self, user: Any, **ignored: Any) -> Any:
        """Return the states of this stage that wait for the user, as Wagtail counts them."""
        routed = self.task_state_class.objects.open().decidable_by(user)  # type: ignore[attr-defined]
        return TaskState.objects.filter(task_id=self.pk, pk__in=routed.values("pk"))  # type: ignore[attr-defined]

    @classmethod
    def get_description(cls) -> str:
        """Return what the stage is."""
        return str(cls._meta.verbose_name)  # type: ignore[attr-defined]
