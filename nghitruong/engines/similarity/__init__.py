"""How alike two wishes are: to find what has been raised before, in one file or among a hundred thousand stored ones.

    new = sketch("Đèn đường hẻm 5 hỏng", topics={"dien_chieu_sang": 0.97}, place="26734")
    score(new, old)                      # 0 to 1; from SAME on probably one matter, from ALIKE on worth a look
    keys(new)                            # whole numbers for a database index (petition, key): its candidates
    index = Index(); index.add(17, old); index.nearest(new)      # the same in memory

Words are compared without accents, rare ones count more, and what people call by several names is one thing
(`data/synonyms.txt`). How rare a word is comes from the model of `engines.topics`.
"""

from nghitruong.engines.similarity.index import Index, Neighbour
from nghitruong.engines.similarity.scoring import ALIKE, SAME, score
from nghitruong.engines.similarity.sketches import Sketch, keys, sketch

__all__ = ["ALIKE", "SAME", "Index", "Neighbour", "Sketch", "keys", "score", "sketch"]
