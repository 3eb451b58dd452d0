"""The public site of each council: what anybody may read, without signing in, without a script, without a cookie.

It reads through shapes that have no unpublished fields, and reading needs no cookie (architecture 9, ux S11).
"""
