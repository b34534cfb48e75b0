"""Whom a text names: the parties and people of a record, and states of a general list."""
