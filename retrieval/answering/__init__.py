"""From evidence to a reply: whether it is sure enough, what it cites, and a link to the quote."""
