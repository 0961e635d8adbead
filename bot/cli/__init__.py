"""The command line: what `footnote` understands.

- The program: `command_line` runs a command, whose arguments `argument_parser` reads by the registry of
  `bot/commands`; `command_run` has its tools, `exit_codes` its statuses, `stdio` its streams.
- Questions and lists: `query_commands`.
- Changes: `change_commands`, with `additions` and `article_removal`; `copy_command` and `store_command` move what is
  stored.
- Measuring: `eval_command`, `golden_command`, and `calibrate_command`, which writes its result with `config_edit`.
- Running: `discord_command`, `doctor_command`.
"""
