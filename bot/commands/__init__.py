"""The commands of the command line and of the console: one registry for both."""
