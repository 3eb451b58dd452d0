"""The command line: `nghitruong COMMAND`, one file a command.

A command is a module with the constants HELP (one English sentence) and, where it needs tables, NEEDS_DATABASE = True;
with `add_arguments(parser)` and `run(options)`, which answers the exit code. Data goes to standard output, words for
people to standard error. What cannot be done is raised as `FailedError`, or as the verb's own refusal.
"""
