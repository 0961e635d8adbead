"""The meaning of a line in a conversation: questions that go on, lines about a quote, talk, clarification."""
