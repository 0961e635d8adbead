"""The configuration: the settings of the front-ends, the file that replaces their defaults, and the user's folders."""
