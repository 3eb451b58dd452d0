"""What every other room stands on: plain Python, no framework, no database.

Time, the acting person, decisions with their reasons, dated parameters of law, lifecycles, exact shares, days and
the Vietnamese language.
"""
