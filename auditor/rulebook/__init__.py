"""Rule files → typed rules → engine-neutral plan; packs."""
