"""The page as its readers use it."""

from __future__ import annotations

import re
import sys

import pytest

from argmap.markup import parse
from argmap.reason import judge
from argmap.view import page

from ..view.bike_lanes import bike_lanes
from ..view.debate import Document, big, build

pytestmark = pytest.mark.browser

OVERLAPS = """() => {
  const rectangle = (box) => app.map.network.getBoundingBox(box.key);
  const boxes = app.map.scene.boxes.map((box) => [box.key, rectangle(box)]);
  const hit = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap(([one, a], i) => boxes.slice(i + 1).filter(([, b]) => hit(a, b)).map(([other]) => [one, other]));
}"""
DRAWN = """() => app.map.scene.boxes.every((box) => {
  const { left, right, top, bottom } = app.map.network.getBoundingBox(box.key);
  return Math.abs(right - left - box.w) < 2 && Math.abs(bottom - top - box.h) < 2;
})"""

SEARCH = """() => {
  app.search.find("warm");
  const start = performance.now();
  app.search.find("district 7");
  return performance.now() - start;
}"""


@pytest.fixture(scope="module")
def bikes() -> str:
    thread, map = bike_lanes()
    return page(thread, map, judge(map))


def box(view, key):
    """Where on the screen the card of a claim is."""
    return view.evaluate(
        """(key) => {
          const box = app.map.scene.byNode.get(app.debate.find(key));
          const { left, top } = document.querySelector("#map").getBoundingClientRect();
          const { x, y } = app.map.network.canvasToDOM(box);
          return { x: x + left, y: y + top };
        }""",
        key,
    )


def settle(view):
    """Wait until what was asked for has been drawn."""
    view.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


OPEN_ALL = """() => {
  for (const slot of [app.tree.top, ...app.tree.place.values()]) app.tree.open(slot, Infinity);
  app.map.refresh();
  app.map.fit();
}"""


def test_first_view(show, bikes):
    view = show(bikes)
    settle(view)
    boxes = view.evaluate("app.map.scene.boxes.length")
    assert 15 <= boxes <= 45
    assert 12 * view.evaluate("app.map.network.getScale()") >= 9  # the smallest letters on a card are 12 px
    assert view.evaluate(OVERLAPS) == []
    cruxes = view.evaluate("app.debate.cruxes.map(({ claim }) => app.tree.isVisible(app.tree.place.get(claim)))")
    assert len(cruxes) == 10
    assert all(cruxes)


def test_no_overlap_whatever_is_open(show, bikes):
    view = show(bikes)
    view.evaluate(OPEN_ALL)
    settle(view)
    assert view.evaluate("app.map.scene.byNode.size") == 60
    assert view.evaluate(DRAWN)
    assert view.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("name", ["connectomics", "bike-lanes"])
def test_corpus(show, root, name):
    file = root / "corpus" / f"{name}.md"
    annotated = parse(file.read_text(encoding="utf-8"), file.name)
    view = show(page(annotated.thread, annotated.map, judge(annotated.map)))
    settle(view)
    assert view.evaluate(OVERLAPS) == []
    cruxes = view.evaluate("app.debate.cruxes.map(({ claim }) => app.tree.isVisible(app.tree.place.get(claim)))")
    assert all(cruxes)
    view.evaluate(OPEN_ALL)
    settle(view)
    assert view.evaluate("app.map.scene.byNode.size") == len(annotated.map.claims) + len(annotated.map.questions)
    assert view.evaluate(DRAWN)
    assert view.evaluate(OVERLAPS) == []


def test_supports_above_objections_below(show, bikes):
    view = show(bikes, hash="#n=safety")
    view.evaluate("app.map.toggle(app.tree.place.get(app.selected))")
    joints = view.evaluate(
        "app.map.scene.joints.filter(({ step }) => step.target === app.selected).map(({ step, y }) => [step.move, y])"
    )
    joints.sort(key=lambda joint: joint[1])
    assert [move for move, _ in joints] == ["supports", "supports", "rebuts", "rebuts"]
    columns = view.evaluate(
        "app.map.scene.boxes.filter((box) => box.parent).every((box) => box.x - box.w / 2 > box.parent.x + box.parent.w / 2)"
    )
    assert columns


def test_click_shows_everything_about_a_claim(show, bikes):
    view = show(bikes)
    spot = box(view, "riders")
    view.mouse.click(spot["x"], spot["y"])
    panel = view.locator("#panel")
    panel.wait_for(state="visible")
    assert panel.locator("h2").inner_text() == "At least one commuter in ten would switch to cycling if the lanes were continuous."
    told = panel.inner_text()
    assert "Mara Lindqvist · post · 3 Who would ride" in told
    assert "Contested: reasons stand on both sides" in told
    assert panel.locator(".mark.here").inner_text().startswith("At least one commuter in ten")
    assert "In our survey" in panel.locator(".block").first.inner_text()
    assert panel.locator(".step.move-supports").count() == 3
    assert panel.locator(".step.move-undercuts").count() == 1
    assert panel.locator(".step.move-rebuts").count() == 2
    assert "If it is granted, the thesis" in told
    assert view.url.endswith("#n=riders")


def test_click_on_a_step_and_on_the_ground(show, bikes):
    view = show(bikes)
    joint = view.evaluate(
        """() => {
          const joint = app.map.scene.joints.find(({ step }) => step.key === "survey2>riders");
          const { left, top } = document.querySelector("#map").getBoundingClientRect();
          const { x, y } = app.map.network.canvasToDOM(joint);
          return [x + left, y + top];
        }"""
    )
    view.mouse.click(*joint)
    view.locator("#panel", has_text="against").wait_for()
    assert view.url.endswith("#n=survey2%3Eriders")
    corner = view.locator("#map").bounding_box()
    view.mouse.click(corner["x"] + 4, corner["y"] + corner["height"] - 4)
    view.locator("#panel").wait_for(state="hidden")
    assert "#" not in view.url


def test_handle_opens_and_closes(show, bikes):
    view = show(bikes)
    handle = """() => {
      const box = app.map.scene.byNode.get(app.debate.find("safety"));
      const { left, top } = document.querySelector("#map").getBoundingClientRect();
      const { x, y } = app.map.network.canvasToDOM(handleOf(box));
      return [x + left, y + top];
    }"""
    before = view.evaluate("app.map.scene.boxes.length")
    view.mouse.click(*view.evaluate(handle))
    view.wait_for_function("(before) => app.map.scene.boxes.length > before", arg=before)
    assert view.evaluate("app.tree.isVisible(app.tree.place.get(app.debate.find('junctions')))")
    view.mouse.click(*view.evaluate(handle))
    view.wait_for_function("(before) => app.map.scene.boxes.length === before", arg=before)


def test_deep_link_and_history(show, bikes):
    view = show(bikes, hash="#n=planters")
    assert view.locator("#panel h2").inner_text().startswith("Planters are pushed aside")
    assert view.evaluate("app.tree.isVisible(app.tree.place.get(app.selected))")
    view.locator("#panel .use .mention").click()
    view.locator("#panel h2", has_text="A pilot with planters").wait_for()
    view.go_back()
    view.locator("#panel h2", has_text="Planters are pushed aside").wait_for()


def test_search(show, bikes):
    view = show(bikes)
    view.keyboard.press("/")
    view.keyboard.type("plough mara")
    assert view.locator("#hits [role=option]").count() == 0
    view.keyboard.press("Escape")
    view.keyboard.press("/")
    view.keyboard.type("plough ines")
    assert view.locator("#hits [role=option]").count() == 1
    view.keyboard.press("Enter")
    view.locator("#panel h2", has_text="Narrow ploughs exist").wait_for()
    assert view.evaluate("app.tree.isVisible(app.tree.place.get(app.selected))")


def test_keyboard(show, bikes):
    view = show(bikes)
    view.locator(".tab-outline").focus()
    view.keyboard.press("Enter")
    assert view.locator("[role=treeitem][tabindex='0']").count() == 1
    view.keyboard.press("Tab")
    view.keyboard.press("Tab")
    focused = view.locator(":focus")
    assert focused.get_attribute("role") == "treeitem"
    assert focused.get_attribute("aria-level") == "1"
    view.keyboard.press("ArrowDown")
    view.keyboard.press("ArrowRight")
    assert focused.get_attribute("aria-expanded") == "true"
    view.keyboard.press("ArrowRight")
    assert focused.get_attribute("aria-level") == "3"
    view.keyboard.press("Enter")
    view.locator("#panel h2").wait_for()
    assert view.locator("#panel h2").inner_text() in focused.inner_text()
    view.keyboard.press("ArrowLeft")
    assert focused.get_attribute("aria-level") == "2"
    view.keyboard.press("End")
    assert "Who would pay" in focused.inner_text()
    view.keyboard.press("Home")
    assert "The city should build" in focused.inner_text()
    view.keyboard.press("Escape")
    view.locator("#panel").wait_for(state="hidden")


def test_every_claim_is_reached_in_the_outline(show, bikes):
    view = show(bikes)
    view.evaluate("app.look('outline')")
    view.evaluate("for (const slot of app.tree.place.values()) app.outline.open.add(slot); app.outline._draw()")
    assert view.evaluate("new Set(app.outline.rows.map((row) => row.slot.node)).size") == 60


def test_text_beside_the_map(show, bikes):
    view = show(bikes)
    view.locator(".tab-text").click()
    assert view.locator(".doc").count() == 10
    assert view.locator(".view.text .mark").count() == 60
    view.locator(".view.text .mark", has_text="Kerbed lanes cannot be cleared").click()
    view.locator("#panel h2", has_text="Kerbed lanes cannot be cleared").wait_for()
    assert view.locator(".view.text .mark.here").inner_text().startswith("Kerbed lanes")
    head = view.locator(".doc.comment h2", has_text="tram_driver_88").first.inner_text()
    assert "karma 31 · agreement −4 · on the post" in head


def test_legend_filters(show, bikes):
    view = show(bikes)
    button = view.locator("#legend .key.status-falls")
    number = int(re.search(r"\d+", button.inner_text())[0])
    button.click()
    assert view.locator(".found").inner_text() == f"{number} matches"
    view.locator("#legend select").select_option(label="Ines Okafor (5)")
    assert int(view.locator(".found").inner_text().split()[0]) < number
    button.click()
    assert view.locator(".found").inner_text() == "5 matches"


def test_dark_and_light(show, bikes):
    view = show(bikes, color_scheme="dark")
    dark = view.evaluate("app.map.paint.colours.paper")
    view.locator("#tools button").click()
    assert view.evaluate("app.map.paint.colours.paper") != dark


def test_phone(show, bikes):
    view = show(bikes, viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    assert view.evaluate("innerWidth") == 390
    assert view.evaluate("document.documentElement.scrollWidth") == 390
    view.locator(".tab-map").tap()
    spot = box(view, "lanes")
    view.touchscreen.tap(spot["x"], spot["y"])
    view.locator("#panel h2", has_text="The city should build").wait_for()
    panel, stage = view.locator("#panel").bounding_box(), view.locator("#map").bounding_box()
    assert stage["y"] + stage["height"] <= panel["y"] + 1


def test_without_annotations(show):
    thread, map = build(
        "Nothing yet", [Document("post", "Ana", "Only text.\n\n## 1 More\n\nAnd more."), Document("c1", "Bo", "A comment.")]
    )
    view = show(page(thread, map, judge(map)))
    assert view.locator(".view.text").is_visible()
    assert "And more." in view.locator(".view.text").inner_text()
    assert "Nothing has been annotated" in view.locator("#stage").inner_text()


def test_odd_texts(show):
    words = {
        "long": "x" * 400,
        "page": "A claim as long as a page. " * 400,
        "rtl": "العربية تكتب من اليمين إلى اليسار وهذا ادعاء طويل بما يكفي ليملأ أكثر من سطر واحد",
        "emoji": "👩‍👩‍👧‍👦🚲" * 60,
        "cjk": "自転車専用道路を整備すると交通事故が減るという主張である。" * 8,
    }
    body = "{top| All of it.}\n\n" + "\n\n".join(f"{{{id}| {text}}}" for id, text in words.items())
    thread, map = build("Odd", [Document("post", "Ana", body)], "\n".join(f"{id} > top" for id in words))
    view = show(page(thread, map, judge(map)), hash="#n=long")
    settle(view)
    widest = "Math.max(...app.map.scene.boxes.flatMap((box) => box.lines.map((line) => widthOf(line, TEXT_FONT))))"
    assert view.evaluate(widest) <= view.evaluate("BOX_WIDTH - 2 * PADDING")
    assert view.evaluate("app.map.scene.boxes.every((box) => box.h < 150)")
    assert view.evaluate("document.documentElement.scrollWidth") == 1440
    assert view.locator("#panel").evaluate("(each) => each.scrollWidth - each.clientWidth") <= 0
    assert view.evaluate(OVERLAPS) == []
    lines = view.evaluate("app.map.scene.byNode.get(app.debate.find('emoji')).lines")
    assert all(set(re.findall("👩‍👩‍👧‍👦|🚲|.", line)) <= {"👩‍👩‍👧‍👦", "🚲", "…"} for line in lines)


def test_thousands_of_siblings(show):
    body = "{top| Everything hangs here.}\n\n" + " ".join(f"{{s{n}| Reason number {n}.}}" for n in range(3000))
    thread, map = build("Wide", [Document("post", "Ana", body)], "\n".join(f"s{n} > top" for n in range(3000)))
    view = show(page(thread, map, judge(map)))
    assert view.evaluate("app.map.scene.boxes.length") == 10  # the thesis, eight reasons, and "more"
    view.evaluate("app.map.more(app.tree.place.get(app.debate.find('top')))")
    assert view.evaluate("app.map.scene.boxes.length") == 18
    assert view.evaluate("app.map.scene.boxes.at(-1).hidden") == 3000 - 16
    view.evaluate("location.hash = '#n=s2999'")
    view.locator("#panel h2", has_text="Reason number 2999").wait_for()
    assert view.evaluate("app.tree.isVisible(app.tree.place.get(app.selected))")


def test_circles_and_chains(show):
    length = 1500
    chain = [f"{{c{n}| Link {n}.}}" for n in range(length)]
    relations = "\n".join(f"c{n + 1} > c{n}" for n in range(length - 1)) + "\nb > a\na > b\na x c3\nb / c4 > c3"
    thread, map = build("Deep", [Document("post", "Ana", " ".join([*chain, "{a| One.} {b| Two.}"]))], relations)
    view = show(page(thread, map, judge(map)), hash=f"#n=c{length - 1}")
    view.locator("#panel h2", has_text=f"Link {length - 1}.").wait_for()
    assert view.evaluate("app.map.scene.byNode.size") >= length
    view.evaluate("location.hash = '#n=b'")
    view.locator("#panel h2", has_text="Two.").wait_for()
    assert view.evaluate("app.tree.isVisible(app.tree.place.get(app.selected))")


@pytest.mark.parametrize("claims", [60, 1000, 10_000])
def test_ready(show, claims, capsys):
    thread, map = big(claims)
    html = page(thread, map, judge(map, ()))
    view = show(html)
    settle(view)
    ready = view.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    find = view.evaluate(SEARCH)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{claims} claims: ready after {ready:.0f} ms, search {find:.1f} ms, {len(html.encode()) / 1e6:.2f} MB\n"
        )
    assert ready < 10_000  # the budget is 1,000; this only catches what is hopeless on a machine that does other things too
    assert view.evaluate(OVERLAPS) == []
    assert 12 * view.evaluate("app.map.network.getScale()") >= 9
