"""Nothing that a thread holds can run, and nothing is asked of the network, wherever one clicks."""

from __future__ import annotations

import pytest

from argmap.reason import judge
from argmap.view import page

from ..view.bike_lanes import bike_lanes
from ..view.hostile import PAYLOADS, hostile

pytestmark = pytest.mark.browser

TOUCH_EVERYTHING = """async () => {
  const pause = () => new Promise((done) => setTimeout(done, 15));
  for (const name of ["overview", "outline", "text", "map"]) { app.look(name); await pause(); }
  for (const node of app.debate.nodes) { app.select(node); await pause(); }
  for (const each of document.querySelectorAll("details")) each.open = true;
  const touches = ["mouseover", "mouseenter", "focus"];
  for (const each of document.querySelectorAll("*")) for (const touch of touches) each.dispatchEvent(new Event(touch));
  for (const each of document.querySelectorAll("#legend button")) { each.click(); await pause(); each.click(); }
  app.search.input.value = "a"; app.search.input.dispatchEvent(new Event("input"));
  for (const box of app.map.scene.boxes) app.map._setHovered(box.slot.node);
  await pause();
  return shots;
}"""


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_fires(show, payload):
    view = show(page(*hostile(payload)))
    assert view.evaluate(TOUCH_EVERYTHING) == []
    assert view.locator("iframe, object, embed, base, form, img, style:not(head style), script:not(body > script)").count() == 0
    addresses = view.evaluate("[...document.querySelectorAll('a')].map((each) => each.getAttribute('href'))")
    assert all(address.startswith(("#n=", "https://ok.example/")) for address in addresses)
    outgoing = view.locator("a[href^='https:']")
    assert {outgoing.nth(n).get_attribute("rel") for n in range(outgoing.count())} <= {"noopener noreferrer"}


@pytest.mark.parametrize("payload", PAYLOADS[:4])
def test_nothing_fires_without_javascript_either(show, payload):
    view = show(page(*hostile(payload)), java_script_enabled=False)
    assert view.locator("noscript img, noscript svg, img").count() == 0
    assert payload in view.locator(".outline").inner_text()


def test_an_address_that_names_nothing(show):
    thread, map = bike_lanes()
    view = show(page(thread, map, judge(map)), hash="#n=%E0%A4%A")
    assert view.locator("#panel").is_hidden()
