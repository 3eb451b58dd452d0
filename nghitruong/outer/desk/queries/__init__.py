"""The facts from which each role's day follows, in a fixed number of queries whatever the number of rows."""
