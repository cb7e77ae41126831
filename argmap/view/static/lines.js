// Drawing on the canvas: the steps, as joints with lines from their premises and to what they are for or against.

const JOINT_RADIUS = 9;

class Lines {
  /** @param {Paint} paint */
  constructor(paint) {
    this.paint = paint;
  }

  get colours() {
    return this.paint.colours;
  }

  /** Everything that lies under the boxes: the lines first, then the joints. */
  draw(ctx, scene) {
    for (const joint of scene.joints) {
      ctx.save();
      this._stroke(ctx, joint);
      this._together(ctx, joint);
      if (joint.step.move === "undercuts") this._cut(ctx, joint);
      else this._arrive(ctx, joint);
      ctx.restore();
    }
    for (const box of scene.boxes) if (box.parent && !box.slot.step && box.kind === "again") this._answer(ctx, box);
    for (const joint of scene.joints) this._joint(ctx, joint);
  }

  /** A step's own line: its colour, dashes for an undercut or a suggestion, thin if it falls, thick on the way to the conclusion. */
  _stroke(ctx, joint) {
    const { step } = joint;
    const onPath = this.paint.path.has(step);
    ctx.strokeStyle = ctx.fillStyle = this.colours[step.move];
    ctx.lineWidth = onPath ? 4 : step.status === "falls" ? 1.2 : 2;
    if (step.status === "falls" && !onPath) ctx.globalAlpha = 0.55;
    if (this.paint.isFaded(step)) ctx.globalAlpha = FADED;
    ctx.setLineDash(step.suggestion ? [8, 5] : step.move === "undercuts" ? [6, 4] : []);
  }

  /** From the premises to the joint: linked premises by a bracket, so that it is seen that they work only together. */
  _together(ctx, joint) {
    const left = joint.premises[0].x - joint.premises[0].w / 2;
    const ys = joint.premises.map((box) => box.y);
    if (ys.length === 1) return segmentOf(ctx, joint.x + JOINT_RADIUS, joint.y, left, ys[0]);
    const bar = joint.step.move === "undercuts" ? left - 10 : left - 16;
    ctx.beginPath();
    ctx.moveTo(left, ys[0]);
    ctx.lineTo(bar + 7, ys[0]);
    ctx.arcTo(bar, ys[0], bar, ys[0] + 7, 7);
    ctx.lineTo(bar, ys[ys.length - 1] - 7);
    ctx.arcTo(bar, ys[ys.length - 1], bar + 7, ys[ys.length - 1], 7);
    ctx.lineTo(left, ys[ys.length - 1]);
    for (const y of ys.slice(1, -1)) {
      ctx.moveTo(bar, y);
      ctx.lineTo(left, y);
    }
    ctx.moveTo(bar, joint.y);
    ctx.lineTo(joint.x + JOINT_RADIUS, joint.y);
    ctx.stroke();
  }

  /** From the joint to the claim that it is for or against. */
  _arrive(ctx, joint) {
    const endX = joint.target.x + joint.target.w / 2;
    const endY = joint.target.y + joint.port;
    const startX = joint.x - JOINT_RADIUS;
    const head = 9;
    const middle = (startX + endX + head) / 2;
    ctx.beginPath();
    ctx.moveTo(startX, joint.y);
    ctx.bezierCurveTo(middle, joint.y, middle, endY, endX + head, endY);
    ctx.stroke();
    arrowHead(ctx, endX + 1, endY, -1, 0, head);
  }

  /** From an undercut's joint to the joint of the step that it hits. */
  _cut(ctx, joint) {
    const { x, y } = joint.target;
    const below = joint.y > y ? 1 : -1;
    const end = y + below * JOINT_RADIUS;
    ctx.beginPath();
    if (Math.abs(joint.x - x) < 1) ctx.moveTo(joint.x, joint.y - below * JOINT_RADIUS);
    else {
      ctx.moveTo(joint.x - JOINT_RADIUS, joint.y);
      ctx.arcTo(x, joint.y, x, end, 10);
    }
    ctx.lineTo(x, end + below * 8);
    ctx.stroke();
    arrowHead(ctx, x, end + below, 0, -below, 8);
  }

  /** From a claim that takes a question up to the question. */
  _answer(ctx, box) {
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = this.colours.soft;
    ctx.lineWidth = 1.5;
    const endX = box.parent.x + box.parent.w / 2;
    const startX = box.x - box.w / 2;
    const middle = (startX + endX) / 2;
    ctx.beginPath();
    ctx.moveTo(startX, box.y);
    ctx.bezierCurveTo(middle, box.y, middle, box.parent.y, endX + 8, box.parent.y);
    ctx.stroke();
    arrowHead(ctx, endX + 1, box.parent.y, -1, 0, 8);
    ctx.restore();
  }

  /** The joint: filled if the step stands, hollow if it is open, grey if it falls, with the sign of what it does. */
  _joint(ctx, joint) {
    const { x, y, step } = joint;
    const colour = this.colours[step.move];
    const filled = step.status === "stands" || !step.status;
    ctx.save();
    if (this.paint.isFaded(step)) ctx.globalAlpha = FADED;
    ctx.beginPath();
    ctx.arc(x, y, JOINT_RADIUS, 0, 2 * Math.PI);
    ctx.fillStyle = filled ? colour : this.colours.paper;
    ctx.fill();
    ctx.strokeStyle = step.status === "falls" ? this.colours.soft : colour;
    ctx.lineWidth = 2;
    if (step === this.paint.selected || step === this.paint.hovered) {
      ctx.stroke();
      ctx.beginPath();
      ctx.arc(x, y, JOINT_RADIUS + 4, 0, 2 * Math.PI);
      ctx.strokeStyle = this.colours.accent;
    }
    ctx.stroke();
    ctx.strokeStyle = filled ? this.colours.paper : step.status === "falls" ? this.colours.soft : colour;
    joinSign(ctx, x, y, step.move);
    ctx.restore();
  }
}
