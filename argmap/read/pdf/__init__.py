"""A PDF as text: the pages' words in the order in which they are drawn, put together to paragraphs, headings and lists.

A PDF says where glyphs stand and next to nothing else (ISO 32000-2, 9.4), so what is a paragraph is read from the look of it:
gaps, indents, sizes of letters, the little discs that browsers draw in front of list items. pypdf finds the words, in a
child process. Nothing in the file is run or fetched.

`_child` finds pieces of text and discs, `_ask` asks it; `_lines` makes lines of the pieces, `_parts` paragraphs of the lines,
`_written` and `_hyphens` text of the paragraphs, `_read` a thread of the text.
"""

from argmap.read.pdf._read import PdfText, pdf_text, read_pdf

__all__ = ["PdfText", "pdf_text", "read_pdf"]
