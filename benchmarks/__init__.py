"""Measurements, run on demand: `python -m benchmarks.NAME`."""
