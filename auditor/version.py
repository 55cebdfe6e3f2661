"""The version of the program: what a pack's ``needs_engine`` is compared with, and what the wheel is named."""

VERSION = "1.2.0"
