"""Texts and exports of MediaWiki."""
