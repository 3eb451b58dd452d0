"""Pages: the table of rules, what a council changes in it, its working days, the instruments, and "why?"."""
