"use strict";
// The page's elements are made here. Text goes in as text: nothing on this page parses HTML.

/**
 * Make an element. An attribute named `onclick` and the like is a listener; null, undefined and false leave an attribute or a child out.
 * @param {string} tag
 * @param {Object<string, any>} attributes
 * @param {...any} children
 * @returns {any}
 */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  put(made, ...children);
  return made;
}

/** Append children to an element, leaving out those that are not there. */
function put(parent, ...children) {
  parent.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

/** Replace everything in an element. */
function fill(parent, ...children) {
  parent.replaceChildren();
  put(parent, ...children);
}

/** The element of that id, which the template has. */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/** The URL in an address of the web, or null for any other kind. */
function webAddress(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:"].includes(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A link that leaves the page: for http and https alone; any other address is only text. */
function leavingLink(address, ...children) {
  const url = webAddress(address);
  if (!url) return el("span", {}, ...children);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

/** The address, within the page, of a claim, question or step. */
function hashOf(key) {
  return `#n=${encodeURIComponent(key)}`;
}

/** The key in such an address, or null. */
function keyIn(hash) {
  if (!hash.startsWith("#n=")) return null;
  try {
    return decodeURIComponent(hash.slice(3));
  } catch {
    return null; // a stray % in an address that somebody typed
  }
}

/** "1 reason", "2 reasons". */
function count(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
