"""Pages of letters, receptions and cards."""
