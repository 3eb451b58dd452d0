"""Pages of the public site: home, meetings and votes, deputies, and the way to one's own council."""
