"""`python -m hub.cli` is the `hub` command, wherever scripts can't be run."""

from hub.cli import main

main()
