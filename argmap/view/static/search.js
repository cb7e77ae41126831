// Search: every word typed must occur, in any order, in a node's words, its id or its author's name.

const HITS = 50;

class Search {
  /** @param {HTMLElement} container @param {Debate} debate @param {(node: any) => void} onSelect */
  constructor(container, debate, onSelect) {
    this.debate = debate;
    this.onSelect = onSelect;
    this.hits = [];
    this.current = -1;
    this.texts = null;
    this.input = el("input", {
      type: "search",
      placeholder: "Search  ( / )",
      "aria-label": "Search claims and questions",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": "hits",
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => this._find(),
      onkeydown: (event) => this._key(event),
      onfocus: () => this._find(),
      onblur: () => setTimeout(() => this._close(), 150), // after a click on a hit
    });
    this.box = el("ul", { id: "hits", role: "listbox", "aria-label": "Found", hidden: true });
    put(container, this.input, this.box);
  }

  focus() {
    this.input.focus();
    this.input.select();
  }

  /** The nodes that hold all the words. */
  find(query) {
    const words = query.toLowerCase().split(/\s+/u).filter(Boolean);
    if (!words.length) return [];
    if (!this.texts) this.texts = [...this.debate.claims, ...this.debate.questions].map((node) => ({
      node,
      text: [node.words, node.quoted, node.key, ...node.also, ...node.speakers].join("\n").toLowerCase(),
    }));
    return this.texts.filter(({ text }) => words.every((word) => text.includes(word))).map(({ node }) => node);
  }

  _find() {
    this.hits = this.find(this.input.value);
    this.current = -1;
    const shown = this.hits.slice(0, HITS).map((node, i) =>
      el(
        "li",
        { role: "option", id: `hit-${i}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => this._choose(i) },
        node.status ? el("span", { class: `sign status-${node.status}`, title: node.status }, STATUSES[node.status].sign) : null,
        el("span", { dir: "auto" }, shorten(node.words, 140)),
        el("small", {}, el("bdi", {}, node.speakers.join(", "))),
      ),
    );
    const typed = this.input.value.trim() !== "";
    const summary = el("li", { class: "quiet", role: "presentation" }, this.hits.length ? `${count(this.hits.length, "hit")}${this.hits.length > HITS ? `, the first ${HITS} shown` : ""}` : "Nothing found");
    fill(this.box, typed ? summary : null, shown);
    this.box.hidden = !typed;
    this.input.setAttribute("aria-expanded", String(typed));
    this.input.removeAttribute("aria-activedescendant");
  } // prettier-ignore

  _close() {
    this.box.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  _move(by) {
    const shown = Math.min(this.hits.length, HITS);
    if (!shown) return;
    this.current = (this.current + by + shown) % shown;
    for (const option of this.box.querySelectorAll("[role=option]")) option.setAttribute("aria-selected", String(option.id === `hit-${this.current}`));
    byId(`hit-${this.current}`).scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", `hit-${this.current}`);
  }

  _choose(i) {
    const node = this.hits[i];
    if (!node) return;
    this.onSelect(node);
    this._close();
  }

  _key(event) {
    if (event.key === "ArrowDown") this._move(1);
    else if (event.key === "ArrowUp") this._move(this.current < 0 ? 0 : -1);
    else if (event.key === "Enter") this._choose(Math.max(this.current, 0));
    else if (event.key === "Escape") {
      this.input.value = "";
      this._close();
      this.input.blur();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }
}
