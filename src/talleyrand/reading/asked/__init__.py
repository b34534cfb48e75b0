"""The model reader: a chat endpoint is asked, and only what stands in the document comes back."""
