"""What every page must be: axe finds nothing, nothing overflows, nobody else is asked."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

AXE = Axe()
OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth + 1;
  const scrolls = (node) => {
    for (let up = node.parentElement; up; up = up.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return true;
    return false;
  };
  const hidden = (box) => box.width <= 1 || box.height <= 1;
  const name = (node) => node.tagName.toLowerCase() + "." + (node.getAttribute("class") ?? "");
  const faults = [...document.body.querySelectorAll("*")]
    .filter((node) => {
      const box = node.getBoundingClientRect();
      return (box.right > wide || box.left < -1) && !hidden(box) && !scrolls(node)
        && !node.closest(".govuk-skip-link") && !node.closest("svg *");
    })
    .map((node) => name(node) + " reaches beyond the window");
  if (document.documentElement.scrollWidth > wide) faults.push("the page scrolls sideways");
  return [...new Set(faults)];
}"""
CLIPPED = """() => {
  const name = (node) => node.tagName.toLowerCase() + "." + (node.getAttribute("class") ?? "");
  const shown = (node) => node.clientWidth > 1 && node.clientHeight > 1;
  const cut = (node) => {
    const style = getComputedStyle(node);
    if (node.matches("input:not([type=hidden]), select")) {
      const padding = parseFloat(style.paddingTop) + parseFloat(style.paddingBottom);
      const short = node.clientHeight - padding < parseFloat(style.fontSize) * 1.1;
      return short && !node.matches("[type=checkbox], [type=radio]");
    }
    return style.overflowY === "hidden" && node.scrollHeight > node.clientHeight + 2;
  };
  const nodes = [...document.body.querySelectorAll("*")];
  const faults = nodes.filter((node) => shown(node) && cut(node));
  return [...new Set(faults.map((node) => name(node) + " cuts its text off"))];
}"""


class Watch:
    """Hears what pages complain of, and to whom the browser speaks."""

    def __init__(self, page: Page, host: str) -> None:
        self.page, self.host = page, host
        self.faults: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        own_status = message.location["url"] == self.page.url and "status of 4" in message.text
        if message.type in ("error", "warning") and not own_status:
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.faults.append(f"asked {request.url}")

    def take(self) -> list[str]:
        """Return what was noticed since the last time."""
        noticed, self.faults = self.faults, []
        return noticed


def faults_of(page: Page, sizes: Sequence[dict[str, int]]) -> list[str]:
    """Return what is wrong with the page that is open, at each size of window."""
    faults = frame_faults(page)
    for size in sizes:
        page.set_viewport_size(size)
        found = axe_faults(page) + page.evaluate(OVERFLOWING)
        faults += [f"at {size['width']} px: {fault}" for fault in found]
    return faults


def frame_faults(page: Page) -> list[str]:
    """Return what is wrong with heading, language and title."""
    headings = page.locator("h1").count()
    language, title = page.locator("html").get_attribute("lang"), page.title()
    faults = [] if headings == 1 else [f"{headings} h1 headings"]
    if language not in ("en", "cy"):
        faults.append(f"language is {language!r}")
    if not title.strip():
        faults.append("no title")
    return faults


def axe_faults(page: Page) -> list[str]:
    """Return what axe reports."""
    return [
        f"axe {violation['id']}: {node['html'][:160]} – {violation['help']}"
        for violation in AXE.run(page).response["violations"]
        for node in violation["nodes"]
    ]
