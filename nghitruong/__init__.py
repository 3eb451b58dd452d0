"""Nghị Trường, the chamber floor: the platform on which a People's Council does its work."""
