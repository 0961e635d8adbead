"""The parts of bench/speed.py: a library of any size, and a module for each thing that is measured on it."""
