"""Whether the house is well: `/healthz`, for a machine that watches and for a start that waits until it answers."""
