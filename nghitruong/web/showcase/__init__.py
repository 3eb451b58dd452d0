"""The page of all components: one council, fictional people, each component in each state."""
