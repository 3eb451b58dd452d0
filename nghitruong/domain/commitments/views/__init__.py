"""Pages of what is owed: the list, one debt and what is done with it, the month's statement."""
