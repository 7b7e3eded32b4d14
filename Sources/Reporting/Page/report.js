"use strict";
(() => {
  const run = JSON.parse(document.getElementById("run").textContent);
  const byId = (id) => document.getElementById(id);
  const marks = { failed: "✕", known: "◐", inconclusive: "?", unsupported: "–", passed: "✓" };
  // The order in which the rows of the data number them.
  const order = Object.keys(run.phrases);
  // What of several decides how a cell of the matrix looks.
  const weight = ["failed", "inconclusive", "known", "passed", "unsupported"];
  const step = 120;

  // A subject's text is only ever the content of a text node.
  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...children);
    return element;
  }

  // What steers a terminal, or turns the direction of a line, is shown as a picture of itself.
  function visible(text) {
    return text.replace(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
      (it) => {
        const code = it.codePointAt(0);
        return code < 32 ? String.fromCharCode(0x2400 + code) : code === 127 ? "␡" : "\ufffd";
      });
  }

  const cases = run.cases.map((it, index) => ({
    index, subject: it[0], id: it[1], rest: it[2], standing: order[it[3]], requirements: it[4],
    title: it[5], say: it[6], reason: it[7], calls: it[8], held: it[9], known: it[10],
    violations: it[11].map((v) => ({
      check: v[0], requirements: v[1], message: v[2], expected: v[3], seen: v[4],
    })),
    signature: it[12],
  }));
  for (const it of cases) {
    it.touches = new Set(it.requirements);
    for (const v of it.violations) for (const r of v.requirements) it.touches.add(r);
  }

  // What a search looks at, made when it is first looked at.
  function haystack(it) {
    it.haystack = it.haystack || [it.id, it.rest, it.title, it.say, run.subjects[it.subject]]
      .concat(it.violations.map((v) => v.check + " " + v.message)).join("\n").toLowerCase();
    return it.haystack;
  }

  // A subject without its folders, where that still tells it from the others.
  const bare = run.subjects.map((it) => it.replace(/^.*\/(?=[^/])/, ""));
  const names = run.subjects.map((it, index) =>
    (bare.indexOf(bare[index]) === bare.lastIndexOf(bare[index]) ? bare[index] : it));
  const sorted = cases.slice().sort(
    (a, b) => order.indexOf(a.standing) - order.indexOf(b.standing) || a.index - b.index);

  // What is looked for; it is in the address, so that a view can be handed on.
  const wanted = { standings: new Set(), text: "", subject: -1, requirement: -1 };

  function readAddress() {
    const words = new URLSearchParams(location.hash.slice(1));
    wanted.standings = new Set((words.get("verdict") || "").split(",").filter((w) => marks[w]));
    wanted.text = words.get("text") || "";
    wanted.subject = run.subjects.indexOf(words.get("subject"));
    wanted.requirement = run.requirements.findIndex((r) => r[0] === words.get("requirement"));
  }

  function writeAddress() {
    const words = new URLSearchParams();
    if (wanted.standings.size) words.set("verdict", [...wanted.standings].join(","));
    if (wanted.text) words.set("text", wanted.text);
    if (wanted.subject >= 0) words.set("subject", run.subjects[wanted.subject]);
    if (wanted.requirement >= 0) words.set("requirement", run.requirements[wanted.requirement][0]);
    try { history.replaceState(null, "", "#" + words); } catch { /* some viewers forbid it */ }
  }

  // The list of cases, a piece at a time.
  let found = [];
  let drawn = 0;

  function drawMore() {
    const piece = document.createDocumentFragment();
    for (const it of found.slice(drawn, drawn + step)) piece.append(row(it));
    byId("cases").append(piece);
    drawn = Math.min(found.length, drawn + step);
  }

  function draw() {
    const text = wanted.text.toLowerCase();
    found = sorted.filter((it) =>
      (!wanted.standings.size || wanted.standings.has(it.standing))
      && (wanted.subject < 0 || it.subject === wanted.subject)
      && (wanted.requirement < 0 || it.touches.has(wanted.requirement))
      && (!text || haystack(it).includes(text)));
    drawn = 0;
    byId("cases").replaceChildren();
    drawMore();
    const all = cases.length.toLocaleString("en");
    byId("shown").textContent = found.length === cases.length
      ? `${all} cases` : `${found.length.toLocaleString("en")} of ${all} cases`;
    for (const button of document.querySelectorAll("#counts button")) {
      button.setAttribute("aria-pressed", wanted.standings.has(button.dataset.standing));
    }
    document.querySelectorAll("td button").forEach(press);
    if (document.activeElement !== byId("text")) byId("text").value = wanted.text;
    byId("subject").value = wanted.subject;
    const chip = byId("chip");
    chip.hidden = wanted.requirement < 0;
    if (!chip.hidden) chip.textContent = run.requirements[wanted.requirement][0] + "  ×";
    writeAddress();
  }

  function show(change) {
    Object.assign(wanted, change);
    draw();
  }

  function row(it) {
    const name = make("span", "name mono", visible(it.id), make("span", "way", visible(it.rest)));
    const mark = make("span", "mark", marks[it.standing]);
    mark.title = run.phrases[it.standing];
    const where = make("span", "where", make("bdi", "", visible(names[it.subject])));
    where.title = visible(run.subjects[it.subject]);
    const head = make("button", "", mark, name, where);
    if (it.say) head.append(make("span", "say", visible(it.say)));
    head.type = "button";
    head.setAttribute("aria-expanded", "false");
    const whole = make("article", "case " + it.standing, head);
    head.addEventListener("click", () => {
      const isOpen = head.getAttribute("aria-expanded") === "true";
      head.setAttribute("aria-expanded", String(!isOpen));
      if (isOpen) whole.lastChild.remove(); else whole.append(detail(it));
    });
    return whole;
  }

  function detail(it) {
    const place = make("div", "detail", make("p", "", visible(it.title)));
    if (it.known) place.append(make("p", "excuse", visible(it.known)));
    if (it.reason) place.append(make("p", "", visible(it.reason)));
    for (const violation of it.violations) place.append(evidence(violation));
    if (it.signature) {
      place.append(make("p", "meta", "signature ", make("code", "", visible(it.signature))));
    }
    const struck = new Set(it.violations.flatMap((v) => v.requirements));
    const list = make("ul", "clauses");
    for (const index of [...it.touches].sort((a, b) => a - b)) {
      const [id, level, clause] = run.requirements[index];
      const link = make("button", "", make("code", "", visible(id)));
      link.addEventListener("click", () => show({ requirement: index }));
      const text = make("span", "", visible(clause));
      if (level) text.append(make("em", "", "  " + level));
      list.append(make("li", struck.has(index) ? "struck" : "", link, text));
    }
    place.append(list, make("p", "meta", [
      run.phrases[it.standing], it.calls + (it.calls === 1 ? " call" : " calls"),
      it.held + (it.held === 1 ? " finding held" : " findings held"),
      visible(run.subjects[it.subject]),
    ].join(" · ")));
    return place;
  }

  function evidence(violation) {
    const title = make("h4", "", make("code", "", visible(violation.check)),
      visible(violation.message));
    const [expected, seen] = compare(
      tokens(visible(violation.expected)), tokens(visible(violation.seen)));
    const panes = [["expected", expected], ["seen", seen]]
      .filter(([, parts]) => parts.length)
      .map(([name, parts]) =>
        make("div", "pane " + name, make("h5", "", name), make("pre", "", ...parts)));
    const whole = make("div", "violation", title);
    if (panes.length) {
      whole.append(make("div", panes.length === 1 ? "panes one" : "panes", ...panes));
    }
    return whole;
  }

  // One long line of JSON is laid out, whether it is lawful or not: brackets alone decide.
  function tokens(text) {
    const parts = text.match(/"(?:[^"\\\n]|\\.)*"|[{}[\],:]|[^\S\n]+|\n|[^\s"{}[\],:]+|"/g) || [];
    if (text.includes("\n") || text.length < 48 || !/[{[]/.test(text)) return parts;
    const laid = [];
    let depth = 0;
    const breakLine = () => laid.push("\n", "  ".repeat(depth));
    parts.forEach((part, index) => {
      const isEmpty = /^[\]}]$/.test(parts[index + 1] || "");
      if (/^[{[]$/.test(part)) {
        laid.push(part);
        depth += 1;
        if (!isEmpty) breakLine();
      } else if (/^[\]}]$/.test(part)) {
        depth = Math.max(0, depth - 1);
        if (!/^[{[]$/.test(parts[index - 1] || "")) breakLine();
        laid.push(part);
      } else if (part === ",") {
        laid.push(part);
        breakLine();
      } else if (part === ":") {
        laid.push(": ");
      } else if (part.trim() || !laid[laid.length - 1].startsWith(" ")) {
        laid.push(part);
      }
    });
    return laid;
  }

  // Both token lists as texts and marked stretches: marked is what the other has not. The longest
  // common subsequence as far as it is affordable, else what lies between common ends.
  function compare(left, right) {
    let head = 0;
    while (head < left.length && head < right.length && left[head] === right[head]) head += 1;
    let tail = 0;
    while (tail < left.length - head && tail < right.length - head
      && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail += 1;
    const a = left.slice(head, left.length - tail);
    const b = right.slice(head, right.length - tail);
    const same = [new Set(), new Set()];
    if (a.length * b.length && a.length * b.length <= 4e6) {
      const width = b.length + 1;
      const best = new Uint16Array((a.length + 1) * width);
      for (let i = a.length - 1; i >= 0; i -= 1) {
        for (let j = b.length - 1; j >= 0; j -= 1) {
          best[i * width + j] = a[i] === b[j] ? best[(i + 1) * width + j + 1] + 1
            : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
        }
      }
      for (let i = 0, j = 0; i < a.length && j < b.length;) {
        if (a[i] === b[j]) {
          same[0].add(head + i++);
          same[1].add(head + j++);
        } else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) i += 1;
        else j += 1;
      }
    }
    const isWhole = !left.length || !right.length;
    return [left, right].map((list, side) => pieces(list, (index) => isWhole || index < head
      || index >= list.length - tail || same[side].has(index) || !list[index].trim()));
  }

  function pieces(list, isSame) {
    const parts = [];
    let text = "";
    let was = true;
    const flush = () => {
      if (text) parts.push(was ? text : make("mark", "", text));
      text = "";
    };
    list.forEach((token, index) => {
      const is = isSame(index);
      if (is !== was) flush();
      was = is;
      text += token;
    });
    flush();
    return parts;
  }

  // The matrix: what each subject did about each requirement, some rows at a time.
  const cells = new Map();
  const matrix = { body: make("tbody"), rows: [], drawn: 0, isShort: false };
  const cellAt = (requirement, subject) => cells.get(requirement * run.subjects.length + subject);

  function countCells() {
    for (const it of cases) {
      for (const requirement of it.touches) {
        const key = requirement * run.subjects.length + it.subject;
        if (!cells.has(key)) cells.set(key, {});
        const cell = cells.get(key);
        cell[it.standing] = (cell[it.standing] || 0) + 1;
      }
    }
  }

  function isOff(requirement) {
    return run.requirements[requirement][4] > 0 || run.subjects.some((_, subject) => {
      const it = cellAt(requirement, subject);
      return it && (it.failed || it.known || it.inconclusive);
    });
  }

  function drawMatrix() {
    countCells();
    const head = make("tr", "", make("th", "", "Requirement"));
    run.subjects.forEach((name, subject) => {
      const button = make("button", "", visible(names[subject]));
      button.title = visible(name);
      button.addEventListener("click", () => jump({ subject, requirement: -1 }));
      head.append(make("th", "subject", button));
    });
    head.append(make("th", "", "held"));
    const isWide = run.subjects.length > (innerWidth < 700 ? 1 : 5);
    const frame = byId("matrix");
    frame.append(make("table", isWide ? "wide" : "", make("thead", "", head), matrix.body));
    frame.addEventListener("scroll", () => {
      if (frame.scrollTop + frame.clientHeight > frame.scrollHeight - 600) drawRows();
    }, { passive: true });
    byId("coverage").hidden = !run.requirements.length;
    const off = run.requirements.filter((_, index) => isOff(index)).length;
    byId("off").hidden = !off || off === run.requirements.length;
    drawRowsAnew();
  }

  function drawRowsAnew() {
    matrix.rows = run.requirements.map((_, index) => index)
      .filter((index) => !matrix.isShort || isOff(index));
    matrix.drawn = 0;
    matrix.body.replaceChildren();
    drawRows();
  }

  function drawRows() {
    const piece = document.createDocumentFragment();
    const end = matrix.drawn + 24;
    for (const requirement of matrix.rows.slice(matrix.drawn, end)) piece.append(line(requirement));
    matrix.drawn = Math.min(matrix.rows.length, end);
    matrix.body.append(piece);
  }

  function line(requirement) {
    const [id, level, clause, held, violated] = run.requirements[requirement];
    const name = make("button", "", make("code", "", visible(id)),
      make("span", "", visible(clause)));
    name.title = visible(clause) + (level ? ` (${level})` : "");
    name.addEventListener("click", () => jump({ requirement, subject: -1 }));
    const row = make("tr", "", make("th", "rule", name));
    run.subjects.forEach((label, subject) => {
      const cell = cellAt(requirement, subject);
      row.append(make("td", "", ...(cell ? [cellButton(cell, requirement, subject, label)] : [])));
    });
    const sum = make("td", "sum", held.toLocaleString("en"));
    if (violated) sum.prepend(make("b", "", violated.toLocaleString("en") + " violated, "));
    row.append(sum);
    return row;
  }

  function cellButton(cell, requirement, subject, label) {
    const worst = weight.find((it) => cell[it]);
    const button = make("button", worst, marks[worst] + " " + cell[worst]);
    button.dataset.requirement = requirement;
    button.dataset.subject = subject;
    button.title = visible(label) + ": "
      + order.filter((it) => cell[it]).map((it) => cell[it] + " " + run.phrases[it]).join(", ");
    button.addEventListener("click", () => jump({ requirement, subject }));
    press(button);
    return button;
  }

  // Says of a cell whether its cases are those that are listed.
  function press(button) {
    button.setAttribute("aria-pressed", +button.dataset.requirement === wanted.requirement
      && +button.dataset.subject === wanted.subject);
  }

  function jump(change) {
    show({ standings: new Set(), text: "", ...change });
    byId("list").scrollIntoView({ block: "start" });
  }

  function drawBar() {
    for (const standing of order) {
      if (!run.counts[standing]) continue;
      const piece = make("i", standing);
      piece.style.flexGrow = run.counts[standing];
      piece.title = run.counts[standing] + " " + run.phrases[standing];
      byId("bar").append(piece);
    }
  }

  function listen() {
    for (const button of document.querySelectorAll("#counts button")) {
      button.addEventListener("click", () => {
        const standings = new Set(wanted.standings);
        const name = button.dataset.standing;
        if (!standings.delete(name)) standings.add(name);
        show({ standings });
      });
    }
    byId("off").addEventListener("click", (event) => {
      matrix.isShort = !matrix.isShort;
      event.target.setAttribute("aria-pressed", String(matrix.isShort));
      drawRowsAnew();
    });
    let waiting;
    byId("text").addEventListener("input", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => show({ text: event.target.value }), 80);
    });
    byId("subject").addEventListener("change", (event) => show({ subject: +event.target.value }));
    byId("chip").addEventListener("click", () => show({ requirement: -1 }));
    addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
        event.preventDefault();
        byId("text").focus();
      }
    });
    addEventListener("hashchange", () => { readAddress(); draw(); });
    new IntersectionObserver((entries) => {
      if (entries.some((it) => it.isIntersecting) && drawn < found.length) drawMore();
    }, { rootMargin: "1200px" }).observe(byId("more"));
  }

  // The theme of the system, until somebody chooses.
  function chooseTheme() {
    const isDark = () => {
      const chosen = document.documentElement.dataset.theme;
      return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    };
    const tell = () => { byId("theme").textContent = isDark() ? "Light" : "Dark"; };
    try {
      const kept = localStorage.getItem("assay-theme");
      if (kept) document.documentElement.dataset.theme = kept;
    } catch { /* no storage here */ }
    byId("theme").addEventListener("click", () => {
      const theme = isDark() ? "light" : "dark";
      document.documentElement.dataset.theme = theme;
      try { localStorage.setItem("assay-theme", theme); } catch { /* no storage here */ }
      tell();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
    byId("theme").hidden = false;
    tell();
  }

  byId("subject").append(...[["All subjects", -1], ...run.subjects.map((it, i) => [visible(it), i])]
    .map(([text, value]) => new Option(text, value)));
  byId("subject").hidden = run.subjects.length < 2;
  byId("cases").classList.toggle("alone", run.subjects.length < 2);
  chooseTheme();
  drawBar();
  drawMatrix();
  listen();
  readAddress();
  draw();
})();
