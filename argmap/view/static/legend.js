// The legend: what the marks mean, how often each occurs, and a filter by each of them.

class Legend {
  /** @param {HTMLElement} container @param {Debate} debate @param {(matches: Set<any> | null) => void} onFilter */
  constructor(container, debate, onFilter) {
    this.debate = debate;
    this.onFilter = onFilter;
    this.nodes = [...debate.claims, ...debate.questions];
    this.chosen = { status: new Set(), role: new Set(), author: new Set() };
    this.tests = {
      status: (node) => [node.status],
      role: (node) => [node.role, node.cruxes.length ? "crux" : null, node.suggestion ? "suggested" : null],
      author: (node) => node.speakers,
    };
    this.found = el("span", { class: "found", role: "status" });
    const moves = Object.entries(MOVE_LOOKS).map(([move, look]) => el("span", { class: `key move-${move}` }, el("span", { class: "sign" }, look.sign), look.word));
    put(
      container,
      this._group("status", "Verdict", Object.entries(STATUSES).map(([status, look]) => [status, look.sign, look.word, `status-${status}`])),
      this._group("role", "Kind", this._roles()),
      el("div", { class: "group" }, el("span", { class: "name" }, "Steps"), moves),
      this._authors(),
      this.found,
    ); // prettier-ignore
  }

  _roles() {
    const roles = Object.entries(ROLES).map(([role, look]) => [role, look.sign, look.word, `role-${role}`]);
    return [...roles, ["crux", CRUX_SIGN, "crux", "crux"], ["suggested", "┄", "suggested", "suggested"]];
  }

  /** How many nodes there are of each value of a kind. */
  _tally(kind) {
    const tally = new Map();
    for (const node of this.nodes) for (const value of this.tests[kind](node)) tally.set(value, (tally.get(value) || 0) + 1);
    return tally;
  }

  _group(kind, name, entries) {
    const tally = this._tally(kind);
    const keys = entries.map(([value, sign, word, look]) => {
      const number = tally.get(value);
      if (!number) return null;
      const press = (event) => this._toggle(kind, value, event.currentTarget);
      return el("button", { type: "button", class: `key ${look}`, "aria-pressed": "false", title: `Show only: ${word}`, onclick: press }, el("span", { class: "sign", "aria-hidden": "true" }, sign), word, el("span", { class: "number" }, String(number)));
    }); // prettier-ignore
    return keys.some(Boolean) ? el("div", { class: "group", role: "group", "aria-label": name }, el("span", { class: "name" }, name), keys) : null;
  }

  _authors() {
    const numbers = this._tally("author");
    if (numbers.size < 2) return null;
    const choose = (event) => {
      this.chosen.author = new Set(event.target.value === "" ? [] : [this.names[Number(event.target.value)]]);
      this._apply();
    };
    this.names = [...numbers.keys()];
    const options = this.names.map((name, i) => el("option", { value: i }, `${name} (${numbers.get(name)})`));
    return el("div", { class: "group" }, el("select", { "aria-label": "Show only what one person says", onchange: choose }, el("option", { value: "" }, "everybody"), options));
  }

  _toggle(kind, value, button) {
    const chosen = this.chosen[kind];
    if (!chosen.delete(value)) chosen.add(value);
    button.setAttribute("aria-pressed", String(chosen.has(value)));
    this._apply();
  }

  /** One of the chosen in each kind; a kind in which nothing is chosen lets everything through. */
  _apply() {
    const kinds = Object.keys(this.chosen).filter((kind) => this.chosen[kind].size);
    const fits = (node, kind) => this.tests[kind](node).some((value) => this.chosen[kind].has(value));
    const matches = kinds.length ? new Set(this.nodes.filter((node) => kinds.every((kind) => fits(node, kind)))) : null;
    fill(this.found, matches ? `${count(matches.size, "match", "matches")}` : null);
    this.onFilter(matches);
  }
}
