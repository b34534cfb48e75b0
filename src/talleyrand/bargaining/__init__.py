"""From what each side wants to what both could sign, carry at home and keep."""
