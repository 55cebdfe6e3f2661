"""``python -m auditor`` is the command line."""

from auditor.cli.app import main

main()
