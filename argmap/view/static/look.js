// How things are marked: for everything a word and a sign as well as a colour, the same in the drawing, the lists and the text.

const ROLES = {
  thesis: { word: "thesis", sign: "◆", says: "what the argument leads up to" },
  claim: { word: "claim", sign: "●", says: "put forward, and argued from" },
  premise: { word: "premise", sign: "▲", says: "a reason that is given" },
  evidence: { word: "evidence", sign: "■", says: "a finding or a source" },
  objection: { word: "objection", sign: "▼", says: "raised in a comment against something" },
  question: { word: "question", sign: "?", says: "asked, so neither true nor false" },
};

const STATUSES = {
  stands: { word: "stands", sign: "✓" },
  open: { word: "open", sign: "◐" },
  falls: { word: "falls", sign: "✗" },
};

const MOVE_LOOKS = {
  supports: { word: "supports", sign: "+", noun: "reason", target: "reason for", bears: "for" },
  rebuts: { word: "rebuts", sign: "×", noun: "objection", target: "objection to", bears: "against" },
  undercuts: { word: "undercuts", sign: "/", noun: "objection to the step", target: "objection to the step", bears: "against the step" },
};

const CRUX_SIGN = "★";

/** The colours of the theme in force, by name: the drawing takes them from the style sheet, worked out by an element that has them. @returns {any} */
function palette() {
  const probe = document.body.appendChild(document.createElement("i"));
  const named = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ["paper", "panel", "ink", "soft", "accent", "stands", "open", "falls", "supports", "rebuts", "undercuts", "crux"];
  const colours = Object.fromEntries(names.map((name) => [name, named(name)]));
  const roles = Object.keys(ROLES).map((role) => [role, { fill: named(`${role}-fill`), ink: named(`${role}-ink`), tag: named(`${role}-tag`) }]);
  probe.remove();
  return { ...colours, roles: Object.fromEntries(roles) };
}

/** A role, as a chip. */
function roleChip(node) {
  const look = ROLES[node.role];
  return el("span", { class: `chip role-${node.role}`, title: look.says }, el("span", { class: "sign", "aria-hidden": "true" }, look.sign), look.word);
}

/** A verdict, as a chip; nothing where there is none. */
function statusChip(status, word = STATUSES[status]?.word) {
  if (!status) return null;
  return el("span", { class: `chip status-${status}` }, el("span", { class: "sign", "aria-hidden": "true" }, STATUSES[status].sign), word);
}

/** The star of a crux. */
function cruxChip(node) {
  if (!node.cruxes.length) return null;
  return el("span", { class: "chip crux", title: "the verdict on a thesis hangs on this" }, el("span", { class: "sign", "aria-hidden": "true" }, CRUX_SIGN), "crux");
}

/** That something is suggested, and how sure argmap is of it. */
function suggestedWords(node) {
  const { confidence } = node.suggestion;
  return confidence === null ? "suggested" : `suggested ${Math.round(100 * confidence)}%`;
}

/** What no human has confirmed, as a chip. */
function suggestedChip(node) {
  return node.suggestion ? el("span", { class: "chip suggested", title: "found by argmap, not confirmed by anybody" }, suggestedWords(node)) : null;
}

/** A link to a node: its verdict, its words, who said it. */
function mention(node, note = null) {
  const who = node.speakers.join(", ");
  return el(
    "a",
    { class: `mention role-${node.role || "step"}${node.suggestion ? " suggested" : ""}`, href: hashOf(node.key) },
    el("span", { class: "marks" }, node.cruxes.length ? el("span", { class: "star", title: "crux" }, CRUX_SIGN) : null, statusChip(node.status)),
    el("span", { class: "words", dir: "auto" }, node.move ? stepWords(node) : node.words),
    who || note ? el("span", { class: "who" }, el("bdi", {}, who), who && note ? " · " : "", note) : null,
  );
}

/** A step in words. */
function stepWords(step) {
  const premises = step.premises.map((premise) => `“${shorten(premise.words, 70)}”`).join(" and ");
  const target = step.target.move ? "a step" : `“${shorten(step.target.words, 70)}”`;
  return `${premises} ${step.move} ${target}`;
}

/** The beginning of a text, cut at a word where that is possible. */
function shorten(text, limit) {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  const space = cut.lastIndexOf(" ");
  return `${cut.slice(0, space > limit / 2 ? space : limit).trimEnd()}…`;
}
