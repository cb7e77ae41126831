"""Measurements, run on demand: `python -m benchmarks.NAME`. On one core, unless the caller says otherwise."""

import os
import sys

if "numpy" not in sys.modules:  # Its BLAS counts the cores once, when it is loaded.
    for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(_threads, "1")
