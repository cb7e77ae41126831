"""Readers of single sites: one private module for each, or one for each shape in which it comes."""
