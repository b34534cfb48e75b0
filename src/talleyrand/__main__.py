"""`python -m talleyrand` is the same as `talleyrand`."""

from talleyrand.cli import main

if __name__ == "__main__":
    main()
