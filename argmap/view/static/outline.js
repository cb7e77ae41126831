// The map in words, as a tree that the keyboard walks: the way in for whoever cannot see or use the drawing.

/** Entries that opening one shows at once. */
const ROWS = 100;

class Outline {
  /** @param {HTMLElement} container @param {Tree} tree @param {(node: any) => void} onSelect */
  constructor(container, tree, onSelect) {
    this.tree = tree;
    this.onSelect = onSelect;
    this.open = new Set([tree.top, ...tree.debate.theses.map((thesis) => tree.place.get(thesis))]);
    this.limit = new Map();
    this.selected = null;
    this.rows = [];
    this.list = el("div", { role: "tree", "aria-label": "The argument as an outline" });
    this.list.addEventListener("keydown", (event) => this._key(event));
    this.list.addEventListener("click", (event) => this._click(event));
    put(container, this.list);
    this.built = false;
  }

  /** Build it when it is first looked at. */
  build() {
    if (this.built) return;
    this.built = true;
    this._draw();
  }

  _draw(focused = null) {
    this.rows = this._visible();
    fill(this.list, this.rows.map((row) => this._row(row)));
    const target = this.rows.find((row) => row === focused || (focused && row.slot === focused.slot && row.more === focused.more));
    const current = target || this.rows.find((row) => row.slot.node === this.selected) || this.rows[0];
    if (current) current.element.tabIndex = 0;
    if (target) target.element.focus();
  }

  /** The entries to show, in order. */
  _visible() {
    const rows = [];
    const stack = this._below(this.tree.top).reverse();
    while (stack.length) {
      const row = stack.pop();
      rows.push(row);
      if (!row.more && this.open.has(row.slot)) stack.push(...this._below(row.slot).reverse());
    }
    return rows;
  }

  _below(slot) {
    const limit = this.limit.get(slot) || ROWS;
    const rows = slot.slots.slice(0, limit).map((each) => ({ slot: each, more: 0, element: null }));
    if (slot.slots.length > limit) rows.push({ slot: { ...slot, parent: slot, depth: slot.depth + 1 }, more: slot.slots.length - limit, element: null });
    return rows;
  }

  _row(row) {
    const { slot } = row;
    const opens = !row.more && slot.slots.length > 0;
    row.element = el(
      "div",
      {
        role: "treeitem",
        tabindex: "-1",
        class: `row depth-${Math.min(slot.depth, 12)}${row.more ? "" : ` role-${slot.node.role}`}`,
        "aria-level": slot.depth + 1,
        "aria-expanded": opens ? String(this.open.has(slot)) : null,
        "aria-selected": String(!row.more && slot.node === this.selected),
      },
      row.more ? `+ ${row.more.toLocaleString("en")} more` : this._words(slot, opens),
    );
    return row.element;
  }

  _words(slot, opens) {
    const { node, step } = slot;
    const look = step && MOVE_LOOKS[step.move];
    return [
      el("span", { class: "twisty", "aria-hidden": "true" }, opens ? (this.open.has(slot) ? "▾" : "▸") : ""),
      look ? el("span", { class: `sign move-${step.move}` }, look.sign, el("span", { class: "unseen" }, ` ${look.noun}: `)) : null,
      node.kind === "question" ? el("span", { class: "sign role-question", title: "question" }, ROLES.question.sign) : null,
      node.cruxes.length ? el("span", { class: "star", title: "crux" }, CRUX_SIGN) : null,
      node.status ? el("span", { class: `sign status-${node.status}`, title: node.status }, STATUSES[node.status].sign, el("span", { class: "unseen" }, ` ${node.status}: `)) : null,
      el("span", { dir: "auto" }, slot.again ? `see: ${shorten(node.words, 80)}` : shorten(node.words, 220)),
    ]; // prettier-ignore
  }

  /** Show and mark a node. */
  select(node) {
    this.selected = node && node.move ? node.premises[0] : node;
    if (!this.built) return;
    const slot = this.selected && this.tree.place.get(this.selected);
    const hadFocus = this.list.contains(document.activeElement);
    for (let at = slot; at && at.parent; at = at.parent) {
      this.open.add(at.parent);
      this.limit.set(at.parent, Math.max(this.limit.get(at.parent) || ROWS, at.parent.slots.indexOf(at) + 1));
    }
    this._draw(hadFocus && slot ? { slot, more: 0 } : null);
    const row = slot && this.rows.find((each) => each.slot === slot);
    if (row) row.element.scrollIntoView({ block: "nearest" });
  }

  _rowOf(event) {
    const element = event.target.closest("[role=treeitem]");
    return this.rows.find((row) => row.element === element);
  }

  _click(event) {
    const row = this._rowOf(event);
    if (!row) return;
    if (row.more) this._extend(row);
    else if (event.target.classList.contains("twisty")) this._toggle(row, !this.open.has(row.slot));
    else this.onSelect(row.slot.node);
  }

  _extend(row) {
    const slot = row.slot.parent;
    const shown = this.limit.get(slot) || ROWS;
    this.limit.set(slot, shown + ROWS);
    this._draw({ slot: slot.slots[shown], more: 0 });
  }

  _toggle(row, open) {
    if (open) this.open.add(row.slot);
    else this.open.delete(row.slot);
    this._draw(row);
  }

  _key(event) {
    const row = this._rowOf(event);
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const i = this.rows.indexOf(row);
    const opens = !row.more && row.slot.slots.length > 0;
    const isOpen = opens && this.open.has(row.slot);
    const above = () => this.rows.findIndex((each) => each.slot === row.slot.parent);
    const moves = {
      ArrowDown: () => this._focus(i + 1),
      ArrowUp: () => this._focus(i - 1),
      Home: () => this._focus(0),
      End: () => this._focus(this.rows.length - 1),
      ArrowRight: () => (opens && !isOpen ? this._toggle(row, true) : isOpen && this._focus(i + 1)),
      ArrowLeft: () => (isOpen ? this._toggle(row, false) : this._focus(above())),
      Enter: () => (row.more ? this._extend(row) : this.onSelect(row.slot.node)),
    };
    moves[" "] = moves.Enter;
    if (!(event.key in moves)) return;
    event.preventDefault();
    moves[event.key]();
  }

  _focus(i) {
    const row = this.rows[i];
    if (!row) return;
    for (const each of this.rows) if (each.element.tabIndex === 0) each.element.tabIndex = -1;
    row.element.tabIndex = 0;
    row.element.focus();
  }
}
