// Where everything is drawn: a tidy tree from left to right. What bears on a claim stands in the next column, centred on it; subtrees are packed along
// their contours (Reingold and Tilford 1981, doi:10.1109/TSE.1981.234519, with boxes of any height), so that a column has no holes that it need not have.

const BOX_WIDTH = 244;
const COLUMN_GAP = 98;
const PADDING = 11;
const HEADER = 19;
/** How far left of the boxes a step's joint stands, and an undercut's. */
const JOINT_BACK = 46;
const UNDERCUT_BACK = 24;
/** Space between boxes: of one step, of two steps onto one claim, of two families. */
const GAPS = { linked: 8, steps: 16, families: 30 };

const TEXT_FONT = `14px ${FONT}`;
const THESIS_FONT = `600 15px ${FONT}`;
const TAG_FONT = `600 12px ${FONT}`;
const NAME_FONT = `12px ${FONT}`;

/**
 * @typedef {{slot: any, kind: "card" | "again" | "more", key: string, x: number, y: number, w: number, h: number, lines: string[], hidden: number,
 *   kids: Box[], parent: Box | null, column: number, dy: number, contour: Contour}} Box
 * @typedef {{top: number[], bottom: number[]}} Contour of a subtree, around its root's middle: deepest column first
 * @typedef {{step: any, x: number, y: number, premises: Box[], target: Box | Joint, port: number}} Joint
 */

/** Lay out what a tree shows. Coordinates are of the boxes' middles; the first root's is (0, 0). */
function layOut(tree) {
  const boxes = collect(tree);
  for (let i = boxes.length - 1; i >= 0; i--) pack(boxes[i]);
  const roots = boxes.filter((box) => !box.parent);
  if (roots.length) spread(roots);
  for (const box of boxes) {
    box.y = box.dy + (box.parent ? box.parent.y : 0);
    box.x = box.column * (BOX_WIDTH + COLUMN_GAP) + (box.w - BOX_WIDTH) / 2;
  }
  const joints = join(boxes);
  return { boxes, joints, byNode: new Map(boxes.filter((box) => box.kind === "card").map((box) => [box.slot.node, box])) };
}

/** Make the boxes, parents before children. */
function collect(tree) {
  const boxes = [];
  const visit = (slot, parent) => {
    const kids = tree.below(slot).map((each) => makeBox(each, each.again ? "again" : "card", parent, each.slots.length - tree.below(each).length));
    const hidden = slot.slots.length - kids.length;
    if (kids.length && hidden) kids.push(makeBox(slot, "more", parent, hidden));
    if (parent) parent.kids = kids;
    return kids;
  };
  const stack = [...visit(tree.top, null)].reverse();
  while (stack.length) {
    const box = stack.pop();
    boxes.push(box);
    if (box.kind === "card") stack.push(...[...visit(box.slot, box)].reverse());
  }
  return boxes;
}

/** @returns {Box} */
function makeBox(slot, kind, parent, hidden) {
  // A claim may be drawn several times, but only once under the same step or question.
  const under = slot.step || (parent && parent.slot.node);
  const key = kind === "more" ? `more ${slot.node ? slot.node.n : "roots"}` : `${slot.node.n} under ${under ? under.n : "roots"}`;
  const column = parent ? parent.column + 1 : 0;
  const box = { slot, kind, key, x: 0, y: 0, w: BOX_WIDTH, h: 0, lines: [], hidden, kids: [], parent, column, dy: 0, contour: { top: [], bottom: [] } };
  if (kind === "more") return { ...box, w: 104, h: 30 };
  const thesis = slot.node.role === "thesis" && kind === "card";
  const line = thesis ? LINE + 2 : LINE;
  box.lines = wrap(slot.node.words, thesis ? THESIS_FONT : TEXT_FONT, BOX_WIDTH - 2 * PADDING - 8, kind === "again" ? 1 : thesis ? 6 : 4);
  box.h = kind === "again" ? 34 : HEADER + 2 * PADDING - 2 + Math.max(box.lines.length, 1) * line;
  return box;
}

/** Put the children of a box beside it and find the contour of the whole. */
function pack(box) {
  const contour = box.kids.length ? spread(box.kids) : { top: [], bottom: [] };
  contour.top.push(-box.h / 2);
  contour.bottom.push(box.h / 2);
  box.contour = contour;
}

/** Stack boxes with all that is right of them, in order, so that their middles lie around 0; returns their common contour. */
function spread(boxes) {
  const [first, ...rest] = boxes;
  const { top, bottom } = first.contour;
  first.dy = 0;
  let last = first;
  for (const box of rest) {
    const own = box.contour;
    const shared = Math.min(top.length, own.top.length);
    let dy = -Infinity;
    for (let level = 1; level <= shared; level++) {
      const gap = level === 1 ? gapBetween(last, box) : GAPS.families;
      dy = Math.max(dy, bottom[bottom.length - level] + gap - own.top[own.top.length - level]);
    }
    for (let level = 1; level <= shared; level++) bottom[bottom.length - level] = own.bottom[own.bottom.length - level] + dy;
    const deeper = own.top.length - shared;
    top.unshift(...own.top.slice(0, deeper).map((y) => y + dy));
    bottom.unshift(...own.bottom.slice(0, deeper).map((y) => y + dy));
    box.dy = dy;
    last = box;
  }
  const middle = last.dy / 2;
  if (middle) {
    for (const box of boxes) box.dy -= middle;
    for (let i = 0; i < top.length; i++) {
      top[i] -= middle;
      bottom[i] -= middle;
    }
  }
  return { top, bottom };
}

function gapBetween(above, below) {
  if (!below.parent) return GAPS.families + 14;
  if (below.kind === "more") return GAPS.steps;
  return above.slot.step === below.slot.step ? GAPS.linked : GAPS.steps;
}

/** Put each step's joint between its premises and its target, and give every step onto one box a place of its own to arrive at. */
function join(boxes) {
  const joints = new Map();
  for (const box of boxes) {
    const step = box.kind === "more" ? null : box.slot.step;
    if (!step) continue;
    const joint = joints.get(step) || { step, x: 0, y: 0, premises: [], target: box.parent, port: 0 };
    joint.premises.push(box);
    joints.set(step, joint);
  }
  const arriving = new Map();
  for (const joint of joints.values()) {
    const { premises, step } = joint;
    const last = premises[premises.length - 1];
    joint.x = premises[0].x - premises[0].w / 2 - (step.move === "undercuts" ? UNDERCUT_BACK : JOINT_BACK);
    joint.y = (premises[0].y + last.y) / 2;
    if (step.move === "undercuts") joint.target = joints.get(step.target);
    else arriving.set(joint.target, [...(arriving.get(joint.target) || []), joint]);
  }
  for (const [box, steps] of arriving) {
    const room = Math.min(16, (box.h - 24) / Math.max(steps.length - 1, 1));
    steps.forEach((joint, i) => (joint.port = (i - (steps.length - 1) / 2) * room));
  }
  return [...joints.values()];
}

/** The rectangle around boxes. */
function extent(boxes) {
  const edge = (sign, middle, size) => sign * Math.max(...boxes.map((box) => sign * box[middle] + box[size] / 2));
  return { left: edge(-1, "x", "w"), right: edge(1, "x", "w"), top: edge(-1, "y", "h"), bottom: edge(1, "y", "h") };
}
