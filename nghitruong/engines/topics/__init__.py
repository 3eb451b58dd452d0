"""Which field a voter's wish belongs to, which level answers it, and why: small, offline, and able to say "not sure".

    suggestion = classify("Đèn đường hẻm 31 hỏng")      # the model that ships with the product
    suggestion.topics, suggestion.levels                  # probabilities; below SURE the field is left empty
    suggestion.reasons                                    # the words of the text that decided, as they stand in it
    responsible_for(suggestion, text)                     # the role of the agency that answers, and why

    own = learn(shipped_model(), corrections)             # what an office has put right, on top of what ships
    classify(text, own)

The shipped model is made from `data/examples/` and `data/lexicon.txt`:
`python -m nghitruong.engines.topics.training`.
"""

from nghitruong.engines.topics.agencies import ROLES, AgencyRole, Responsible, agency_for, responsible_for
from nghitruong.engines.topics.catalogue import LEVELS, SURE, TOPICS
from nghitruong.engines.topics.learning import Correction, learn
from nghitruong.engines.topics.model import Chance, Model, Suggestion, Why, classify, shipped_model

__all__ = [
    "LEVELS",
    "ROLES",
    "SURE",
    "TOPICS",
    "AgencyRole",
    "Chance",
    "Correction",
    "Model",
    "Responsible",
    "Suggestion",
    "Why",
    "agency_for",
    "classify",
    "learn",
    "responsible_for",
    "shipped_model",
]
