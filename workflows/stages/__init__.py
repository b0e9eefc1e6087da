"""The three approvals: who may act, what each action does, and the tasks that Wagtail sees."""

from workflows.stages.status_guard import acting

__all__ = ["acting"]
