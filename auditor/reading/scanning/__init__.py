"""Scanning: the picture of a page → its rulings, its text with how sure it is, and so its cells."""
