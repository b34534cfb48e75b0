"""Statements derived from the record: a Record comes in with a day and a day of knowledge; a Statement goes out.

Each book is one module. No book depends on a language model, and none knows a party by name.
"""
