"""Talk: greetings, thanks and questions about the collection; recognised by their words, answered without a quote."""
