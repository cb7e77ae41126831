"""`python -m argmap` is `argmap`."""

from argmap.cli import main

if __name__ == "__main__":
    main()
