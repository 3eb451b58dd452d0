"""Files that people bring, read as proposals: nothing here writes, and nothing here needs a database."""
