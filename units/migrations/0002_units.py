"""Units, their hosts and roots, and memberships."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0001_user"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LevelSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("vermilion", "Vermilion"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("teal", "Teal"),
                            ("blue", "Blue"),
                            ("indigo", "Indigo"),
                            ("plum", "Plum"),
                        ],
                        max_length=12,
                        verbose_name="accent colour",
                    ),
                ),
                (
                    "undertaking_organ",
                    models.CharField(blank=True, max_length=100, verbose_name="undertaking organ"),
                ),
                (
                    "office_hours",
                    models.CharField(blank=True, max_length=100, verbose_name="office hours"),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "City"),
                            ("district", "District or county"),
                            ("township", "Township"),
                        ],
                        max_length=12,
                        unique=True,
                        verbose_name="level",
                    ),
                ),
            ],
            options={
                "verbose_name": "settings of a level",
                "verbose_name_plural": "settings of levels",
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "accent",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("red", "Red"),
                            ("vermilion", "Vermilion"),
                            ("amber", "Amber"),
                            ("green", "Green"),
                            ("teal", "Teal"),
                            ("blue", "Blue"),
                            ("indigo", "Indigo"),
                            ("plum", "Plum"),
                        ],
                        max_length=12,
                        verbose_name="accent colour",
                    ),
                ),
                (
                    "undertaking_organ",
                    models.CharField(blank=True, max_length=100, verbose_name="undertaking organ"),
                ),
                (
                    "office_hours",
                    models.CharField(blank=True, max_length=100, verbose_name="office hours"),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=30,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9]+\\Z",
                                "A code is made of the letters a to z and digits only.",
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="official name")),
                ("short_name", models.CharField(max_length=40, verbose_name="short name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("party_organ", "Party organs"),
                            ("congress", "Congress and consultative conference"),
                            ("department", "Government departments"),
                            ("judicial", "Judicial organs"),
                            ("mass_organisation", "Mass organisations"),
                            ("institution", "Public institutions"),
                            ("vertical_agency", "Vertically managed agencies"),
                            ("district", "Districts and counties"),
                            ("township", "Townships and sub-districts"),
                            ("enterprise", "Public enterprises"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "system",
                    models.CharField(
                        choices=[
                            ("party", "Party and mass organisations"),
                            ("government", "Government"),
                        ],
                        max_length=12,
                        verbose_name="system",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("city", "City"),
                            ("district", "District or county"),
                            ("township", "Township"),
                        ],
                        default="city",
                        max_length=12,
                        verbose_name="level",
                    ),
                ),
                (
                    "funding",
                    models.CharField(
                        choices=[
                            ("public", "Paid by public finance"),
                            ("self", "Paid by the unit"),
                        ],
                        default="public",
                        max_length=8,
                        verbose_name="funding",
                    ),
                ),
                (
                    "annual_fee",
                    models.DecimalField(
                        decimal_places=2, default=0, max_digits=10, verbose_name="annual fee (yuan)"
                    ),
                ),
                (
                    "is_designated",
                    models.BooleanField(default=True, verbose_name="designated to be online"),
                ),
                (
                    "site_status",
                    models.CharField(
                        choices=[("existing", "Has a site"), ("planned", "Site planned")],
                        default="planned",
                        max_length=10,
                        verbose_name="site status in the roster",
                    ),
                ),
                (
                    "legacy_url",
                    models.URLField(blank=True, verbose_name="address of the former site"),
                ),
                (
                    "plan_deadline",
                    models.DateField(blank=True, null=True, verbose_name="plan deadline"),
                ),
                (
                    "presence",
                    models.CharField(
                        choices=[
                            ("directory", "Directory entry"),
                            ("channel", "Channel of the portal"),
                            ("site", "Site with its own host"),
                        ],
                        default="directory",
                        max_length=10,
                        verbose_name="presence",
                    ),
                ),
                (
                    "is_model",
                    models.BooleanField(default=False, verbose_name="model for other units"),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "duty",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what it does, in one sentence"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "host_organ",
                    models.CharField(blank=True, max_length=100, verbose_name="host organ"),
                ),
                (
                    "site_identification_code",
                    models.CharField(
                        blank=True, max_length=20, verbose_name="site identification code"
                    ),
                ),
                (
                    "icp_number",
                    models.CharField(blank=True, max_length=40, verbose_name="ICP number"),
                ),
                (
                    "public_security_number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="public security filing number"
                    ),
                ),
                (
                    "collection",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unit",
                        to="wagtailcore.collection",
                        verbose_name="collection of its files",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="units.unit",
                        verbose_name="superior unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("editor", "Editor"),
                            ("leader", "Leader"),
                            ("operator", "Operator"),
                            ("party_office", "Party office reviewer"),
                            ("government_office", "Government office reviewer"),
                            ("secrecy", "Secrecy reviewer"),
                            ("it_office", "IT office"),
                            ("leading_group", "Leading group"),
                            ("inspector", "Inspector"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "is_principal",
                    models.BooleanField(default=False, verbose_name="principal leader of the unit"),
                ),
                ("started_on", models.DateField(verbose_name="since")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "membership",
                "verbose_name_plural": "memberships",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="UnitHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "host",
                    models.CharField(
                        max_length=200,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(?!-)[a-z0-9-]+(\\.[a-z0-9-]+)*\\Z",
                                "This is not the name of a host.",
                            )
                        ],
                        verbose_name="host",
                    ),
                ),
                ("is_current", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hosts",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "host",
                "verbose_name_plural": "hosts",
            },
        ),
        migrations.CreateModel(
            name="UnitRoot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("prefix", models.CharField(max_length=16, unique=True, verbose_name="tree path")),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unit_root",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="roots",
                        to="units.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "root of a unit's pages",
                "verbose_name_plural": "roots of units' pages",
            },
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on__isnull", True), ("opened_on__isnull", False), _connector="OR"
                ),
                name="units_unit_closed_was_opened",
                violation_error_message="A unit that never opened cannot close.",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("annual_fee__gte", 0)), name="units_unit_fee_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("role__in", ("editor", "leader", "operator")), ("unit__isnull", False)
                    ),
                    models.Q(
                        (
                            "role__in",
                            (
                                "party_office",
                                "government_office",
                                "secrecy",
                                "it_office",
                                "leading_group",
                                "inspector",
                            ),
                        ),
                        ("unit__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="units_membership_role_fits_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_principal", False), ("role", "leader"), _connector="OR"),
                name="units_membership_principal_is_leader",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="units_membership_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True)),
                fields=("person", "unit", "role"),
                name="units_membership_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True), ("unit__isnull", True)),
                fields=("person", "role"),
                name="units_membership_once_in_the_centre",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_on__isnull", True), ("is_principal", True)),
                fields=("unit",),
                name="units_membership_one_principal",
            ),
        ),
        migrations.AddConstraint(
            model_name="unithost",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("unit",),
                name="units_unithost_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="unitroot",
            constraint=models.UniqueConstraint(
                fields=("unit", "locale"), name="units_unitroot_one_a_locale"
            ),
        ),
    ]
