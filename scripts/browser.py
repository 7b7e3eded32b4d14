"""Drives the pages of `assay serve` and `assay report` in headless Chromium, by its debugging
protocol."""

import asyncio
import base64
import itertools
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import websockets

DOCUMENT = {
    "openrpc": "1.3.2",
    "info": {
        "title": "Bookshelf </title><script>window.stolen=1</script>",
        "version": "2.1.0",
        "description": "What a small library lends. <img src=x onerror='window.stolen=2'>",
    },
    "methods": [
        {
            "name": "book.create",
            "summary": "Put a book on the shelf",
            "params": [
                {"name": "title", "required": True, "schema": {"type": "string"}},
                {"name": "year", "schema": {"type": "integer", "minimum": 1450}},
            ],
            "result": {"name": "book", "schema": {"$ref": "#/components/schemas/Book"}},
        },
        {
            "name": "book.get",
            "summary": "One book by its id",
            "params": [{"name": "id", "required": True, "schema": {"type": "integer"}}],
            "result": {"name": "book", "schema": {"$ref": "#/components/schemas/Book"}},
        },
        {
            "name": "book.list",
            "summary": "Every book, in the order in which they came",
            "params": [],
            "result": {
                "name": "books",
                "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Book"}},
            },
        },
        {
            "name": "\"><script>window.stolen=3</script>",
            "summary": "</summary><script>window.stolen=4</script>",
            "params": [
                {"name": "</textarea><script>window.stolen=5</script>", "schema": True,
                 "required": True}
            ],
            "result": {"name": "r", "schema": {"const": "<script>window.stolen=6</script>"}},
        },
    ],
    "components": {
        "schemas": {
            "Book": {
                "type": "object",
                "required": ["id", "title"],
                "properties": {
                    "id": {"type": "integer"},
                    "title": {"type": "string"},
                    "year": {"type": "integer"},
                },
            }
        }
    },
}


class Page:
    """One tab; what it asks is answered in turn."""

    def __init__(self, socket):
        self.socket = socket
        self.numbers = itertools.count(1)

    async def ask(self, method, **params):
        number = next(self.numbers)
        await self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            heard = json.loads(await asyncio.wait_for(self.socket.recv(), 60))
            if heard.get("id") == number:
                if "error" in heard:
                    raise RuntimeError(heard["error"])
                return heard["result"]

    async def value(self, script):
        result = await self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    async def until(self, script):
        for _ in range(200):
            value = await self.value(script)
            if value:
                return value
            await asyncio.sleep(0.05)
        raise RuntimeError("never: " + script)

    async def shot(self, path):
        data = (await self.ask("Page.captureScreenshot", captureBeyondViewport=True))["data"]
        path.write_bytes(base64.b64decode(data))


async def attempt(page, index, button):
    """Opens a method, presses a button, and waits for the reply."""
    await page.value(
        f"(() => {{ const it = document.querySelectorAll('.method')[{index}]; it.open = true;"
        f" it.querySelector('.reply').hidden = true; it.querySelector('{button}').click(); }})()"
    )
    return await page.until(
        f"(() => {{ const it = document.querySelectorAll('.method')[{index}]"
        ".querySelector('.reply'); return it.hidden ? '' : it.textContent; })()"
    )


def expect(holds, what):
    print(("ok    " if holds else "WRONG ") + what)
    if not holds:
        raise SystemExit(1)


async def try_page(page, address, folder):
    await page.ask("Page.enable")
    for scheme in ("light", "dark"):
        await page.ask(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )
        await page.ask("Page.navigate", url=address)
        await page.until(
            "document.readyState === 'complete' && !!document.querySelector('.method')"
        )
        await page.value(
            "(() => { const it = document.querySelector('textarea');"
            ' it.value = \'{"title": "Momo", "year": 1973}\'; })()'
        )
        made = json.loads(await attempt(page, 0, "button[type=submit]"))
        expect(made["result"]["title"] == "Momo", f"{scheme}: a call over HTTP")
        listed = json.loads(await attempt(page, 2, "button.socket"))
        expect(listed["result"][0]["title"] == "Momo", f"{scheme}: a call over a WebSocket")
        hostile = await attempt(page, 3, "button.socket")
        expect("window.stolen=6" in hostile, f"{scheme}: a hostile method is text")
        expect(await page.value("window.stolen === undefined"), f"{scheme}: no script of it ran")
        expect(
            await page.value("document.querySelectorAll('script').length === 1"),
            f"{scheme}: the page has its own script alone",
        )
        await page.shot(folder / f"{scheme}.png")
    await page.value(
        "(() => { const it = document.getElementById('filter'); it.value = 'LIST';"
        " it.dispatchEvent(new Event('input')); })()"
    )
    shown = await page.value("document.querySelectorAll('.method:not([hidden])').length")
    expect(shown == 1, "the filter leaves one method")
    blocked = await page.value(
        "fetch('http://127.0.0.1:9/').then(() => false, () => true)"
    )
    expect(blocked, "the page may call nobody else")


# What the page of a run shows for each verdict, held against the numbers in its markup.
REPORT = """(() => {
  const wrong = [];
  for (const button of document.querySelectorAll("#counts button")) {
    button.click();
    const shown = document.querySelectorAll(".case." + button.dataset.standing).length;
    const all = document.querySelectorAll(".case").length;
    if (shown !== +button.dataset.count || all !== shown) wrong.push(button.textContent);
    button.click();
  }
  return wrong.join();
})()"""


async def try_report(page, scratch, folder):
    path = pathlib.Path(scratch) / "report.html"
    subprocess.run(
        [os.environ["ASSAY"], "report", "render", "--format", "html", "--out", path,
         "fixtures/reports/runs/merged.jsonl"], check=True,
    )
    for scheme, width in (("light", 1000), ("dark", 390)):
        name = f"report, {scheme}, {width} wide"
        await page.ask(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )
        await page.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
            mobile=width < 500,
        )
        await page.ask("Page.navigate", url="about:blank")
        await page.ask("Page.navigate", url=path.as_uri())
        await page.until("!!document.querySelector('.case')")
        expect(await page.value(REPORT) == "", f"{name}: verdicts filter what they count")
        expect(
            await page.value("document.querySelectorAll('script').length === 2"),
            f"{name}: what a subject wrote is text",
        )
        await page.value("document.querySelector('.case.failed > button').click()")
        expect(
            await page.value("document.querySelectorAll('.pane mark').length > 0"),
            f"{name}: evidence is shown as a difference",
        )
        expect(
            await page.value("document.documentElement.scrollWidth <= innerWidth"),
            f"{name}: nothing is wider than the page",
        )
        await page.shot(folder / f"report-{scheme}.png")
        cell = "[...document.querySelectorAll('td button.failed')][0]"
        await page.value(f"{cell}.click()")
        expect(
            await page.value(
                "!document.getElementById('chip').hidden"
                " && document.querySelectorAll('.case').length > 0"
                " && document.querySelectorAll('.case').length < 12"
            ),
            f"{name}: a cell of the matrix leads to its cases",
        )
        await page.value("location.hash = ''")
        await page.until("document.getElementById('chip').hidden")
        await page.value(
            "(() => { const it = document.getElementById('text'); it.value = 'COMPILE';"
            " it.dispatchEvent(new Event('input')); })()"
        )
        await page.until("document.querySelectorAll('.case').length === 1")
        before = await page.value("getComputedStyle(document.body).backgroundColor")
        await page.value("document.getElementById('theme').click()")
        expect(
            await page.value("getComputedStyle(document.body).backgroundColor") != before,
            f"{name}: the other theme is one click away",
        )
        await page.value("localStorage.clear()")


async def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        document = pathlib.Path(scratch) / "bookshelf.json"
        document.write_text(json.dumps(DOCUMENT))
        server = subprocess.Popen(
            [os.environ["ASSAY"], "serve", document], stdout=subprocess.PIPE, text=True
        )
        browser = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
             "--window-size=1000,900", "--remote-debugging-port=0",
             f"--user-data-dir={scratch}/profile", "about:blank"],
            stderr=subprocess.PIPE, text=True, start_new_session=True,
        )
        try:
            address = server.stdout.readline().strip()
            root = next(
                line.split()[-1] for line in browser.stderr if "DevTools listening on" in line
            )
            async with websockets.connect(root, max_size=None) as socket:
                browsing = Page(socket)
                target = await browsing.ask("Target.createTarget", url="about:blank")
            tab = root.split("/devtools/")[0] + "/devtools/page/" + target["targetId"]
            async with websockets.connect(tab, max_size=None) as socket:
                page = Page(socket)
                await try_page(page, address, folder)
                await try_report(page, scratch, folder)
        finally:
            os.killpg(browser.pid, signal.SIGKILL)
            server.send_signal(signal.SIGTERM)
            expect(server.wait(30) == 0, "the server ends well")


asyncio.run(main(pathlib.Path(sys.argv[1])))
