// The thread itself: the post and its comments, every marked passage highlighted and linked to the map.

class SourceView {
  /** @param {HTMLElement} container @param {Debate} debate @param {Passages} passages */
  constructor(container, debate, passages) {
    this.container = container;
    this.debate = debate;
    this.passages = passages;
    this.built = false;
  }

  /** Build it when it is first looked at: a thread may be long, and the page must be ready before that. */
  build() {
    if (this.built) return;
    this.built = true;
    const { debate } = this;
    const byDoc = new Map(debate.docs.map((doc) => [doc, []]));
    for (const block of debate.blocks) byDoc.get(block.doc).push(block);
    const articles = [...byDoc].map(([doc, blocks]) => {
      const body = blocks.map((block) => this.passages.block(block));
      if (doc === "post") return el("article", { class: "doc post", "data-doc": doc }, this._postHead(), body);
      return el("article", { class: `doc comment depth-${Math.min(this._depth(doc), 4)}`, "data-doc": doc }, this._commentHead(doc), body);
    });
    fill(this.container, articles);
  }

  _postHead() {
    const { thread } = this.debate;
    return el("h2", { dir: "auto" }, thread.title);
  }

  _commentHead(doc) {
    const comment = this.debate.comments.get(doc);
    return el("h2", {}, el("bdi", {}, comment.author || "somebody"), el("small", {}, commentFacts(this.debate, comment).join(" · ")));
  }

  /** How deep in the tree of replies a comment stands; a circle of replies has no depth. */
  _depth(doc) {
    const seen = new Set();
    let depth = 0;
    for (let at = this.debate.comments.get(doc); at && !seen.has(at.id); at = this.debate.comments.get(at.to)) {
      seen.add(at.id);
      if (at.to && at.to !== "post") depth += 1;
    }
    return depth;
  }

  /** Mark the selected node's words and bring them into sight. */
  select(node) {
    if (!this.built) return;
    for (const mark of this.container.querySelectorAll(".mark.here")) mark.classList.remove("here");
    if (!node || node.move) return;
    const marks = [...this.container.querySelectorAll(`.mark[data-n="${node.n}"]`)];
    for (const mark of marks) mark.classList.add("here");
    if (marks.length) marks[0].scrollIntoView({ block: "center" });
  }
}

/** What is known of a comment besides its author, as short phrases. */
function commentFacts(debate, comment) {
  const facts = [];
  if (comment.karma !== undefined) facts.push(`karma ${signed(comment.karma)}`);
  if (comment.agreement !== undefined) facts.push(`agreement ${signed(comment.agreement)}`);
  if (comment.date || comment.age) facts.push(comment.date || `${comment.age} ago`);
  if (comment.to) {
    const parent = debate.comments.get(comment.to);
    facts.push(comment.to === "post" ? "on the post" : `in reply to ${(parent && parent.author) || "a comment"}`);
  }
  return facts;
}

/** A number with a real minus sign. */
function signed(number) {
  return String(number).replace("-", "\u2212");
}
