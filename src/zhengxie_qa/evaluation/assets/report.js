"use strict";
const DATA = JSON.parse(document.getElementById("data").textContent);
const OUTCOMES = DATA.outcomes;
const outcome = (name) => say(OUTCOMES[name].en, OUTCOMES[name].zh);
const percent = (value) => (value === null || value === undefined ? "–" : (100 * value).toFixed(1));
const ORDER = Object.keys(OUTCOMES);

function badge(name) {
  return node("span", { class: `badge ${OUTCOMES[name].tone}` }, `${OUTCOMES[name].sign} ${outcome(name)}`);
}

function facts(pairs) {
  const list = node("dl", { class: "facts" });
  for (const [label, value] of pairs) {
    if (value === null || value === undefined || value === "") continue;
    list.append(node("dt", {}, label), node("dd", {}, value));
  }
  return list;
}

/* Where the golds' wording stands in a passage that holds a gold, or in any where the set names none; a reading aid. */
function goldSpans(text, golds) {
  const points = Array.from(text);
  const spans = [];
  for (const gold of golds) {
    const wanted = Array.from(gold);
    for (let at = 0; wanted.length && at + wanted.length <= points.length; at += 1) {
      if (wanted.every((char, i) => points[at + i] === char)) spans.push([at, at + wanted.length, "gold"]);
    }
  }
  return spans;
}

function passage(row, hit) {
  const cited = row.citations.filter((each) => each.doc === hit.doc && each.start >= hit.start && each.end <= hit.end);
  const spans = cited.map((each) => [each.start - hit.start, each.end - hit.start, ""]);
  const unknown = !row.retrieved.some((each) => each.relevant);
  const golds = hit.relevant || unknown ? goldSpans(DATA.texts[hit.text], row.golds) : [];
  const note = hit.relevant ? say(" · holds a gold answer", " · 含标准答案") : "";
  return node(
    "div", { class: hit.relevant ? "passage relevant" : "passage" },
    node("p", { class: "soft" }, `${hit.rank} · ${hit.file} · ${hit.score.toFixed(3)}${note}`),
    node("p", { lang: "zh-CN" }, marked(DATA.texts[hit.text], [...spans, ...golds])),
  );
}

function context(row) {
  const cited = row.citations.map((each) => [each.start, each.end, ""]);
  const golds = row.gold_places.map(([start, end]) => [start, end, "gold"]);
  return node("div", { class: "passage" }, node("p", { lang: "zh-CN" }, marked(DATA.texts[row.context], [...cited, ...golds])));
}

function citation(each) {
  const held = each.verified ? say("verified", "已核对") : say("does not verify", "核对不符");
  const gold = each.in_gold === null ? "" : each.in_gold ? say(", in the gold place", "，位于标准答案处") : say(", elsewhere", "，不在标准答案处");
  return node("div", {}, node("mark", {}, each.quote), ` ${each.file} [${each.start}, ${each.end}) ${held}${gold}`);
}

function body(row) {
  const answered = row.answer === null ? say(`declined (${row.reason || "–"})`, `拒答（${row.reason || "–"}）`) : row.answer;
  const scores = Object.entries(row.scores).map(([name, value]) => `${name} ${percent(value)}`).join(" · ");
  const found = [
    row.gold_rank ? say(`passage ${row.gold_rank}`, `段落第 ${row.gold_rank}`) : null,
    row.gold_document_rank ? say(`document ${row.gold_document_rank}`, `文件第 ${row.gold_document_rank}`) : null,
  ].filter(Boolean).join(", ");
  const holder = node("div", {}, facts([
    [say("Earlier", "前文"), row.history.join(" → ")],
    [say("Read as", "理解为"), row.interpreted_as === row.question ? null : row.interpreted_as],
    [say("Gold", "标准答案"), row.impossible ? say("none: unanswerable", "无：不可回答") : row.golds.join(" | ")],
    [say("Answer", "答案"), row.error || DATA.task === "retrieval" ? null : answered],
    [say("Would have said", "拒答前的答案"), row.candidate],
    [say("Confidence", "置信度"), DATA.task === "retrieval" ? null : percent(row.confidence)],
    [say("Scores", "得分"), scores],
    [say("Rank of the gold", "标准答案排名"), DATA.task === "reading" || row.impossible ? null : found || say("not found", "未检出")],
    [say("Error", "错误"), row.error],
    ["id", row.id],
  ]));
  if (row.citations.length) holder.append(node("h3", {}, say("Citations", "引文")), ...row.citations.map(citation));
  if (row.context !== null) holder.append(node("h3", {}, say("Context", "原文")), context(row));
  if (row.retrieved.length) holder.append(node("h3", {}, say("Passages", "检索段落")), ...row.retrieved.map((hit) => passage(row, hit)));
  return holder;
}

function card(row) {
  const made = node("details", { class: "card" }, node("summary", {}, badge(row.outcome), ` ${row.question}`));
  made.addEventListener("toggle", () => { if (made.open && made.children.length === 1) made.append(body(row)); });
  return made;
}

const place = new Map(DATA.rows.map((row, i) => [row, i]));
startList({
  rows: DATA.rows,
  card,
  text: (row) => [row.id, row.question, row.interpreted_as, ...row.golds, row.answer || "", ...row.citations.map((each) => each.file)].join("\n"),
  fields: {
    outcome: { label: () => say("Outcome", "结果"), of: (row) => [row.outcome], show: outcome },
    kind: { label: () => say("Kind", "类型"), of: (row) => [row.kind], show: (value) => value },
    lang: { label: () => say("Language", "语言"), of: (row) => [row.lang], show: (value) => value },
    tag: { label: () => say("Tag", "标签"), of: (row) => row.tags, show: (value) => value },
  },
  orders: {
    outcome: { label: () => say("failures first", "错误在前"), by: (a, b) => ORDER.indexOf(b.outcome) - ORDER.indexOf(a.outcome) || place.get(a) - place.get(b) },
    given: { label: () => say("as in the set", "原有顺序"), by: (a, b) => place.get(a) - place.get(b) },
    sure: { label: () => say("most confident first", "置信度由高到低"), by: (a, b) => b.confidence - a.confidence || place.get(a) - place.get(b) },
  },
});
