"""Benchmarks: how fast forms are read, judged and audited, and how much memory that takes.

``python -m tests.bench`` prints one table. Nothing here is asserted in tests but that the table has all its rows.
"""
