"""What a council does, in the field's own words: one folder a noun."""
