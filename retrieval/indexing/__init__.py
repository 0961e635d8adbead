"""From locations to stored articles: what is new, what changed, what vanished; and libraries as packs."""
