"""The page of today for each role, and the address `/`."""
