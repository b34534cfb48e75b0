"""From a text to proposed entries with the words they rest on, and an audit of what a text claims."""
