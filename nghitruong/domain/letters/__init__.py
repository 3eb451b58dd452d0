"""Letters: what citizens write and say at the desk, and what becomes of it (đơn thư, tiếp công dân).

A letter is a complaint, a recommendation or a reflection (Law 42/2013; rulebook 8, lifecycle C.7). The council settles
none of them: it registers, sorts, guides or forwards, urges, and tells the citizen what came of it (Art. 22, 28). A
denunciation is no letter here but a card without content and without the denouncer, whose name is a state secret
(Decree 156/2026): there is no field for it anywhere.
"""
