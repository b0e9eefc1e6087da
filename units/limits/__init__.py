"""The IT office's screens of what units may use and have: quotas, level settings and features."""
