"""Measures speed on this machine: a library of any size, and a module for each quantity measured on it."""
