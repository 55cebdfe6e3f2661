"""durable-rules behind one seam, and the judge that holds it against the plain evaluator."""
