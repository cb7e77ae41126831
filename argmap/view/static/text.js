// Words made to fit a box: measured in the font they are drawn in, broken between words, and inside a word only where that alone is too long.

const FONT = '"Inter", "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, "Noto Sans", system-ui, sans-serif';
const LINE = 18;
/** More than fills any box; a claim may be a page long. */
const LONGEST_SHOWN = 700;

const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
const widths = new Map();

/** How wide a text is in a font. */
function widthOf(text, font) {
  const key = `${font}\n${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (ruler.font !== font) ruler.font = font;
    width = ruler.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

/** Break a text into at most `most` lines no wider than `width`; the last ends in an ellipsis if something is left. */
function wrap(text, font, width, most) {
  const words = text.slice(0, LONGEST_SHOWN).split(/\s+/u).filter(Boolean);
  const lines = [];
  let line = "";
  while (words.length && lines.length < most) {
    const joined = line ? `${line} ${words[0]}` : words[0];
    if (widthOf(joined, font) <= width) {
      line = joined;
      words.shift();
    } else if (line) {
      lines.push(line);
      line = "";
    } else {
      const head = fitting(words[0], font, width);
      lines.push(head);
      words[0] = words[0].slice(head.length);
    }
  }
  if (line && lines.length < most) lines.push(line);
  else if (line || words.length || text.length > LONGEST_SHOWN) lines.push(withEllipsis(lines.pop() || "", font, width));
  return lines;
}

/** The longest beginning of a text that is no wider than `width`, at least one character, never half of one. */
function fitting(text, font, width) {
  const characters = segment(text);
  let low = 1;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (widthOf(characters.slice(0, middle).join(""), font) <= width) low = middle;
    else high = middle - 1;
  }
  return characters.slice(0, low).join("");
}

/** What a reader takes for single characters: an emoji of several code points is one. */
function segment(text) {
  if (!("Segmenter" in Intl)) return [...text];
  return [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map((part) => part.segment);
}

/** A line with an ellipsis after it, shortened to stay within `width`. */
function withEllipsis(line, font, width) {
  return widthOf(`${line}…`, font) <= width ? `${line}…` : `${fitting(line, font, width - widthOf("…", font)).trimEnd()}…`;
}

/** A text on one line, shortened to fit. */
function oneLine(text, font, width) {
  return widthOf(text, font) <= width ? text : withEllipsis(fitting(text, font, width), font, width);
}

/** Whether a text reads from right to left: its first letter decides, as in HTML's dir="auto". */
function isRightToLeft(text) {
  const letter = /\p{L}/u.exec(text);
  return letter !== null && /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(letter[0]);
}
