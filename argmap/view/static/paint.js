// What drawing needs to know besides where things are: the colours of the theme in force, and what is to stand out.

/** How much is left to see of what a filter does not let through. */
const FADED = 0.2;

class Paint {
  constructor() {
    this.recolour();
    this.selected = null;
    this.hovered = null;
    /** The steps on the way from what is selected to the conclusion. */
    this.path = new Set();
    /** What a filter lets through, or null where there is none. */
    this.matches = null;
  }

  /** Take the colours of the theme in force. */
  recolour() {
    this.colours = palette();
  }

  /** Whether a filter has put a node in the background; a step is there with all its premises. */
  isFaded(node) {
    if (this.matches === null) return false;
    return !(node.move ? node.premises : [node]).some((each) => this.matches.has(each));
  }
}
