"""Accounts: who signs in, in what capacity, with which second factor; the Actor of every request.

Rights come from grants with dates (matrix in policies), never from flags on a person. One query loads the Actor.
"""
