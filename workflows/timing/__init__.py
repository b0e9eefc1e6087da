"""Deadlines in working days, reminders, escalation and delegated authority."""
