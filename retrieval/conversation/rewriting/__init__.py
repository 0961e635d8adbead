"""Questions that depend on earlier ones: whether they do, what their words stand for, what is meant as a whole."""
