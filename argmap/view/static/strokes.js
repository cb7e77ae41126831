// The strokes that drawings are made of.

/** A path around a rectangle with round corners. */
function rounded(ctx, left, top, width, height, radius) {
  const r = Math.max(Math.min(radius, width / 2, height / 2), 0);
  ctx.beginPath();
  ctx.moveTo(left + r, top);
  ctx.arcTo(left + width, top, left + width, top + height, r);
  ctx.arcTo(left + width, top + height, left, top + height, r);
  ctx.arcTo(left, top + height, left, top, r);
  ctx.arcTo(left, top, left + width, top, r);
  ctx.closePath();
}

/** A line. */
function segmentOf(ctx, fromX, fromY, toX, toY) {
  ctx.beginPath();
  ctx.moveTo(fromX, fromY);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}

/** A filled arrow head with its point at (x, y), flying in the direction (dx, dy). */
function arrowHead(ctx, x, y, dx, dy, size) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - dx * size - dy * size * 0.55, y - dy * size - dx * size * 0.55);
  ctx.lineTo(x - dx * size + dy * size * 0.55, y - dy * size + dx * size * 0.55);
  ctx.closePath();
  ctx.fill();
}

/** The path of a star with five points. */
function star(ctx, x, y, radius) {
  ctx.beginPath();
  for (let i = 0; i < 10; i++) {
    const reach = i % 2 ? radius * 0.42 : radius;
    ctx.lineTo(x + reach * Math.sin((i * Math.PI) / 5), y - reach * Math.cos((i * Math.PI) / 5));
  }
  ctx.closePath();
}

/** The sign inside a joint, as strokes, since not every font has them at the same place: plus, cross or slash. */
function joinSign(ctx, x, y, move) {
  const reach = move === "supports" ? 4.5 : 3.6;
  ctx.lineWidth = 2;
  ctx.beginPath();
  if (move === "supports") {
    ctx.moveTo(x - reach, y);
    ctx.lineTo(x + reach, y);
    ctx.moveTo(x, y - reach);
    ctx.lineTo(x, y + reach);
  } else {
    ctx.moveTo(x - reach, y + reach);
    ctx.lineTo(x + reach, y - reach);
    if (move === "rebuts") {
      ctx.moveTo(x - reach, y - reach);
      ctx.lineTo(x + reach, y + reach);
    }
  }
  ctx.stroke();
}

/** What the handle of a card says, with the names of its colours: what is hidden below it, or that it can be closed. */
function handleParts(box) {
  if (box.kids.length) return [["–", "soft"]];
  const slots = box.slot.slots;
  const pros = new Set(slots.filter((slot) => slot.step && slot.step.move === "supports").map((slot) => slot.step)).size;
  const cons = new Set(slots.filter((slot) => slot.step && slot.step.move !== "supports").map((slot) => slot.step)).size;
  const answers = slots.filter((slot) => !slot.step).length;
  const parts = [];
  if (pros) parts.push([`+${pros}`, "supports"]);
  if (cons) parts.push([`×${cons}`, "rebuts"]);
  if (answers) parts.push([`${answers}`, "soft"]);
  if (box.slot.cruxes > (box.slot.node.cruxes.length ? 1 : 0)) parts.push([CRUX_SIGN, "crux"]);
  return parts;
}

/** Where the handle of a card is: on its right side when closed, at its lower right corner when lines arrive at that side. */
function handleOf(box) {
  const width = handleParts(box).reduce((sum, [text]) => sum + widthOf(text, TAG_FONT) + 5, 11);
  const closed = !box.kids.length;
  return { x: box.x + box.w / 2 + (closed ? width / 2 - 6 : -14), y: closed ? box.y : box.y + box.h / 2, w: Math.max(width, 22), h: 20 };
}
