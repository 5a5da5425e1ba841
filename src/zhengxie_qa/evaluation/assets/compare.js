"use strict";
const DATA = JSON.parse(document.getElementById("data").textContent);
const CHANGES = {
  better: { en: "better", zh: "变好", tone: "good", sign: "▲" },
  worse: { en: "worse", zh: "变差", tone: "bad", sign: "▼" },
  other: { en: "different", zh: "不同", tone: "partly", sign: "◆" },
};
const change = (name) => say(CHANGES[name].en, CHANGES[name].zh);
const outcome = (name) => say(DATA.outcomes[name].en, DATA.outcomes[name].zh);

function side(label, answer, result, score) {
  const words = answer === null ? say("no answer", "无答案") : answer;
  return [node("dt", {}, label), node("dd", {}, `${words} — ${outcome(result)} (${(100 * score).toFixed(1)})`)];
}

function card(row) {
  const kind = CHANGES[row.change];
  return node(
    "details", { class: "card" },
    node("summary", {}, node("span", { class: `badge ${kind.tone}` }, `${kind.sign} ${change(row.change)}`), ` ${row.question}`),
    node("div", {}, node(
      "dl", { class: "facts" },
      node("dt", {}, say("Gold", "标准答案")), node("dd", {}, row.golds.join(" | ") || say("none", "无")),
      ...side("A", row.a_answer, row.a_outcome, row.a_score),
      ...side("B", row.b_answer, row.b_outcome, row.b_score),
      node("dt", {}, "id"), node("dd", {}, row.id),
    )),
  );
}

const place = new Map(DATA.rows.map((row, i) => [row, i]));
startList({
  rows: DATA.rows,
  card,
  text: (row) => [row.id, row.question, ...row.golds, row.a_answer || "", row.b_answer || ""].join("\n"),
  fields: {
    change: { label: () => say("Change", "变化"), of: (row) => [row.change], show: change },
    a: { label: () => say("Outcome in A", "A 的结果"), of: (row) => [row.a_outcome], show: outcome },
    b: { label: () => say("Outcome in B", "B 的结果"), of: (row) => [row.b_outcome], show: outcome },
  },
  orders: { given: { label: () => say("better first", "变好在前"), by: (a, b) => place.get(a) - place.get(b) } },
});
