"""Find the sentence that answers, and cite it."""
