"""What Footnote keeps when a part fails: a script for each fault, which checks the promises and writes its figures."""
