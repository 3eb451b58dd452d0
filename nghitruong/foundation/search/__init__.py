"""Search (tìm kiếm): one index over everything that is published or permitted, with one question for all of it.

A word finds itself whatever its capitals, accents, way of composing and place of the tone; of what it finds, whoever
asks sees only what the door of the owning room lets her see. The index follows the outbox and can be made anew at any
time (`nghitruong reindex`). Both databases answer the same records in the same order.

**To register a noun** write one file of its room, in its queries, with three functions (`read`, `ids`, `readable`) and
name them in a `Source` in `config/wiring.py: wire_search`; docs/how-to/make-a-noun-findable.md shows it. Denunciations
and every other record whose content belongs to few have no source: what is not registered cannot be found.
"""
