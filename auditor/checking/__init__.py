"""Rule × form → subjects and operands in exact rationals, and the plain evaluator."""
