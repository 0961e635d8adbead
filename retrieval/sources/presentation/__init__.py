"""Presentations of PowerPoint and in the OpenDocument format."""
