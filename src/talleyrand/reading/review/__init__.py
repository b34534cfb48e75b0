"""Where proposals wait for a person, and what becomes of a decision."""
