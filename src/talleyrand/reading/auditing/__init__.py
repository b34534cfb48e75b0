"""The claims of a document, each set against the record."""
