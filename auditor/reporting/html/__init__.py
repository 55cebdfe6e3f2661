"""The report to look at: one HTML file without network, built of a page, a style sheet and a script in this folder."""
