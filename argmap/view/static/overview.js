// The first thing to read: what the thread concludes, what that hangs on, and what was left without an answer.

/** How many entries of a list are shown before "more". */
const LISTED = 12;

/** @param {HTMLElement} container @param {Debate} debate */
function showOverview(container, debate) {
  if (!debate.nodes.length) {
    fill(container, el("p", { class: "empty" }, "Nothing has been annotated in this thread yet, so there is no map. The text is all here: see “Text”."));
    return;
  }
  if (![debate.theses, debate.cruxes, debate.unanswered, debate.questions].some((found) => found.length)) {
    fill(container, el("p", { class: "empty" }, "No claim of this map is argued for or against yet, so there is no conclusion. The claims are in “Outline”, and where each was said in “Text”."));
    return;
  }
  const cruxes = [...new Set(debate.cruxes.map((crux) => crux.claim))];
  fill(
    container,
    list("Conclusions", "What the argument leads up to.", debate.theses, (node) => mention(node)),
    list("Cruxes", "A verdict above would change if one of these were granted or denied.", cruxes, (node) => mention(node)),
    list("Objections nobody answered", "They have not fallen, and nobody in the thread took them up.", debate.unanswered, (step) =>
      mention(step.premises[0], `against ${step.target.move ? "a step" : `“${shorten(step.target.words, 60)}”`}`),
    ),
    list("Questions", "Asked in the thread.", debate.questions, (node) => mention(node, node.answered.length ? "taken up" : "not taken up")),
  );
}

/** A titled list that opens in steps; nothing where there is nothing to list. */
function list(title, says, items, render) {
  if (!items.length) return null;
  const entries = el("ul", { class: "list" });
  const more = el("button", { type: "button", class: "more", onclick: () => extend() });
  let shown = 0;
  const extend = () => {
    const next = items.slice(shown, shown + (shown ? 8 * LISTED : LISTED));
    shown += next.length;
    put(entries, next.map((item) => el("li", {}, render(item))));
    more.hidden = shown >= items.length;
    fill(more, `+ ${(items.length - shown).toLocaleString("en")} more`);
  };
  extend();
  return el("section", {}, el("h2", {}, title, el("span", { class: "number" }, String(items.length))), el("p", { class: "quiet" }, says), entries, more);
}
