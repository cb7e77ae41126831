// What there is to know about one claim, question or step.

class Panel {
  /** @param {HTMLElement} container @param {Debate} debate @param {Passages} passages @param {{inText: (node: any) => void, close: () => void}} go */
  constructor(container, debate, passages, go) {
    this.container = container;
    this.debate = debate;
    this.passages = passages;
    this.go = go;
  }

  show(node) {
    this.container.hidden = !node;
    if (!node) return;
    const parts = node.move ? this._step(node) : node.kind === "question" ? this._question(node) : this._claim(node);
    fill(this.container, this._head(node), parts);
    this.container.scrollTop = 0;
  }

  _head(node) {
    const chips = [node.move ? el("span", { class: `chip move-${node.move}` }, MOVE_LOOKS[node.move].noun) : roleChip(node)];
    chips.push(statusChip(node.status), cruxChip(node), suggestedChip(node));
    return el("div", { class: "panel-head" }, chips, el("button", { class: "close", type: "button", title: "Close (Esc)", "aria-label": "Close", onclick: this.go.close }, "×"));
  }

  _claim(node) {
    return [
      el("h2", { dir: "auto" }, node.words),
      this._who(node),
      this._why(node),
      this._cruxes(node),
      this._context(node),
      this._steps("For it", node.pros),
      this._steps("Against it", node.cons),
      this._used(node),
      this._said(node),
      this._facts(node),
    ];
  }

  _question(node) {
    return [
      el("h2", { dir: "auto" }, node.words),
      this._who(node),
      this._context(node),
      part("Taken up by", node.answered.map((answer) => mention(answer))) || el("p", { class: "quiet" }, "Nobody takes it up."),
      this._facts(node),
    ];
  }

  _step(step) {
    const premises = step.premises.map((premise) => mention(premise));
    return [
      this._who(step),
      this._why(step),
      part(premises.length > 1 ? "what is said, all of it together" : "what is said", premises),
      part(MOVE_LOOKS[step.move].bears, [mention(step.target)]),
      this._steps("Against the step", step.cons),
      this._facts(step),
    ];
  }

  /** Who says it, and where: the post and its section, or the comment with its votes. */
  _who(node) {
    const places = node.at.length ? node.at : node.premises[0].at.slice(0, 1);
    return el("ul", { class: "who" }, places.map((place, i) => {
      const comment = this.debate.comments.get(place.doc);
      const block = this.debate.blockAt(place.start);
      const sections = block ? this.debate.sectionsOf(block).map((section) => [section.number, section.title].filter(Boolean).join(" ")) : [];
      const where = comment ? ["comment", ...commentFacts(this.debate, comment)] : ["post", ...sections.slice(-1)];
      return el("li", {}, i ? "also " : "", el("b", {}, el("bdi", {}, place.speaker || "somebody")), ` · ${where.join(" · ")}`);
    })); // prettier-ignore
  }

  _why(node) {
    if (!node.why) return null;
    const decisive = node.because.map((n) => this.debate.nodes[n]).filter((each) => each !== node);
    const shown = decisive.slice(0, BATCH);
    return el(
      "section",
      { class: `why status-${node.status}` },
      el("h3", {}, { stands: "Why it stands", falls: "Why it falls", open: "Why it is open" }[node.status]),
      el("p", {}, `${node.why.charAt(0).toUpperCase()}${node.why.slice(1)}.`),
      shown.length ? el("ul", {}, shown.map((each) => el("li", {}, this._reason(each)))) : null,
      decisive.length > shown.length ? el("p", { class: "quiet" }, `and ${count(decisive.length - shown.length, "more", "more")}`) : null,
    );
  }

  /** One of the things that decide a verdict: a step is named by its premises. */
  _reason(node) {
    const look = node.move && MOVE_LOOKS[node.move];
    const words = node.move ? node.premises.map((premise) => shorten(premise.words, 90)).join(" + ") : shorten(node.words, 90);
    const sign = look ? el("span", { class: `sign move-${node.move}`, title: look.word }, look.sign) : null;
    return el("a", { href: hashOf(node.key) }, sign, statusChip(node.status), el("span", { dir: "auto" }, words));
  }

  /** The proof that the verdict on a thesis hangs on this claim. */
  _cruxes(node) {
    return node.cruxes.map((crux) => {
      const run = (given, status) => el("li", {}, `If it is ${given}, `, el("a", { href: hashOf(crux.thesis.key) }, "the thesis"), " ", statusChip(status, { stands: "stands", falls: "falls", open: "is open" }[status]), ".");
      const links = crux.chain.map(({ node: each, granted, denied }) => el("li", {}, el("a", { href: hashOf(each.key) }, each.move ? `${MOVE_LOOKS[each.move].noun}: ${shorten(each.premises[0].words, 60)}` : shorten(each.words, 70)), " ", statusChip(granted), " / ", statusChip(denied)));
      return el(
        "section",
        { class: "crux-proof" },
        el("h3", {}, `${CRUX_SIGN} Crux`),
        el("p", {}, "The verdict on ", el("a", { href: hashOf(crux.thesis.key), dir: "auto" }, `“${shorten(crux.thesis.words, 110)}”`), " hangs on it."),
        el("ul", {}, run("granted", crux.granted), run("denied", crux.denied)),
        links.length ? el("details", {}, el("summary", {}, "What changes in between (granted / denied)"), el("ol", {}, links), crux.longer ? el("p", { class: "quiet" }, `and ${count(crux.longer, "more link")}`) : null) : null,
      );
    }); // prettier-ignore
  }

  /** The words where they stand, and the way to the passages before and after them. */
  _context(node) {
    const implicit = node.at.length === 1 && node.at[0].start === node.at[0].end;
    if (implicit) return part("In the text", [el("p", { class: "quiet" }, "Nobody says this in so many words: the argument needs it, and the annotator supplied it here."), this.passages.around(node.at[0], node)]);
    const { marks } = this.debate;
    const i = marks.findIndex((mark) => mark.node === node);
    const step = (mark, words) => (mark ? el("a", { href: hashOf(mark.node.key), title: shorten(mark.node.words, 120) }, words) : null);
    const before = step(marks.slice(0, i).reverse().find((mark) => mark.node !== node), "← passage before");
    const after = step(marks.slice(i + 1).find((mark) => mark.node !== node), "passage after →");
    const readOn = el("button", { type: "button", onclick: () => this.go.inText(node) }, "Read in the text");
    return part("In the text", [node.at.map((place) => this.passages.around(place, node)), el("p", { class: "steps" }, before, readOn, after)]);
  } // prettier-ignore

  /** Steps onto something, each with its premises and what is said against the step itself. */
  _steps(title, steps) {
    const shown = steps.slice(0, 4 * BATCH);
    const list = shown.map((step) =>
      el(
        "div",
        { class: `step move-${step.move}` },
        el("a", { class: "joint", href: hashOf(step.key), title: `${MOVE_LOOKS[step.move].noun}: see the step` }, MOVE_LOOKS[step.move].sign),
        el("div", {}, step.premises.length > 1 ? el("p", { class: "quiet" }, "together:") : null, step.premises.map((premise) => mention(premise)), step.cons.map((undercut) => this._steps("But against that step", [undercut]))),
      ),
    ); // prettier-ignore
    const rest = steps.length - shown.length;
    return part(title, list, rest > 0 ? `and ${rest.toLocaleString("en")} more: open them on the map` : null);
  }

  /** What the claim is used for. */
  _used(node) {
    const uses = node.used.map((step) => mention(step.target, MOVE_LOOKS[step.move].target));
    return part("It is used as", node.used.map((step, i) => el("div", { class: `use move-${step.move}` }, el("a", { class: "joint", href: hashOf(step.key), title: "see the step" }, MOVE_LOOKS[step.move].sign), uses[i])));
  } // prettier-ignore

  /** Who grants or denies it, and what takes it up. */
  _said(node) {
    const stances = node.stances.map((stance) => el("p", {}, el("b", {}, el("bdi", {}, stance.author || "somebody")), ` ${stance.kind} it: `, el("q", { dir: "auto" }, stance.gloss || this.debate.text.slice(stance.at.start, stance.at.end))));
    return [part("What people say of it", stances), part("Taken up by", node.answered.map((each) => mention(each))), part("It takes up", node.answers.map((each) => mention(each)))];
  } // prettier-ignore

  _facts(node) {
    const rows = [
      node.hedge && ["hedged", node.hedge],
      node.credence !== undefined && ["credence", String(node.credence)],
      node.asserted && ["asserted", "for itself, besides its reasons"],
      node.more.length && ["marked", node.more.join(", ")],
      node.suggestion && ["suggested", [node.suggestion.cue && `by “${node.suggestion.cue}”`, node.suggestion.confidence !== null && `confidence ${node.suggestion.confidence}`].filter(Boolean).join(", ") || "by argmap"],
      ...node.cites.map((url) => ["cites", leavingLink(url, url)]),
      ["id", [node.key, ...node.also].join(", ")],
    ].filter(Boolean); // prettier-ignore
    return el("dl", {}, rows.map(([name, value]) => [el("dt", {}, name), el("dd", { dir: "auto" }, value)]));
  }
}

/** A titled part of the panel, or nothing where it would be empty. */
function part(title, children, note = null) {
  if (!children.length) return null;
  return el("section", {}, el("h3", {}, title), children, note ? el("p", { class: "quiet" }, note) : null);
}
