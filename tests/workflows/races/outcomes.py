"""What may come of two people acting at once: nothing else ever happens.

Each pair starts from the scene in which both could succeed alone. An outcome names who was let
through, what the public sees afterwards, and where the newest submission stands.
"""

NEW, OLD, NOTHING = "New", "Old", "nothing"

OUTCOMES = {
    ("approve", "approve", "last"): {("approve", NEW, "certified")},
    ("approve", "reject", "last"): {
        ("approve", NEW, "certified"),
        ("reject", OLD, "returned"),
    },
    ("approve", "recall", "last"): {
        ("approve+recall", NOTHING, "certified"),
        ("recall", NOTHING, "withdrawn"),
    },
    ("approve", "cancel", "first"): {
        ("approve", NOTHING, "in_review"),
        ("cancel", NOTHING, "withdrawn"),
    },
    ("approve", "submit", "first"): {("approve", NOTHING, "in_review")},
    ("approve", "scheduler", "due"): {("scheduler", NEW, "certified")},
    ("reject", "reject", "last"): {("reject", OLD, "returned")},
    ("reject", "recall", "last"): {
        ("recall+reject", NOTHING, "withdrawn"),
        ("recall", NOTHING, "withdrawn"),
    },
    ("reject", "cancel", "first"): {
        ("reject", NOTHING, "returned"),
        ("cancel", NOTHING, "withdrawn"),
    },
    ("reject", "submit", "first"): {
        ("reject", NOTHING, "returned"),
        ("reject+submit", NOTHING, "in_review"),
    },
    ("reject", "scheduler", "due"): {("scheduler", NEW, "certified")},
    ("recall", "recall", "last"): {("recall", NOTHING, "withdrawn")},
    ("recall", "cancel", "changed_first"): {
        ("cancel+recall", NOTHING, "withdrawn"),
        ("recall", NOTHING, "withdrawn"),
    },
    ("recall", "submit", "changed"): {
        ("recall+submit", NOTHING, "withdrawn"),
        ("recall+submit", NOTHING, "in_review"),
    },
    ("recall", "scheduler", "due"): {
        ("recall", NOTHING, "certified"),
        ("recall+scheduler", NOTHING, "certified"),
    },
    ("cancel", "cancel", "first"): {("cancel", NOTHING, "withdrawn")},
    ("cancel", "submit", "first"): {
        ("cancel", NOTHING, "withdrawn"),
        ("cancel+submit", NOTHING, "in_review"),
    },
    ("cancel", "scheduler", "due"): {("scheduler", NEW, "certified")},
    ("submit", "submit", "draft"): {("submit", NOTHING, "in_review")},
    # What is public may be sent again: its times of publication are no part of the text
    ("submit", "scheduler", "due"): {
        ("scheduler", NEW, "certified"),
        ("scheduler+submit", NEW, "in_review"),
    },
    ("scheduler", "scheduler", "due"): {("scheduler", NEW, "certified")},
}
