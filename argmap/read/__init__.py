"""Reading: a page or file as bytes in, a `Thread` out."""
