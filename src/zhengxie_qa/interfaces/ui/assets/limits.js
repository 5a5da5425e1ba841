/* Limits of the next questions: those set, with a way to take each away, and those that the words in the box suggest.
   What is set stands in data-set, as the server reads it. */
const root = element.querySelector('[data-set]');
const part = (place) => root.querySelector(place);
let limits = [];  // {name, value, label}
let suggested = [];
let before = [];  // what was asked in this browser and holds the words in the box
const same = (one) => (other) => one.name === other.name && String(one.value) === String(other.value);

const write = () => {
  const chosen = {};
  for (const { name, value } of limits) (chosen[name] ??= []).push(value);
  root.dataset.set = limits.length ? JSON.stringify(chosen) : '';
};
const draw = () => {
  write();
  const shown = (each) => (each.name === 'year' ? say(`${each.label}年`, each.label) : each.label);
  const set = limits.map((each) => press(`${shown(each)} ×`, () => { limits = limits.filter((other) => other !== each); draw(); part('.chips button, summary').focus(); },
    { class: 'set', 'aria-label': say(`去掉限定：${shown(each)}`, `Remove the limit ${shown(each)}`) }));
  const offered = suggested.filter((each) => !limits.some(same(each))).map((each) => press(`+ ${shown(each)}`, () => { add(each); },
    { class: 'offer', 'aria-label': say(`只查 ${shown(each)}`, `Only ${shown(each)}`) }));
  const again = before.map((question) => press(`↺ ${Array.from(question).slice(0, 40).join('')}`, () => { before = []; draw(); document.dispatchEvent(new CustomEvent('fill', { detail: question })); },
    { class: 'offer', 'aria-label': say(`曾经问过：${question}`, `Asked before: ${question}`) }));
  part('.chips').replaceChildren(...set, ...offered, ...again);
};
const add = (limit) => { if (limit.value !== '' && !limits.some(same(limit))) limits.push(limit); draw(); };

/* A question suggests its limits a moment after the typing pauses. */
let pause;
let last = '';
const askedBefore = async (question) => {
  const words = question.trim().toLowerCase();
  if (Array.from(words).length < 2) return [];
  const rows = (await shelf('readonly', (store) => store.getAll()).catch(() => [])).sort((a, b) => (a.at < b.at ? 1 : -1));
  const held = rows.filter((each) => each.answer && each.question.toLowerCase().includes(words)).map((each) => each.question.trim());
  return [...new Set(held)].filter((each) => each !== question.trim()).slice(0, 3);
};
const suggest = async (question) => {
  last = question;
  if (!question.trim()) { suggested = []; before = []; return draw(); }
  const found = await askedBefore(question);
  if (last !== question) return null;
  before = found;
  draw();
  try {
    const response = await fetch('page/limits', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ question: Array.from(question).slice(0, 500).join('') }) });
    if (response.ok && last === question) { suggested = (await response.json()).limits; draw(); }
  } catch { /* suggestions are no more than that */ }
};
document.addEventListener('input', (event) => {
  if (!event.target.matches?.('#question textarea')) return;
  clearTimeout(pause);
  pause = setTimeout(() => suggest(event.target.value), 350);
});

/* By hand: what the collection has. */
const offer = (select, values) => {
  const any = make('option', { value: '' }, select.dataset.any);
  select.replaceChildren(any, ...values.map(([value, label]) => make('option', { value }, label)));
};
const fillIn = async () => {
  try {
    const response = await fetch('page/holdings');
    if (!response.ok) return;
    const { documents } = await response.json();
    const kinds = (name, down) => {
      const values = [...new Set(documents.map((each) => each[name]).filter((each) => each !== null))];
      values.sort((a, b) => (down ? b - a : a.localeCompare(b, 'zh')));
      return values.map((value) => [value, value]);
    };
    offer(part('select[name=year]'), kinds('year', true));
    offer(part('select[name=place]'), kinds('place'));
    offer(part('select[name=source]'), kinds('source'));
    offer(part('select[name=doc_ids]'), documents.map((each) => [each.doc_id, each.title]).sort((a, b) => a[1].localeCompare(b[1], 'zh')));
  } catch { /* they stay empty */ }
};
part('details').addEventListener('toggle', (event) => { if (event.target.open) fillIn(); });
for (const select of root.querySelectorAll('select')) {
  select.dataset.any = say(...select.dataset.labels.split('|'));
  select.setAttribute('aria-label', select.dataset.any);
  offer(select, []);
  select.addEventListener('change', () => {
    const value = select.name === 'year' ? Number(select.value) : select.value;
    if (select.value) add({ name: select.name, value, label: select.selectedOptions[0].textContent });
    select.value = '';
  });
}
draw();
