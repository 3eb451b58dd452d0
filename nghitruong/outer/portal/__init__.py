"""The public site of each council: what anybody may read, without signing in, without a script, without a cookie.

It reads through shapes that have no unpublished fields, and never changes anything (architecture 9, ux S11).
"""
