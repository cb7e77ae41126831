"""The reader of pages that no other knows: it looks for the main text and for what is repeated as comments are."""
