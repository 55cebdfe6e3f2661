"use strict";
(() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const words = read("words"), rules = read("rules"), origins = read("origins"), rows = read("findings");
  const [RULE, SEVERITY, OUTCOME, ORIGIN, STANDING, FORM, SUBJECT, FIELD, FOUND, EXPECTED, DIFFERENCE, AMOUNT, MESSAGE, FIX,
    PAGE, LINE, CELL, EXCERPT, NOTE, ID] = Array(20).keys();
  const [RULE_ID, TITLE, DIMENSION, GROUP, BASIS] = Array(5).keys();
  const [, PROJECT, UNIT, DEPARTMENT, SOURCE] = Array(5).keys();
  const SEVERITIES = ["error", "warning", "info"], ON_A_PAGE = 100, TOP = 12;
  const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const byId = (id) => document.getElementById(id);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  const NONE = "\u2205";
  const unitOf = (row) => origins[row[ORIGIN]][UNIT] || origins[row[ORIGIN]][DEPARTMENT] || NONE;
  const keys = {
    outcome: (row) => row[OUTCOME], severity: (row) => SEVERITIES[row[SEVERITY]], dimension: (row) => rules[row[RULE]][DIMENSION],
    group: (row) => rules[row[RULE]][GROUP], rule: (row) => rules[row[RULE]][RULE_ID], unit: unitOf,
  };
  const labels = {
    outcome: (key) => words[key], severity: (key) => words[key], dimension: (key) => key, group: (key) => key,
    rule: (key) => `${key} ${rules.find((rule) => rule[RULE_ID] === key)[TITLE]}`, unit: (key) => (key === NONE ? words.no_unit : key),
  };
  const texts = [];
  const textOf = (index) => {
    const row = rows[index];
    return (texts[index] ??= [...row.slice(SUBJECT), ...rules[row[RULE]], ...origins[row[ORIGIN]]].join("\n").toLowerCase());
  };
  const order = {
    number: (a, b) => a - b, severity: (a, b) => rows[a][SEVERITY] - rows[b][SEVERITY],
    rule: (a, b) => rows[a][RULE] - rows[b][RULE], project: (a, b) => rows[a][ORIGIN] - rows[b][ORIGIN],
    subject: (a, b) => compare(rows[a][SUBJECT], rows[b][SUBJECT]), message: (a, b) => compare(rows[a][MESSAGE], rows[b][MESSAGE]),
  };
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const FIRST_SHOWN = "fail";
  const state = { outcome: FIRST_SHOWN, severity: "", dimension: "", group: "", rule: "", unit: "", text: "", noted: false, sort: "severity", down: false, page: 0 };
  let matching = [];

  const fits = (index, but = "") => {
    const row = rows[index];
    for (const name in keys) if (name !== but && state[name] && keys[name](row) !== state[name]) return false;
    if (!state.noted && row[NOTE]) return false;
    return !state.text || textOf(index).includes(state.text);
  };

  const count = (name) => {
    const counts = new Map();
    rows.forEach((row, index) => { if (fits(index, name)) counts.set(keys[name](row), (counts.get(keys[name](row)) || 0) + 1); });
    return counts;
  };

  const fillSelects = () => {
    for (const name in keys) {
      const sorted = [...new Set(rows.map(keys[name]))].sort(name === "severity" ? (a, b) => SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b) : compare);
      const select = byId(`f-${name}`);
      select.append(make("option", { value: "", textContent: words.all }));
      for (const key of sorted) select.append(make("option", { value: key }));
      select.value = sorted.includes(state[name]) ? state[name] : "";
      state[name] = select.value;
      select.addEventListener("change", () => { state[name] = select.value; update(); });
    }
  };

  const tellCounts = (name, counts) => {
    for (const option of byId(`f-${name}`).options) if (option.value) option.textContent = `${labels[name](option.value)} (${counts.get(option.value) || 0})`;
  };

  const drawBars = (box, counts) => {
    const name = box.dataset.by;
    const found = [...counts].sort(name === "severity" ? (a, b) => SEVERITIES.indexOf(a[0]) - SEVERITIES.indexOf(b[0]) : (a, b) => b[1] - a[1]).slice(0, TOP);
    const most = Math.max(1, ...found.map(([, number]) => number));
    box.replaceChildren(...found.map(([key, number]) => {
      const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      svg.setAttribute("viewBox", "0 0 100 10"); svg.setAttribute("preserveAspectRatio", "none"); svg.setAttribute("aria-hidden", "true");
      rect.setAttribute("width", (100 * number) / most); rect.setAttribute("height", 10); svg.append(rect);
      const button = make("button", { type: "button", className: name === "severity" ? key : "" },
        make("span", { textContent: labels[name](key) }), svg, make("span", { textContent: number.toLocaleString() }));
      button.setAttribute("aria-pressed", String(state[name] === key));
      button.addEventListener("click", () => {
        state[name] = state[name] === key ? "" : key;
        byId(`f-${name}`).value = state[name];
        update();
        [...box.children].find((other) => other.firstChild.textContent === labels[name](key))?.focus();
      });
      return button;
    }));
  };

  const placeOf = (row) => [["page", PAGE], ["line", LINE], ["cell", CELL]].filter(([, at]) => row[at]).map(([word, at]) => say(word, { at: row[at] })).join(" ");
  const badge = (row) => {
    const quiet = row[OUTCOME] !== "fail", name = quiet ? "quiet" : SEVERITIES[row[SEVERITY]];
    const text = quiet ? words[row[OUTCOME]] : words[name] + (row[STANDING] === "suspected" ? ` · ${words.suspected}` : "");
    return make("span", { className: `badge ${name}`, textContent: text });
  };

  const detail = (row) => {
    const rule = rules[row[RULE]], origin = origins[row[ORIGIN]];
    const entries = [["found", row[FOUND]], ["expected", row[EXPECTED]], ["difference", row[DIFFERENCE]], ["amount", row[AMOUNT]], ["fix", row[FIX]],
      ["basis", rule[BASIS]], ["place", placeOf(row)], ["excerpt", row[EXCERPT]], ["document", origin[SOURCE]], ["unit", origin[UNIT]],
      ["department", origin[DEPARTMENT]], ["note", row[NOTE]]];
    const list = make("dl");
    for (const [word, text] of entries) if (text) list.append(make("dt", { textContent: words[word] }), make("dd", { textContent: text }));
    return list;
  };

  const draw = (index) => {
    const row = rows[index], rule = rules[row[RULE]], line = make("tr"), buttons = make("div");
    const more = make("button", { type: "button", textContent: words.details });
    more.setAttribute("aria-expanded", "false");
    more.addEventListener("click", () => {
      const open = more.getAttribute("aria-expanded") === "true";
      more.setAttribute("aria-expanded", String(!open));
      if (open) line.nextSibling.remove();
      else { const cell = make("td", { colSpan: 6 }, detail(row)); line.after(make("tr", { className: "detail" }, cell)); }
    });
    buttons.append(more);
    if (row[FORM] >= 0) {
      const show = make("button", { type: "button", textContent: words.show_form });
      show.addEventListener("click", () => showForm(row, show));
      buttons.append(" ", show);
    }
    line.append(make("td", { className: "number", textContent: index + 1 }), make("td", {}, badge(row)), make("td", { className: "rule", textContent: `${rule[RULE_ID]} ${rule[TITLE]}` }),
      make("td", { className: "project", textContent: origins[row[ORIGIN]][PROJECT] }), make("td", { className: "subject" }, row[SUBJECT], make("div", { className: "at", textContent: placeOf(row) })),
      make("td", { className: "message" }, make("div", { textContent: row[MESSAGE] }), buttons));
    return line;
  };

  const standBeside = (line) => {
    document.querySelector("tr.beside")?.classList.remove("beside");
    line?.classList.add("beside");
    document.body.classList.toggle("with-form", line !== null);
    line?.scrollIntoView({ block: "nearest" });
  };

  const showForm = (row, opener) => {
    const [head, sections] = read(`form${row[FORM]}`), panel = byId("panel"), body = byId("panel-body");
    byId("panel-title").textContent = head[0] || origins[row[ORIGIN]][PROJECT];
    const close = make("button", { type: "button", textContent: words.close });
    close.addEventListener("click", () => { standBeside(null); panel.hidden = true; opener.focus(); });
    const tables = sections.map(([path, lines]) => {
      const table = make("table", { className: path && path === row[FIELD] ? "marked" : "" });
      for (const cells of lines) table.append(make("tr", {}, ...cells.map(([text, at]) => {
        const cell = make(at ? "td" : "th", { textContent: text });
        if (at && (at === row[FIELD] || (row[FIELD].endsWith("]") && at.startsWith(`${row[FIELD]}.`)))) cell.className = "marked";
        return cell;
      })));
      return table;
    });
    body.replaceChildren(make("div", { className: "bar" }, make("span", { className: "source", textContent: `${head[1]} ${placeOf(row)}` }), close),
      make("p", { textContent: row[MESSAGE] }), ...tables);
    panel.hidden = false;
    standBeside(opener.closest("tr"));
    byId("panel-title").focus();
    (body.querySelector("td.marked") || body.querySelector("table.marked"))?.scrollIntoView({ block: "center" });
  };

  const drawPage = () => {
    const pages = Math.max(1, Math.ceil(matching.length / ON_A_PAGE));
    state.page = Math.min(state.page, pages - 1);
    const from = state.page * ON_A_PAGE, body = document.querySelector("#table tbody");
    body.replaceChildren(...matching.slice(from, from + ON_A_PAGE).map(draw));
    if (!matching.length) body.append(make("tr", {}, make("td", { colSpan: 6, textContent: words.no_finding })));
    const turn = (word, by, off) => {
      const button = make("button", { type: "button", textContent: words[word], disabled: off });
      button.addEventListener("click", () => { state.page += by; drawPage(); byId("list").focus(); });
      return button;
    };
    document.querySelector(".pager").replaceChildren(turn("previous", -1, state.page === 0), make("span", { textContent: say("page_of", { page: state.page + 1, pages }) }),
      turn("next", 1, state.page >= pages - 1));
  };

  let waiting;
  const update = () => {
    clearTimeout(waiting);
    state.text = byId("f-text").value.trim().toLowerCase();
    matching = [];
    for (let index = 0; index < rows.length; index += 1) if (fits(index)) matching.push(index);
    const sign = state.down ? -1 : 1, by = order[state.sort];
    matching.sort((a, b) => sign * by(a, b) || a - b);
    state.page = 0;
    byId("count").textContent = say("shown_of", { shown: matching.length.toLocaleString(), all: rows.length.toLocaleString() });
    const counts = Object.fromEntries(Object.keys(keys).map((name) => [name, count(name)]));
    for (const name in keys) tellCounts(name, counts[name]);
    document.querySelectorAll(".bars").forEach((box) => drawBars(box, counts[box.dataset.by]));
    drawPage();
  };

  byId("f-text").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(update, 120); });
  byId("f-noted").addEventListener("change", (event) => { state.noted = event.target.checked; update(); });
  document.querySelector(".filters").addEventListener("submit", (event) => event.preventDefault());
  document.querySelector(".filters").addEventListener("reset", () => setTimeout(() => {
    for (const name in keys) state[name] = byId(`f-${name}`).value = name === "outcome" ? FIRST_SHOWN : "";
    Object.assign(state, { outcome: byId("f-outcome").value, noted: false });
    update();
  }));
  document.querySelectorAll("[data-sort]").forEach((button) => button.addEventListener("click", () => {
    const name = button.dataset.sort;
    state.down = state.sort === name && !state.down;
    state.sort = name;
    document.querySelectorAll("#table th").forEach((head) => head.setAttribute("aria-sort", "none"));
    button.parentElement.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    update();
  }));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !byId("panel").hidden) byId("panel").querySelector("button").click(); });
  const each = (selector, does) => document.querySelectorAll(selector).forEach(does);
  addEventListener("beforeprint", () => {
    document.querySelector("#table tbody").replaceChildren(...matching.map(draw));
    each("details:not([open])", (part) => { part.open = true; part.dataset.folded = ""; });
  });
  addEventListener("afterprint", () => {
    each("details[data-folded]", (part) => { part.open = false; delete part.dataset.folded; });
    drawPage();
  });
  fillSelects();
  update();
})();
