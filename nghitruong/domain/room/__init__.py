"""The live room: one running meeting seen by deputies, the chair, the secretary, the wall and the public.

It keeps no second truth: the states R0–R9 are derived from the meeting, its running item and its latest vote. What it
stores is what nobody else owns: which face the wall shows, and the code that pairs a screen.
"""
