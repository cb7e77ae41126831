// Drawing on the canvas: claims and questions as cards, references to them, and what stands for those that are hidden.

class Cards {
  /** @param {Paint} paint */
  constructor(paint) {
    this.paint = paint;
  }

  get colours() {
    return this.paint.colours;
  }

  /** @param {CanvasRenderingContext2D} ctx @param {Box} box */
  draw(ctx, box) {
    ctx.save();
    if (box.kind !== "more" && this.paint.isFaded(box.slot.node)) ctx.globalAlpha = FADED;
    if (box.kind === "card") this._card(ctx, box);
    else if (box.kind === "again") this._again(ctx, box);
    else this._more(ctx, box);
    ctx.restore();
  }

  _card(ctx, box) {
    const node = box.slot.node;
    const role = this.colours.roles[node.role];
    const left = box.x - box.w / 2;
    const top = box.y - box.h / 2;
    this._halo(ctx, box, node);
    ctx.fillStyle = role.fill;
    rounded(ctx, left, top, box.w, box.h, this._radius(node));
    ctx.fill();
    this._stripe(ctx, box, node);
    this._border(ctx, box, node);
    this._header(ctx, box, node, left + PADDING + 8, top + PADDING + 9);
    const thesis = node.role === "thesis";
    ctx.fillStyle = node.status === "falls" && !thesis ? this.colours.soft : role.ink;
    this._words(ctx, box, thesis ? THESIS_FONT : TEXT_FONT, left + PADDING + 8, top + PADDING + HEADER + 13, thesis ? LINE + 2 : LINE);
    if (node.cruxes.length) this._star(ctx, left, top);
    if (box.hidden || box.kids.length) this._handle(ctx, box);
  }

  /** The badge of a crux, on the corner of its card. */
  _star(ctx, x, y) {
    ctx.beginPath();
    ctx.arc(x, y, 11, 0, 2 * Math.PI);
    ctx.fillStyle = this.colours.crux;
    ctx.fill();
    ctx.strokeStyle = this.colours.paper;
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.fillStyle = this.colours.paper;
    star(ctx, x, y, 7);
    ctx.fill();
  }

  _radius(node) {
    return node.kind === "question" ? 20 : 7;
  }

  /** The ring around what is selected or under the pointer, and the shadow of the rest. */
  _halo(ctx, box, node) {
    const { selected, hovered } = this.paint;
    if (node !== selected && node !== hovered) return;
    ctx.strokeStyle = this.colours.accent;
    ctx.lineWidth = node === selected ? 4 : 1.5;
    rounded(ctx, box.x - box.w / 2 - 4, box.y - box.h / 2 - 4, box.w + 8, box.h + 8, this._radius(node) + 4);
    ctx.stroke();
  }

  /** The verdict down the left side: whole if the claim stands, broken if it is open, a hairline if it falls. */
  _stripe(ctx, box, node) {
    if (!node.status) return;
    const top = box.y - box.h / 2;
    ctx.save();
    rounded(ctx, box.x - box.w / 2, top, box.w, box.h, this._radius(node));
    ctx.clip();
    ctx.fillStyle = this.colours[node.status];
    const width = node.status === "falls" ? 2.5 : 7;
    const pieces = node.status === "open" ? Math.ceil(box.h / 12) : 1;
    for (let i = 0; i < pieces; i++) ctx.fillRect(box.x - box.w / 2, top + i * 12, width, pieces === 1 ? box.h : 7);
    ctx.restore();
  }

  /** Around a card: one line if it stands, two if it is open, dots if it falls; dashes if nobody has confirmed it. */
  _border(ctx, box, node) {
    const colour = this.colours[node.status] || this.colours.roles[node.role].tag;
    const line = (inset) => {
      rounded(ctx, box.x - box.w / 2 + inset, box.y - box.h / 2 + inset, box.w - 2 * inset, box.h - 2 * inset, this._radius(node) - inset);
      ctx.stroke();
    };
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.3;
    ctx.setLineDash(node.suggestion ? [8, 5] : node.status === "falls" ? [1.5, 3.5] : []);
    line(0);
    if (node.status === "open" && !node.suggestion) line(3);
    ctx.setLineDash([]);
  }

  /** What it is, whose it is, and the verdict. */
  _header(ctx, box, node, left, y) {
    const role = this.colours.roles[node.role];
    const right = box.x + box.w / 2 - PADDING;
    ctx.textBaseline = "alphabetic";
    const verdict = STATUSES[node.status];
    const verdictText = verdict ? `${verdict.sign} ${verdict.word}` : "";
    const verdictWidth = widthOf(verdictText, TAG_FONT);
    ctx.font = TAG_FONT;
    ctx.fillStyle = node.role === "thesis" ? role.ink : this.colours[node.status] || role.tag;
    ctx.fillText(verdictText, right - verdictWidth, y);
    const tag = `${ROLES[node.role].sign} ${ROLES[node.role].word}`;
    let x = left;
    ctx.fillStyle = role.tag;
    ctx.fillText(tag, x, y);
    x += widthOf(tag, TAG_FONT);
    if (node.suggestion) {
      ctx.fillStyle = node.role === "thesis" ? role.tag : this.colours.soft;
      const full = suggestedWords(node);
      const words = x + 8 + widthOf(full, TAG_FONT) + 6 > right - verdictWidth ? full.replace("suggested ", "") : full;
      ctx.fillText(words, x + 8, y);
      x += 8 + widthOf(words, TAG_FONT);
    }
    const room = right - verdictWidth - 10 - x - 8;
    const name = node.at.length && node.at[0].speaker;
    if (!name || room < 24) return;
    ctx.font = NAME_FONT;
    ctx.fillStyle = node.role === "thesis" ? role.tag : this.colours.soft;
    ctx.fillText(oneLine(`\u2068${name}\u2069`, NAME_FONT, room), x + 8, y);
  }

  _words(ctx, box, font, left, y, step) {
    const turned = isRightToLeft(box.slot.node.words);
    ctx.font = font;
    ctx.textBaseline = "alphabetic";
    ctx.direction = turned ? "rtl" : "ltr";
    ctx.textAlign = turned ? "right" : "left";
    const x = turned ? box.x + box.w / 2 - PADDING : left;
    box.lines.forEach((line, i) => ctx.fillText(line, x, y + i * step));
    ctx.direction = "ltr";
    ctx.textAlign = "left";
  }

  /** The handle that opens and closes what is below a card; closed, it says what that is. */
  _handle(ctx, box) {
    const { x, y, w, h } = handleOf(box);
    ctx.fillStyle = this.colours.panel;
    ctx.strokeStyle = this.colours.soft;
    ctx.lineWidth = 1.2;
    rounded(ctx, x - w / 2, y - h / 2, w, h, h / 2);
    ctx.fill();
    ctx.stroke();
    ctx.font = TAG_FONT;
    let at = x - w / 2 + 8;
    for (const [text, colour] of handleParts(box)) {
      ctx.fillStyle = this.colours[colour];
      ctx.fillText(text, at, y + 4);
      at += widthOf(text, TAG_FONT) + 5;
    }
  }

  /** A reference to a claim that has its place elsewhere. */
  _again(ctx, box) {
    const node = box.slot.node;
    const left = box.x - box.w / 2;
    this._halo(ctx, box, node);
    ctx.fillStyle = this.colours.paper;
    ctx.strokeStyle = this.colours.soft;
    ctx.lineWidth = 1;
    rounded(ctx, left, box.y - box.h / 2, box.w, box.h, box.h / 2);
    ctx.fill();
    ctx.stroke();
    const sign = node.status ? STATUSES[node.status].sign : ROLES[node.role].sign;
    ctx.font = TAG_FONT;
    ctx.fillStyle = this.colours[node.status] || this.colours.soft;
    ctx.fillText(sign, left + 12, box.y + 4);
    ctx.fillStyle = this.colours.ink;
    ctx.font = NAME_FONT;
    ctx.fillText(oneLine(`see: ${node.words}`, NAME_FONT, box.w - 44), left + 30, box.y + 4);
  }

  _more(ctx, box) {
    ctx.fillStyle = this.colours.panel;
    ctx.strokeStyle = this.colours.accent;
    ctx.lineWidth = 1.2;
    rounded(ctx, box.x - box.w / 2, box.y - box.h / 2, box.w, box.h, box.h / 2);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = this.colours.accent;
    ctx.font = TAG_FONT;
    ctx.textAlign = "center";
    ctx.fillText(`+ ${box.hidden.toLocaleString("en")} more`, box.x, box.y + 4);
    ctx.textAlign = "left";
  }
}
