"""The ledger: who did what to what, when, under which rows of law.

A verb writes its line unsealed, with the hash of its own content; the sealer chains the lines of a council afterwards,
so that two verbs of one council never wait for each other. Nothing is ever changed or deleted here.
"""
