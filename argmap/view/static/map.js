// The drawing on the screen: vis-network holds the canvas, the camera and the gestures; what is drawn where is ours.

/** No label is ever smaller than 12 px times this on the first view. */
const SMALLEST_SCALE = 0.8;
const FIRST_VIEW = 28;
/** How many conclusions it shows of a map that nobody has confirmed. */
const FEW = 3;

class MapView {
  /**
   * @param {HTMLElement} container @param {Tree} tree
   * @param {(node: any) => void} onSelect called with the node that was clicked, or null for the ground
   */
  constructor(container, tree, onSelect) {
    this.container = container;
    this.tree = tree;
    this.onSelect = onSelect;
    this.paint = new Paint();
    this.cards = new Cards(this.paint);
    this.lines = new Lines(this.paint);
    this.scene = { boxes: [], joints: [], byNode: new Map() };
    this.boxes = new vis.DataSet();
    this.network = new vis.Network(
      container,
      { nodes: this.boxes, edges: new vis.DataSet() },
      {
        autoResize: false, // vis-network would change the scale with the size
        physics: false,
        layout: { improvedLayout: false },
        interaction: { dragNodes: false, selectable: false, hover: false, keyboard: false, zoomSpeed: 0.6 },
        nodes: { shape: "custom", size: BOX_WIDTH / 2, chosen: false, label: "" },
      },
    );
    this._name();
    this.network.on("beforeDrawing", (ctx) => this.lines.draw(ctx, this.scene));
    this.network.on("click", ({ pointer }) => this._click(pointer.canvas));
    this.network.on("zoom", ({ scale }) => this._keepScale(scale));
    new ResizeObserver(() => this.fitContainer()).observe(container);
    container.addEventListener("mousemove", (event) => this._hover(event));
    container.addEventListener("mouseleave", () => this._setHovered(null));
  }

  /** A canvas says nothing to a screen reader, so it says where the same is told in words. */
  _name() {
    const frame = this.container.firstElementChild;
    frame.setAttribute("role", "img");
    frame.setAttribute("aria-label", "The argument map as a drawing. The outline tells the same in words.");
    frame.setAttribute("tabindex", "-1");
  }

  /** Draw what the tree shows now. A slot that is given stays where it is on the screen. */
  refresh(still = null) {
    const before = still && this._boxOf(still);
    const was = before && this.network.canvasToDOM(before);
    this.scene = layOut(this.tree);
    this.boxes.clear();
    this.boxes.add(this.scene.boxes.map((box) => this._visNode(box)));
    for (const box of this.scene.boxes) this._bound(box);
    const after = was && this._boxOf(still);
    if (after) {
      const scale = this.network.getScale();
      this._moveTo(after.x - (was.x - this.container.clientWidth / 2) / scale, after.y - (was.y - this.container.clientHeight / 2) / scale, scale);
    }
  }

  _visNode(box) {
    const dimensions = { width: box.w, height: box.h };
    const drawn = { drawNode: () => this.cards.draw(this._context, box), nodeDimensions: dimensions };
    const ctxRenderer = ({ ctx }) => {
      this._context = ctx;
      return drawn;
    };
    return { id: box.key, x: box.x, y: box.y, ctxRenderer };
  }

  /** vis-network 9.1 does not know how large a shape of one's own is, and would leave out what it takes to be out of sight. */
  _bound(box) {
    const { left, right, top, bottom } = extent([box]);
    const { shape } = this.network.body.nodes[box.key];
    shape.boundingBox = { left, right, top, bottom };
    shape.updateBoundingBox = () => {};
  }

  _boxOf(slot) {
    return this.scene.boxes.find((box) => box.slot === slot && box.kind !== "more");
  }

  /** Take the size that the container has now. The middle of the view stays the middle. */
  fitContainer() {
    const { clientWidth, clientHeight } = this.container;
    const size = `${clientWidth} ${clientHeight}`;
    if (this.size === size) return;
    this.size = size;
    const { x, y } = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.network.setSize(`${clientWidth}px`, `${clientHeight}px`);
    this._moveTo(x, y, scale);
    this.redraw();
  }

  redraw() {
    this.network.redraw();
  }

  _moveTo(x, y, scale) {
    this.network.moveTo({ position: { x, y }, scale, animation: false });
  }

  /** Open the tree as far as a first look can take it in, and look at it: conclusions, cruxes, what is disputed, then level by level. */
  firstView() {
    const { tree } = this;
    const { theses, cruxes } = tree.debate;
    tree.closeAll();
    // Of suggestions only what has most behind it: a machine finds many conclusions, and a crux in every single reason.
    const { provisional } = tree.debate;
    if (provisional && theses.length) for (const thesis of theses.slice(0, FEW)) tree.reveal(thesis);
    else tree.open(tree.top, theses.length ? Math.min(theses.length, BATCH) : BATCH);
    for (const crux of provisional ? [] : [...cruxes].sort((a, b) => (b.root ? 1 : 0) - (a.root ? 1 : 0))) {
      if (tree.visibleCount() < FIRST_VIEW) tree.reveal(crux.claim);
    }
    this._widen();
    this.refresh();
    this.fit(SMALLEST_SCALE);
  }

  /** Open more for as long as everything still fits on the screen at a legible size. */
  _widen() {
    const { tree } = this;
    const queue = tree.below(tree.top);
    // A conclusion with much below it shows at least what is disputed, or what weighs most.
    for (const slot of [...queue]) [BATCH, 6, 4, 2].some((batch) => this._try(() => tree.open(slot, batch)));
    const disputed = tree.top.slots.filter((slot) => !tree.shown.has(slot) && slot.node.cons.length);
    disputed.sort((a, b) => b.weight - a.weight);
    for (const slot of disputed.slice(0, BATCH)) {
      const opened = this._try(() => {
        tree.reveal(slot.node);
        tree.open(slot);
      });
      if (opened) queue.push(slot);
    }
    for (let i = 0; i < queue.length && tree.visibleCount() < FIRST_VIEW; i++) {
      this._try(() => tree.open(queue[i]));
      queue.push(...tree.below(queue[i]));
    }
  }

  /** Do something to the tree, and undo it if there is no room on the screen for what that shows. */
  _try(change) {
    const { tree } = this;
    const room = { width: this.container.clientWidth / SMALLEST_SCALE - 40, height: this.container.clientHeight / SMALLEST_SCALE - 40 };
    const height = (boxes) => extent(boxes).bottom - extent(boxes).top;
    const before = { shown: new Set(tree.shown), height: height(layOut(tree).boxes) };
    change();
    const { boxes } = layOut(tree);
    const { left } = extent(boxes);
    const reached = Math.max(...boxes.filter((box) => !before.shown.has(box.slot)).map((box) => box.x + box.w / 2));
    const fits = reached - left <= room.width && height(boxes) <= Math.max(room.height, before.height);
    if (fits && tree.visibleCount() <= FIRST_VIEW + BATCH) return true;
    tree.shown = before.shown;
    return false;
  }

  /** Look at everything that is drawn or, where it would be smaller than `smallest`, at the first conclusion and as much as there is room for. */
  fit(smallest = 0.05) {
    const { boxes } = this.scene;
    if (!boxes.length) return;
    const { left, right, top, bottom } = extent(boxes);
    const { clientWidth: width, clientHeight: height } = this.container;
    const margin = 28;
    const fitting = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (bottom - top));
    const scale = Math.max(Math.min(fitting, 1), smallest);
    const tooWide = (right - left) * scale > width - 2 * margin;
    const tooHigh = (bottom - top) * scale > height - 2 * margin;
    const x = tooWide ? left + (width / 2 - margin) / scale : (left + right) / 2;
    const y = tooHigh ? clamp(boxes[0].y, top + (height / 2 - margin) / scale, bottom - (height / 2 - margin) / scale) : (top + bottom) / 2;
    this._moveTo(x, y, scale);
  }

  zoom(factor) {
    const { x, y } = this.network.getViewPosition();
    this._moveTo(x, y, clamp(this.network.getScale() * factor, 0.05, 3));
  }

  /** Keep the wheel from zooming to nothing. */
  _keepScale(scale) {
    if (scale < 0.05 || scale > 3) this.zoom(1);
  }

  /** Bring a node into sight; one that was hidden comes with what bears on it. */
  show(node) {
    const slot = this.tree.slotOf(node);
    if (!this.tree.isVisible(slot)) {
      this.tree.reveal(node);
      this.tree.open(slot);
      this.refresh();
    }
    this.bringIn(slot);
  }

  /** Bring a box into sight, with as much of the way to its root as there is room for. */
  bringIn(slot) {
    const box = this._boxOf(slot);
    const path = [];
    for (let at = box; at; at = at.parent) path.push(at);
    this._approach(path);
  }

  /** Move no further than it takes to see the first of some boxes and as many of the next as there is room for. */
  _approach(boxes) {
    const scale = Math.max(this.network.getScale(), SMALLEST_SCALE);
    const room = { x: this.container.clientWidth / scale - 80, y: this.container.clientHeight / scale - 80 };
    let area = null;
    for (const box of boxes) {
      const { left, right, top, bottom } = extent(area ? [area, box] : [box]);
      if (area && (right - left > room.x || bottom - top > room.y)) break;
      area = { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top };
    }
    if (!area) return;
    const view = this.network.getViewPosition();
    const near = (axis, size) => {
      const spare = Math.max(room[axis] - area[size], 0) / 2;
      return clamp(view[axis], area[axis] - spare, area[axis] + spare);
    };
    this._moveTo(near("x", "w"), near("y", "h"), scale);
  }

  toggle(slot) {
    if (this.tree.isOpen(slot)) this.tree.close(slot);
    else this.tree.open(slot);
    this.refresh(slot);
    const box = this._boxOf(slot);
    this._approach([box, ...[...box.kids].sort((a, b) => Math.abs(a.dy) - Math.abs(b.dy))]);
  }

  /** Show some more of what is below a slot; below no slot are the roots. */
  more(slot) {
    this.tree.open(slot);
    this.refresh(slot.node ? slot : null);
  }

  /** What lies at a point: a handle, a joint or a box, in the order in which one would mean them. */
  at({ x, y }) {
    const inside = (box, spare = 0) => Math.abs(x - box.x) <= box.w / 2 + spare && Math.abs(y - box.y) <= box.h / 2 + spare;
    for (const box of this.scene.boxes) {
      if (box.kind === "card" && (box.hidden || box.kids.length) && inside(handleOf(box), 4)) return { handle: box };
    }
    const joint = this.scene.joints.find((each) => Math.hypot(x - each.x, y - each.y) <= JOINT_RADIUS + 4);
    return joint ? { joint } : { box: this.scene.boxes.find((box) => inside(box)) };
  }

  _click(point) {
    const { handle, joint, box } = this.at(point);
    if (handle) this.toggle(handle.slot);
    else if (joint) this.onSelect(joint.step);
    else if (box && box.kind === "more") this.more(box.slot);
    else this.onSelect(box ? box.slot.node : null);
  }

  _hover(event) {
    const { left, top } = this.container.getBoundingClientRect();
    const { handle, joint, box } = this.at(this.network.DOMtoCanvas({ x: event.clientX - left, y: event.clientY - top }));
    this.container.classList.toggle("pointing", Boolean(handle || joint || box));
    this._setHovered(joint ? joint.step : box && box.kind !== "more" ? box.slot.node : null);
  }

  _setHovered(node) {
    if (this.paint.hovered === node) return;
    this.paint.hovered = node;
    this.redraw();
  }

  /** Let a node stand out, with the way from it to the conclusion. */
  select(node) {
    this.paint.selected = node;
    const slot = node && this.tree.slotOf(node);
    this.paint.path = new Set(slot ? this.tree.path(slot).map((each) => each.step) : []);
    for (let step = node; step && step.move; step = step.target) this.paint.path.add(step);
    this.redraw();
  }

  /** Fade everything that is not among these; null fades nothing. */
  filter(matches) {
    this.paint.matches = matches;
    this.redraw();
  }
}

/** The nearest number between two others, which may come in either order. */
function clamp(number, one, other) {
  return Math.min(Math.max(number, Math.min(one, other)), Math.max(one, other));
}
