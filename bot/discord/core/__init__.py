"""The parts that every feature of the Discord front-end uses, and the start and end of the bot."""
