"""From the facts of a council's work to official documents, one file a form; facts only, nothing is looked up.

The wording is Vietnamese data: it is what the law and the councils' practice put on paper, not a translation.
"""
