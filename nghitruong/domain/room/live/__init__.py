"""What the room shows: the shapes of its faces, the consoles, and which partial shows which topic to whom."""
