"""What a line means after what was said before: questions that go on, intents about a quote, clarification."""
