// The debate as the other files know it, read from the facts that Python wrote.

/** What a step does to its target, by the model's name for its kind. */
const MOVES = { inference: "supports", rebuttal: "rebuts", undercut: "undercuts" };

/** What a list is where there is nothing to list: most lists of most nodes. */
const NONE = Object.freeze([]);

/**
 * A claim, a question or a step, and how it hangs together with others. `pros` and `cons` are the steps onto it, `used` those that it is a premise of.
 */
class Item {
  constructor(debate, facts, n, reasons) {
    this.n = n;
    this.kind = facts.kind;
    this.move = MOVES[facts.kind];
    this.role = facts.role;
    this.status = facts.status;
    this.why = facts.reason === undefined ? null : reasons[facts.reason];
    this.home = facts.home;
    this.at = facts.at ? facts.at.map((place) => debate.place(place)) : NONE;
    this.pros = this.cons = this.used = this.premises = this.cruxes = this.stances = this.answers = this.answered = NONE;
    this.target = null;
    this.because = facts.because || NONE;
    this.also = facts.also || NONE;
    this.more = facts.more || NONE;
    this.cites = facts.cites || NONE;
    this.hedge = facts.hedge;
    this.credence = facts.credence;
    this.asserted = facts.asserted;
    this.suggestion = facts.suggestion;
    const home = this.at[0];
    this.quoted = this.move ? "" : facts.words !== undefined ? facts.words : debate.text.slice(home.start, home.end);
    this.words = facts.gloss || this.quoted;
    this._key = facts.key;
  }

  /** The id; a step's is spelled as argmap.model.ids.step_id does it. */
  get key() {
    if (this._key === undefined) this._key = `${this.premises.map((premise) => premise.key).join("+")}>${this.target.key}`;
    return this._key;
  }

  /** Who puts it forward, everybody once; a step is its first premise's speaker's unless it says otherwise. */
  get speakers() {
    const places = this.at.length ? this.at : this.premises[0].at.slice(0, 1);
    return [...new Set(places.map((place) => place.speaker).filter((name) => name !== null))];
  }
}

/** Add to one of an item's lists. */
function add(item, list, what) {
  if (item[list] === NONE) item[list] = [what];
  else item[list].push(what);
}

class Debate {
  /** @param {any} facts see argmap/view/_facts.py */
  constructor(facts) {
    this.thread = facts.thread;
    this.text = facts.text;
    this.docs = facts.docs;
    this.names = facts.names;
    this.sections = facts.sections;
    this.comments = new Map(facts.comments.map((comment) => [comment.id, comment]));
    this.blocks = facts.blocks.map(([kind, doc, section, start, end]) => ({ kind, doc: this.docs[doc], section, start, end }));
    this.nodes = facts.nodes.map((node, n) => new Item(this, node, n, facts.reasons));
    for (const [from, to] of facts.edges) this._join(this.nodes[from], this.nodes[to]);
    this.claims = this.nodes.filter((node) => node.kind === "claim");
    this.questions = this.nodes.filter((node) => node.kind === "question");
    this.roots = facts.roots.map((n) => this.nodes[n]);
    this.theses = facts.theses.map((n) => this.nodes[n]);
    this.provisional = Boolean(facts.provisional);
    // Of suggestions, what the post leads up to comes before what comments do: most in them is said in passing.
    if (this.provisional) this.theses.sort((a, b) => (b.at[0].doc === "post") - (a.at[0].doc === "post"));
    this.unanswered = facts.unanswered.map((n) => this.nodes[n]);
    this.cruxes = facts.cruxes.map((crux) => this._crux(crux));
    for (const crux of this.cruxes) add(crux.claim, "cruxes", crux);
    for (const stance of facts.stances) add(this.nodes[stance.claim], "stances", { ...stance, at: this.place(stance.at) });
    for (const { source, target } of facts.answers) {
      if (source === null || target === null) continue;
      add(this.nodes[source], "answers", this.nodes[target]);
      add(this.nodes[target], "answered", this.nodes[source]);
    }
    this.marks = this._marks();
    this._byKey = null;
  }

  /** A stretch of the text, and whose view it gives. */
  place([doc, start, end, speaker]) {
    return { doc: this.docs[doc], start, end, speaker: speaker === null ? null : this.names[speaker] };
  }

  _join(from, to) {
    if (from.move) {
      from.target = to;
      add(to, from.move === "supports" ? "pros" : "cons", from);
    } else {
      add(to, "premises", from);
      add(from, "used", to);
    }
  }

  _crux(crux) {
    const chain = (crux.chain || []).map(([n, granted, denied]) => ({ node: this.nodes[n], granted, denied }));
    return { ...crux, claim: this.nodes[crux.claim], thesis: this.nodes[crux.thesis], chain };
  }

  /** Every marked passage in text order, the longer first where two start together. */
  _marks() {
    const marks = [];
    for (const node of this.nodes) if (!node.move) for (const { start, end } of node.at) marks.push({ node, start, end });
    return marks.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /** The node of an id, an alias or a step's name, or null. */
  find(key) {
    if (!this._byKey) {
      this._byKey = new Map();
      for (const node of this.nodes) for (const name of [node.key, ...node.also]) this._byKey.set(name, node);
    }
    return this._byKey.get(key) || null;
  }

  /** The block that holds an offset, or undefined. */
  blockAt(offset) {
    const block = this.blocks[firstAfter(this.blocks, offset + 1) - 1];
    return block && offset <= block.end ? block : undefined;
  }

  /** The headings that a block stands under, outermost first. */
  sectionsOf(block) {
    const path = [];
    const at = (n) => (n === null || n === undefined ? undefined : this.sections[n]);
    for (let section = at(block.section); section; section = at(section.up)) path.unshift(section);
    return path;
  }
}

/** Where, among stretches in text order, the first one starts that does not start before an offset. */
function firstAfter(stretches, offset) {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle].start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
