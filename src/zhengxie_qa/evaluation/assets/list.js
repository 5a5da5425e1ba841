"use strict";
/* A filterable, paged list of cards. Every word of the data becomes text, never markup. */
const PAGE = 25;
const zh = () => document.documentElement.lang.startsWith("zh");
const say = (en, chinese) => (zh() ? chinese : en);

function node(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/* Text with spans marked: [[start, end, class], …], code points; overlapping later spans are dropped. */
function marked(text, spans) {
  const points = Array.from(text);
  const holder = document.createDocumentFragment();
  let at = 0;
  for (const [start, end, name] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (start < at || end > points.length || start >= end) continue;
    holder.append(points.slice(at, start).join(""));
    holder.append(node("mark", { class: name }, points.slice(start, end).join("")));
    at = end;
  }
  holder.append(points.slice(at).join(""));
  return holder;
}

function startList({ rows, card, text, fields, orders }) {
  const filters = document.getElementById("filters");
  const list = document.getElementById("cards");
  const status = document.getElementById("found");
  const [back, forward] = [document.getElementById("back"), document.getElementById("forward")];
  const state = { words: "", order: Object.keys(orders)[0], page: 0, chosen: {} };

  function matching() {
    const words = state.words.trim().toLowerCase();
    const found = rows.filter(
      (row) =>
        Object.entries(state.chosen).every(([name, value]) => !value || fields[name].of(row).includes(value)) &&
        (!words || text(row).toLowerCase().includes(words)),
    );
    return found.sort(orders[state.order].by);
  }

  function draw() {
    const found = matching();
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    state.page = Math.min(state.page, pages - 1);
    const shown = found.slice(state.page * PAGE, (state.page + 1) * PAGE);
    list.replaceChildren(...shown.map(card));
    status.textContent = say(
      `${found.length} of ${rows.length} questions, page ${state.page + 1} of ${pages}`,
      `共 ${rows.length} 题，符合 ${found.length} 题，第 ${state.page + 1} / ${pages} 页`,
    );
    back.disabled = state.page === 0;
    forward.disabled = state.page >= pages - 1;
    back.textContent = say("Previous", "上一页");
    forward.textContent = say("Next", "下一页");
  }

  function field(name, label, control) {
    control.id = `filter-${name}`;
    return node("div", {}, node("label", { for: control.id }, label), control);
  }

  function choice(name, label, options, change) {
    const select = node("select", {}, ...options.map(([value, shown]) => node("option", { value }, shown)));
    select.value = name === "order" ? state.order : state.chosen[name] || "";
    select.addEventListener("change", () => { change(select.value); state.page = 0; draw(); });
    return field(name, label, select);
  }

  function drawFilters() {
    const search = node("input", { type: "search", autocomplete: "off" });
    search.value = state.words;
    search.addEventListener("input", () => { state.words = search.value; state.page = 0; draw(); });
    const made = [field("words", say("Words", "文字"), search)];
    for (const [name, each] of Object.entries(fields)) {
      const values = new Map();
      for (const row of rows) for (const value of each.of(row)) values.set(value, (values.get(value) || 0) + 1);
      if (values.size < 2) continue;
      const options = [...values].sort((a, b) => b[1] - a[1]).map(([value, n]) => [value, `${each.show(value)} (${n})`]);
      made.push(choice(name, each.label(), [["", say("all", "全部")], ...options], (value) => { state.chosen[name] = value; }));
    }
    const kinds = Object.entries(orders).map(([name, order]) => [name, order.label()]);
    made.push(choice("order", say("Order", "排序"), kinds, (value) => { state.order = value; }));
    filters.replaceChildren(...made);
  }

  back.addEventListener("click", () => { state.page -= 1; draw(); });
  forward.addEventListener("click", () => { state.page += 1; draw(); });
  const redraw = () => { drawFilters(); draw(); };
  document.getElementById("language").addEventListener("click", () => {
    document.documentElement.lang = zh() ? "en" : "zh-CN";
    redraw();
  });
  redraw();
}

document.documentElement.lang = (navigator.language || "en").toLowerCase().startsWith("zh") ? "zh-CN" : "en";
