"""Who does what to whom in a sentence, found without a parser."""
