"""What every page is made of: base templates, tokens and components, template tags, honest failure pages.

Knows no noun of a council. README.md is the catalogue for whoever builds a page.
"""
