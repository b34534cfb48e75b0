"""The offline reader: from a document to proposed entries, one module for each kind."""
