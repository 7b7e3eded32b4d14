extension StatusPage {
    static let style = """
        :root {
          color-scheme: light dark;
          --ground: #fbfaf7; --card: #fff; --ink: #1d1f23; --faint: #666b73; --line: #e2dfd8;
          --accent: #0b5fae; --wrong: #a3262a; --code: #f4f2ec;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #16181c; --card: #1e2126; --ink: #e7e6e2; --faint: #9aa0a9; --line: #31353c;
            --accent: #7db7f2; --wrong: #f2918c; --code: #15171b;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 60rem;
          background: var(--ground); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
        }
        h1 { margin: 0 0 .25rem; font-size: 1.7rem; line-height: 1.2; overflow-wrap: anywhere; }
        h1 small { color: var(--faint); font-size: 1rem; font-weight: 400; }
        h2 { font-size: 1rem; margin: 2rem 0 .5rem; }
        .about { margin: .25rem 0; white-space: pre-line; overflow-wrap: anywhere; }
        .meta { margin: .5rem 0 1rem; color: var(--faint); }
        a { color: var(--accent); }
        code, pre, textarea {
          font: .875rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, monospace;
        }
        .tools { display: flex; gap: .75rem; margin: 0 0 1rem; }
        input {
          flex: 1; min-width: 0; padding: .5rem .75rem; font: inherit; color: inherit;
          background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
        }
        .method {
          margin: 0 0 .5rem; background: var(--card); border: 1px solid var(--line);
          border-radius: .5rem;
        }
        summary {
          display: flex; gap: .75rem; align-items: baseline; padding: .6rem .9rem; cursor: pointer;
          list-style: none;
        }
        summary::-webkit-details-marker { display: none; }
        summary::before { content: "▸"; color: var(--faint); }
        [open] > summary::before { content: "▾"; }
        summary code { font-weight: 600; overflow-wrap: anywhere; }
        summary span {
          flex: 1; min-width: 0; color: var(--faint); overflow: hidden; text-overflow: ellipsis;
          white-space: nowrap;
        }
        form, table { margin: 0 .9rem .9rem; }
        table { border-collapse: collapse; width: calc(100% - 1.8rem); }
        th, td {
          padding: .3rem .75rem .3rem 0; text-align: left; vertical-align: top; font-weight: 400;
          border-bottom: 1px solid var(--line); overflow-wrap: anywhere;
        }
        td { color: var(--faint); }
        label { display: block; color: var(--faint); font-size: .875rem; }
        textarea, pre {
          display: block; width: 100%; margin: .25rem 0 0; padding: .6rem .75rem; color: var(--ink);
          background: var(--code); border: 1px solid var(--line); border-radius: .4rem;
        }
        textarea { resize: vertical; }
        pre { overflow: auto; max-height: 24rem; white-space: pre-wrap; overflow-wrap: anywhere; }
        pre.wrong { border-color: var(--wrong); }
        form p { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .6rem 0; }
        button {
          padding: .35rem .9rem; font: inherit; font-size: .9rem; cursor: pointer;
          color: var(--accent);
          background: none; border: 1px solid var(--accent); border-radius: .4rem;
        }
        button[type=submit] { color: var(--card); background: var(--accent); }
        .time { color: var(--faint); font-size: .875rem; }
        :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        [hidden] { display: none; }

        """

    static let script = #"""
        "use strict";
        const place = location.protocol.replace("http", "ws") + "//" + location.host + "/";
        document.getElementById("socket").textContent = place;
        let lastId = 0;

        function call(details) {
          const text = details.querySelector("textarea").value.trim();
          const request = { jsonrpc: "2.0", method: details.dataset.method, id: ++lastId };
          // The text itself goes out, not what a parser made of its numbers.
          if (text) JSON.parse(text);
          const head = JSON.stringify(request).slice(0, -1);
          return { id: request.id, text: head + (text ? ',"params":' + text : "") + "}" };
        }

        function show(details, text, begin) {
          const reply = details.querySelector(".reply");
          let pretty = text;
          let wrong = false;
          try {
            const value = JSON.parse(text);
            wrong = "error" in value;
            // Numbers that would change on the way are shown as they came.
            if (JSON.stringify(value) === text) pretty = JSON.stringify(value, null, 2);
          } catch { wrong = true; }
          reply.textContent = pretty;
          reply.hidden = false;
          reply.classList.toggle("wrong", wrong);
          if (begin) {
            const time = (performance.now() - begin).toFixed(1);
            details.querySelector(".time").textContent = time + " ms";
          }
        }

        async function overHTTP(details) {
          const begin = performance.now();
          const headers = { "Content-Type": "application/json" };
          const body = call(details).text;
          const response = await fetch("/", { method: "POST", headers, body });
          show(details, await response.text(), begin);
        }

        let socket;
        const waiting = new Map();

        function heard(event) {
          let value = {};
          try { value = JSON.parse(event.data); } catch { }
          const known = waiting.get(value.id);
          waiting.delete(value.id);
          if (known) return show(known.details, event.data, known.begin);
          const events = document.getElementById("events");
          events.hidden = false;
          events.querySelector("pre").textContent += event.data + "\n";
        }

        function opened() {
          if (socket && socket.readyState <= WebSocket.OPEN) return socket;
          socket = new WebSocket(place);
          socket.onmessage = heard;
          socket.onclose = event => {
            for (const { details } of waiting.values())
              show(details, "the WebSocket was closed (" + event.code + ")");
            waiting.clear();
          };
          return socket;
        }

        function overSocket(details) {
          const { id, text } = call(details);
          const socket = opened();
          waiting.set(id, { details, begin: performance.now() });
          if (socket.readyState === WebSocket.OPEN) socket.send(text);
          else socket.addEventListener("open", () => socket.send(text), { once: true });
        }

        function attempt(details, send) {
          Promise.resolve().then(() => send(details)).catch(fault => show(details, String(fault)));
        }

        for (const details of document.querySelectorAll(".method")) {
          details.querySelector("form").addEventListener("submit", event => {
            event.preventDefault();
            attempt(details, overHTTP);
          });
          details.querySelector("button.socket")
            .addEventListener("click", () => attempt(details, overSocket));
        }

        document.getElementById("filter").addEventListener("input", event => {
          const wanted = event.target.value.toLowerCase();
          let shown = 0;
          for (const details of document.querySelectorAll(".method")) {
            details.hidden = !details.dataset.method.toLowerCase().includes(wanted);
            if (!details.hidden) shown += 1;
          }
          document.getElementById("none").hidden = shown > 0;
        });

        """#
}
