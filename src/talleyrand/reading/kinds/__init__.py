"""What sort of deed it is and what it is about: the trained classifier, and the terms of the vocabulary."""
