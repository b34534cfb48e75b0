"""What the words of a text say by themselves: sentences, numbers, dates, amounts, verbs and moods, with no record."""
