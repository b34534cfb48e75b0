"""Whether the words bear an entry, and whether a record has it already."""
