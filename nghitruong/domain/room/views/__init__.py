"""Pages of the room: each face, each press, and the papers that come out."""
