// Puts the page together. What is selected is in the address (#n=id), so links, the browser's history and bookmarks work by themselves.

class App {
  constructor(facts) {
    this.debate = new Debate(facts);
    this.tree = new Tree(this.debate);
    const passages = new Passages(this.debate);
    const select = (node) => this.select(node);
    this._head();
    this._tabs();
    this.map = new MapView(byId("map"), this.tree, select);
    this.outline = new Outline(this.views.outline, this.tree, select);
    this.source = new SourceView(this.views.text, this.debate, passages);
    this.panel = new Panel(byId("panel"), this.debate, passages, { inText: () => this.look("text"), close: () => select(null) });
    this.search = new Search(byId("search"), this.debate, select);
    showOverview(this.views.overview, this.debate);
    if (this.debate.nodes.length) this.legend = new Legend(byId("legend"), this.debate, (matches) => this.map.filter(matches));
    else this._empty();
    this._buttons();
    window.addEventListener("hashchange", () => this._follow());
    window.addEventListener("keydown", (event) => this._key(event));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this._recolour());
    this.look(this.debate.nodes.length ? "overview" : "text");
    this._follow(() => this.map.firstView());
  }

  _head() {
    const { thread, comments, claims } = this.debate;
    const facts = [thread.date, thread.score !== undefined && `score ${thread.score}`, comments.size && count(comments.size, "comment"), count(claims.length, "claim")];
    const tags = (thread.tags || []).map((tag) => el("span", { class: "tag" }, el("bdi", {}, tag)));
    fill(byId("byline"), thread.author ? [el("bdi", {}, thread.author), " · "] : null, facts.filter(Boolean).join(" · "), thread.url ? [" · ", leavingLink(thread.url, "source")] : null, tags);
  } // prettier-ignore

  /** The three readings in the side pane and, on a narrow screen, the map as a fourth. */
  _tabs() {
    const names = { overview: "Overview", outline: "Outline", text: "Text", map: "Map" };
    this.views = {};
    this.tabs = {};
    for (const [name, word] of Object.entries(names)) {
      this.tabs[name] = el("button", { type: "button", class: `tab tab-${name}`, onclick: () => this.look(name) }, word);
      put(byId("tabs"), this.tabs[name]);
      if (name === "map") continue;
      this.views[name] = el("div", { class: `view ${name}` });
      put(byId("side"), this.views[name]);
    }
  }

  /** Turn to one of the readings. */
  look(name) {
    document.documentElement.dataset.view = name;
    for (const [each, view] of Object.entries(this.views)) view.hidden = each !== name;
    for (const [each, tab] of Object.entries(this.tabs)) tab.setAttribute("aria-pressed", String(each === name));
    const view = { outline: this.outline, text: this.source }[name];
    if (!view) return;
    view.build();
    view.select(this.selected || null);
  }

  _buttons() {
    const button = (sign, word, act) => el("button", { type: "button", title: word, "aria-label": word, onclick: act }, sign);
    put(byId("zoom"), button("+", "Zoom in", () => this.map.zoom(1.25)), button("−", "Zoom out", () => this.map.zoom(0.8)), button("⤢", "Show all that is open", () => this.map.fit()), button("↺", "Back to the first view", () => this.map.firstView()));
    put(byId("tools"), button("◑", "Light or dark", () => this._switchTheme()));
  } // prettier-ignore

  _empty() {
    put(byId("stage"), el("p", { class: "empty" }, "Nothing has been annotated in this thread yet."));
  }

  _switchTheme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    this._recolour();
  }

  _recolour() {
    this.map.paint.recolour();
    this.map.redraw();
  }

  /** Select a node, or nothing, by way of the address. */
  select(node) {
    const hash = node ? hashOf(node.key) : "";
    if (location.hash === hash) this._follow();
    else if (node) location.hash = hash;
    else {
      history.pushState(null, "", location.pathname + location.search);
      this._follow();
    }
  }

  /** Show what the address names; `prepare` is done to the map once the panel has taken its room. */
  _follow(prepare = () => {}) {
    const key = keyIn(location.hash);
    const node = key === null ? null : this.debate.find(key);
    this.selected = node;
    this.panel.show(node);
    this.map.fitContainer();
    prepare();
    this.map.select(node);
    if (node) this.map.show(node);
    for (const view of [this.outline, this.source]) view.select(node);
  }

  _key(event) {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && !typing) this.select(null);
    else if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.search.focus();
    }
  }
}

const app = new App(JSON.parse(byId("facts").textContent));
document.documentElement.dataset.ready = "true";
