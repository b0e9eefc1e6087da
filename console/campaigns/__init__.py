"""Campaigns: which units hand in a plan and finish by when, who is reminded, and who is late."""
