"""What goes out: statements come in; tables, Markdown, JSON, CSV, data frames and briefings go out."""
