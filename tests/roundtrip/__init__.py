"""Properties of the whole way from printed text to findings, tried on generated forms (`tests.corpus`)."""
