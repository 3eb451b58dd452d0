"""The interface for programs, /api/v1: every app's api.py under one door, with tokens, errors and repeated requests.

It has no verbs of its own.
"""
