"""Org documents, as Emacs writes and exports them."""
