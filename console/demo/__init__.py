"""Demo material: pages, profiles, pictures and attachments made from readable data files.

Pure Python without models: the same unit and day always give the same material.
"""
