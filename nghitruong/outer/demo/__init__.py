"""The demo: fictional councils, built only through the verbs of the other rooms on a moved clock.

*Phường Sen Hồng*, khóa I, merged four months ago from ten whole wards and parts of two, with 202 inherited deputies
(R1.30 to R1.36); *Phường Bình Minh* with 30; the *Thành phố Hoa Sen* above them. One session is over, one is open with
a vote running, one is in preparation. Every name is made up, every unit's code begins with DEMO-. `loading` builds it,
`robots` let a session go on by itself, `views` welcome whoever comes and sign her in by one press.
"""
