"""What the zipped formats of office programs share: their parts, the relations between these, and properties."""
