// A block of the thread's own text with its marked passages as links to what they claim.

class Passages {
  /** @param {Debate} debate */
  constructor(debate) {
    this.debate = debate;
  }

  /** The marks that touch a stretch of text. */
  marksIn(start, end) {
    const { marks } = this.debate;
    const found = [];
    for (let i = firstAfter(marks, start); i < marks.length && marks[i].start < end; i++) found.push(marks[i]);
    // A mark never leaves its block, so one that begins before `start` matters only where `start` is inside a block.
    return found.filter((mark) => mark.end > mark.start);
  }

  /** The text of a stretch, as pieces: plain text, and links where something is marked. The innermost mark is the link. */
  pieces(start, end, here = null) {
    const { text } = this.debate;
    const marks = this.marksIn(start, end);
    const cuts = [...new Set([start, end, ...marks.flatMap((mark) => [mark.start, mark.end])])].filter((cut) => cut >= start && cut <= end);
    cuts.sort((a, b) => a - b);
    return cuts.slice(0, -1).map((from, i) => {
      const to = cuts[i + 1];
      const covering = marks.filter((mark) => mark.start <= from && mark.end >= to);
      if (!covering.length) return text.slice(from, to);
      const inner = covering.reduce((least, mark) => (mark.end - mark.start < least.end - least.start ? mark : least));
      return this._mark(inner.node, text.slice(from, to), covering.some((mark) => mark.node === here));
    });
  }

  _mark(node, words, isHere) {
    const verdict = STATUSES[node.status];
    return el(
      "a",
      {
        class: `mark role-${node.role}${node.status ? ` status-${node.status}` : ""}${isHere ? " here" : ""}${node.suggestion ? " suggested" : ""}`,
        href: hashOf(node.key),
        title: [ROLES[node.role].word, verdict && verdict.word].filter(Boolean).join(", "),
        "data-n": node.n,
      },
      words,
    );
  }

  /** A block as an element; a heading one level below that of the document it stands in. */
  block(block, here = null) {
    const level = block.section === null ? 0 : this.debate.sections[block.section].level;
    const tags = { heading: `h${Math.min(Math.max(level + 1, 3), 6)}`, code: "pre", blockquote: "blockquote" };
    return el(tags[block.kind] || "p", { class: `block ${block.kind}`, dir: "auto" }, this.pieces(block.start, block.end, here));
  }

  /** The paragraph around a place of a node, its words highlighted; words that stand in none, alone. */
  around(place, node) {
    const block = this.debate.blockAt(place.start);
    if (block) return this.block(block, node);
    return el("p", { class: "block", dir: "auto" }, this.pieces(place.start, place.end, node));
  }
}
