"""The faces of the house: pages across nouns, the public site, the interface for programs, commands, the demo."""
