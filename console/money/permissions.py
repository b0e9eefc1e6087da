"""Who files projects, who reviews and decides, and who reads about money (S003, S182)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from console.enums import StepKind
from console.models import Project
from console.money.enums import ProjectState
from console.permissions import units_filed_for, user_can_file
from console.steps import steps_of
from units.models import Unit, User
from units.permissions import user_can_lead, user_can_manage_units, user_sees_everybody


def user_can_file_project(user: User, unit: Unit | None) -> bool:
    """Say whether the person may file a project: a unit's own people for it, the IT office for all
    sites."""
    return user_can_manage_units(user) if unit is None else user_can_file(user, unit)


def user_files_projects(user: User) -> bool:
    """Say whether there is anything for which the person may file a project."""
    return user_can_manage_units(user) or units_filed_for(user).exists()


def projects_read_by(user: User) -> QuerySet[Project]:
    """Return the projects about which the person may read: those of the units he files for."""
    if user_sees_everybody(user):
        return Project.objects.all()
    return Project.objects.filter(unit__in=units_filed_for(user).values("pk"))


def user_can_amend(user: User, project: Project) -> bool:
    """Say whether the person may file a returned project anew, or withdraw it."""
    return user_can_file_project(user, project.unit)


def has_filed(user: User, project: Project) -> bool:
    """Say whether the person filed the project, now or before it was returned."""
    filed = steps_of(project).filter(kind=StepKind.FILED, person=user)
    return user.pk == project.filed_by_id or filed.exists()


def user_can_review(user: User, project: Project) -> bool:
    """Say whether the person may review a project: the IT office, never one's own."""
    return user_can_manage_units(user) and not has_filed(user, project)


def user_can_exempt(user: User, project: Project) -> bool:
    """Say whether the person may decide above the cap: the leading group, never twice the same."""
    is_another = user.pk != project.reviewed_by_id and not has_filed(user, project)
    return user_can_lead(user) and is_another


def user_can_refuse(user: User, project: Project) -> bool:
    """Say whether the person may refuse the project as it stands."""
    if project.state == ProjectState.FORWARDED:
        return user_can_exempt(user, project)
    return project.state == ProjectState.FILED and user_can_review(user, project)


def require_project_filer(user: User, unit: Unit | None) -> None:
    """Raise ``PermissionDenied`` unless the person may file a project for the unit or all sites."""
    if not user_can_file_project(user, unit):
        raise PermissionDenied(
            _("A project is filed by the unit's own people, one for all sites by the IT office.")
        )


def require_reviewer(user: User, project: Project) -> None:
    """Raise ``PermissionDenied`` unless the person may review the project."""
    if not user_can_review(user, project):
        raise PermissionDenied(
            _("Only the IT office reviews projects, and nobody reviews an own one.")
        )


def require_exempter(user: User, project: Project) -> None:
    """Raise ``PermissionDenied`` unless the person may decide about the project above the cap."""
    if not user_can_exempt(user, project):
        raise PermissionDenied(
            _("Above the cap only the leading group decides, and nobody who filed or reviewed it.")
        )


def require_money_reader(user: User) -> None:
    """Raise ``PermissionDenied`` for who reads about no project at all."""
    if not user_sees_everybody(user) and not user_files_projects(user):
        raise PermissionDenied(
            _("Projects are read by who files them, the IT office and those who supervise.")
        )
