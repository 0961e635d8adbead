"""Scripts that let a part fail, one for each fault: they check what is promised, and write the figures."""
