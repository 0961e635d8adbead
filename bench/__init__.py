"""Measures how good and how fast Footnote is, fits its numbers, and draws its pictures: `python -m bench.quality`.

The floors that CI holds quality to are in floors.json, figures of whole sets in results/.
"""
