"""A run over many documents: discovery, order, selection of rules."""
