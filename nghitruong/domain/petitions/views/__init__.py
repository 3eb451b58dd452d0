"""Pages of petitions: the list, one petition and what is done with it, intake from minutes, answering, numbers."""
