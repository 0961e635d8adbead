"""The meaning of a line in a conversation: questions that go on, intents about a quote, clarification."""
