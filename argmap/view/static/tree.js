// The map as a tree of slots, and which of them are shown. A slot is a place in the drawing where a claim or question appears: its own place, or a
// reference to it where it serves once more (`again`), which has nothing below it.

/** How many slots opening a claim shows at once; the rest wait behind "more". */
const BATCH = 8;

class Tree {
  /** @param {Debate} debate */
  constructor(debate) {
    this.debate = debate;
    /** The slot of each node's own place. */
    this.place = new Map();
    this.shown = new Set();
    this.top = { node: null, step: null, parent: null, again: false, depth: -1, slots: [], weight: 0, cruxes: 0 };
    this._grow();
  }

  /** Make every slot, parents before children; then weigh them, children before parents. */
  _grow() {
    this.top.slots = [...this.debate.roots, ...this.debate.questions].map((node) => this._slot(this.top, node, null));
    const order = [...this.top.slots];
    for (let i = 0; i < order.length; i++) {
      const slot = order[i];
      if (slot.again) continue;
      slot.slots = this._stepsOnto(slot.node).flatMap((step) => step.premises.map((premise) => this._slot(slot, premise, step)));
      if (slot.node.kind === "question") slot.slots = slot.node.answered.map((answer) => this._slot(slot, answer, null));
      for (const below of slot.slots) order.push(below);
    }
    for (const slot of order.reverse()) {
      slot.cruxes += slot.again ? 0 : slot.node.cruxes.length ? 1 : 0;
      slot.parent.weight += slot.weight;
      slot.parent.cruxes += slot.cruxes;
    }
  }

  _slot(parent, node, step) {
    // A node is at home at the step that Python found for it; roots and questions are at home at the top.
    const again = step ? node.home !== step.n : parent !== this.top;
    const slot = { node, step, parent, again, depth: parent.depth + 1, slots: [], weight: 1, cruxes: 0 };
    if (!again) this.place.set(node, slot);
    return slot;
  }

  /** The steps onto a claim in the order in which they are drawn: reasons above, objections below, each followed by what undercuts it. */
  _stepsOnto(claim) {
    const steps = [];
    const stack = [...claim.pros, ...claim.cons].reverse();
    while (stack.length) {
      const step = stack.pop();
      steps.push(step);
      stack.push(...[...step.cons].reverse());
    }
    return steps;
  }

  /** What is below a slot and shown. */
  below(slot) {
    return slot.slots.filter((each) => this.shown.has(each));
  }

  isOpen(slot) {
    return slot.slots.some((each) => this.shown.has(each));
  }

  /** Show up to `batch` more of what is below a slot, what matters most first: cruxes, then whatever has most below it. */
  open(slot, batch = BATCH) {
    const hidden = slot.slots.filter((each) => !this.shown.has(each));
    const rank = new Map(hidden.map((each) => [each, this._rank(each)]));
    hidden.sort((a, b) => rank.get(b) - rank.get(a));
    // However much is disputed, the first to be seen are not objections alone.
    const reason = hidden.findIndex((each) => each.step && each.step.move === "supports");
    if (reason >= batch) hidden.splice(batch - 1, 0, ...hidden.splice(reason, 1));
    const before = this.below(slot).length;
    for (const each of hidden) {
      if (this.below(slot).length >= before + batch) break;
      this._show(each);
    }
  }

  _rank(slot) {
    const disputed = slot.step && slot.step.move !== "supports" && slot.step.status !== "falls";
    return Math.min(slot.cruxes, 9) * 1e9 + (disputed ? 1e8 : 0) + slot.weight;
  }

  /** Show a slot together with the premises it is linked to and, if it undercuts a step, that step. */
  _show(slot) {
    for (let step = slot.step; step && step.move; step = step.target) {
      const group = slot.parent.slots.filter((each) => each.step === step);
      const wanted = group.includes(slot) ? [slot, ...group] : group;
      for (const each of wanted.slice(0, BATCH)) this.shown.add(each);
    }
    this.shown.add(slot);
  }

  /** Hide what is below a slot. What was open further down stays open for the next time. */
  close(slot) {
    for (const each of slot.slots) this.shown.delete(each);
  }

  /** Hide everything. */
  closeAll() {
    this.shown.clear();
  }

  /** The slot of a node; a step's is that of its first premise under it. */
  slotOf(node) {
    return node.move ? this.place.get(this._claimOf(node)).slots.find((slot) => slot.step === node) : this.place.get(node);
  }

  /** Open the way to a node. */
  reveal(node) {
    for (let slot = this.slotOf(node); slot !== this.top; slot = slot.parent) this._show(slot);
  }

  /** The claim that a step bears on in the end. */
  _claimOf(step) {
    let at = step;
    while (at.move) at = at.target;
    return at;
  }

  /** The slots from a slot up to its root, itself included. */
  path(slot) {
    const path = [];
    for (let at = slot; at && at !== this.top; at = at.parent) path.push(at);
    return path;
  }

  /** Whether a slot and all above it are shown. */
  isVisible(slot) {
    return this.path(slot).every((each) => this.shown.has(each));
  }

  /** How many slots are drawn. */
  visibleCount() {
    let number = 0;
    const stack = this.below(this.top);
    while (stack.length) {
      number += 1;
      stack.push(...this.below(stack.pop()));
    }
    return number;
  }
}
