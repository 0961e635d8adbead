"""`python -m bot`: the console, or any command of `footnote`."""

import sys

from bot.cli.command_line import main

sys.exit(main())
