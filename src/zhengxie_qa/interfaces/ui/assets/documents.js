/* The tab of documents: draws the list, sends files, takes documents out. Everything goes in as text, never as markup.
   Full texts and what was left out are opened by the page's links (#doc-…, #left-out-…). */
const root = element.querySelector('[data-known]');
const known = JSON.parse(root.dataset.known);
const part = (place) => root.querySelector(place);
const SHOWN = 200;
const UNDO_SECONDS = 10;
const COUNTED = new Set(['year', 'pages', 'passages', 'left_out']);
const collator = new Intl.Collator('zh-Hans-CN', { numeric: true });
const plain = (words) => words.normalize('NFKC').toLowerCase();
const kindOf = (name) => known.kinds[name]?.[chinese() ? 0 : 1] ?? name;
const quoted = (words) => say(`《${words}》`, `“${words}”`);

let documents = [];
let sort = { by: 'title', up: true };
let most = SHOWN;
const going = new Map();  // doc_id → what ends or undoes its removal

const told = (body) => (chinese() ? body.detail_zh ?? known.errors[body.type?.split(':').pop()] ?? body.detail : body.detail);
const failure = async (response) => { try { return told(await response.json()); } catch { return say('服务器没有接受。', 'The server did not accept it.'); } };

const sorted = (rows) => {
  const value = (each) => each[sort.by] ?? null;
  return rows.sort((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return (a === null) - (b === null) || collator.compare(one.title, other.title);
    const order = COUNTED.has(sort.by) ? a - b : collator.compare(a, b);
    return (sort.up ? order : -order) || collator.compare(one.title, other.title);
  });
};

const state = (each) => {
  const notes = [];
  if (each.unread_pages) notes.push(say(`${each.unread_pages} 页没有文字，未读`, `${each.unread_pages} pages without text, not read`));
  if (each.scanned_pages) notes.push(say(`${each.scanned_pages} 页由 OCR 读出`, `${each.scanned_pages} pages read by OCR`));
  if (each.doubts) notes.push(say(`${each.doubts} 个数字两次读取不一致`, `${each.doubts} figures differ when read twice`));
  if (each.left_out) notes.push(say(`略去 ${each.left_out} 处`, `${each.left_out} left out`));
  const words = notes.join(say('，', ', '));
  if (!words) return [say('全文已收录', 'Complete')];
  return [make('a', { href: `#left-out-${each.doc_id}`, class: each.unread_pages || each.doubts ? 'poor' : '' }, words)];
};

const row = (each) => {
  const cell = (name, ...inside) => make('td', { class: name, 'data-label': part(`th.${name} .${chinese() ? 'zh' : 'en'}`)?.textContent ?? '' }, ...inside);
  const out = press(say('移除', 'Remove'), (event) => remove(each, event.detail === 0), { 'aria-label': say(`移除 ${each.title}`, `Remove ${each.title}`) });
  const change = press(say('修改', 'Edit'), () => edit(each, async () => { await changed(); part(`tr[data-id="${CSS.escape(each.doc_id)}"] td.out button`)?.focus(); }), { 'aria-label': say(`修改 ${each.title}`, `Edit ${each.title}`) });
  const edited = Object.keys(each.original).length ? say(' · 已修改', ' · edited') : '';
  return make('tr', { 'data-id': each.doc_id },
    cell('title', make('a', { href: `#doc-${each.doc_id}-0-0` }, each.title), make('span', { class: 'file' }, each.file + edited)),
    cell('source', each.source ?? ''), cell('published', each.published ?? ''), cell('year', each.year ?? ''), cell('place', each.place ?? ''),
    cell('kind', each.kind), cell('pages', each.pages ?? ''), cell('passages', each.passages), cell('left_out', ...state(each)), make('td', { class: 'out' }, change, out));
};

const draw = () => {
  const words = plain(part('input[type=search]').value).split(/\s+/).filter(Boolean);
  const found = documents.filter((each) => !going.has(each.doc_id) && words.every((word) => each.words.includes(word)));
  part('tbody').replaceChildren(...sorted(found).slice(0, most).map(row));
  part('.more').hidden = found.length <= most;
  part('table').hidden = !documents.length;
  part('.count').textContent = documents.length ? say(`${found.length} / ${documents.length} 篇`, `${found.length} of ${documents.length}`) : say('还没有文档。', 'No documents yet.');
  for (const head of root.querySelectorAll('th[class]')) {
    if (head.classList.contains(sort.by)) head.setAttribute('aria-sort', sort.up ? 'ascending' : 'descending');
    else head.removeAttribute('aria-sort');
  }
};

const load = async () => {
  try {
    const response = await fetch('page/holdings');
    if (response.status === 503) documents = [];
    else if (!response.ok) { part('.count').textContent = await failure(response); return; }
    else documents = (await response.json()).documents.map((each) => ({
      ...each,
      kind: kindOf(each.kind),
      words: plain([each.title, each.source, each.published, each.year, each.place, each.file].filter(Boolean).join(' ')),
    }));
    draw();
  } catch { part('.count').textContent = silence(); }
};
const changed = () => { document.dispatchEvent(new Event('documents-changed')); return load(); };

/* Files go up one after another; one that fails is said to have failed, and the next goes on. */
const queue = [];
let sending = false;
const post = (file, bar) => new Promise((done) => {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append('file', file);
  request.upload.addEventListener('progress', (event) => { if (event.lengthComputable) bar.value = event.loaded / event.total; });
  request.upload.addEventListener('load', () => bar.removeAttribute('value'));
  request.addEventListener('load', () => {
    let body = {};
    try { body = JSON.parse(request.responseText); } catch { /* said below */ }
    done([request.status < 300, body]);
  });
  request.addEventListener('error', () => done([false, { detail: silence(), detail_zh: silence() }]));
  request.open('POST', 'api/v1/documents');
  request.send(form);
});

const leftOut = async (id) => {
  try {
    const rules = (await (await fetch('api/v1/documents/' + encodeURIComponent(id))).json()).left_out.map((each) => each.rule);
    const counts = rules.reduce((all, rule) => all.set(rule, (all.get(rule) ?? 0) + 1), new Map());
    return [...counts].map(([rule, count]) => `${chinese() ? known.rules[rule] ?? rule : rule} ${count}`).join(say('，', ', '));
  } catch { return ''; }
};

const send = async ([file, item, words, bar]) => {
  words.textContent = say('正在上传和阅读……', 'Being sent and read …');
  const tooLarge = file.size > known.largest;
  const limit = `${known.largest / 1048576} MB`;
  const [good, body] = tooLarge
    ? [false, { detail: `It is larger than ${limit}. Split it.`, detail_zh: `超过 ${limit}，请分成几份。` }]
    : await post(file, bar);
  bar.remove();
  item.classList.add(good ? 'good' : 'bad');
  if (!good) { words.textContent = told(body) ?? say('服务器没有接受。', 'The server did not accept it.'); return; }
  const became = { added: say('已收录', 'Added'), updated: say('已更新', 'Updated'), unchanged: say('没有变化', 'Unchanged') }[body.status];
  words.textContent = `${became}：${body.title}`;
  const without = await leftOut(body.doc_id);
  if (without) item.append(make('a', { href: `#left-out-${body.doc_id}` }, `${say('没有收进正文的', 'Left out of the text')}：${without}`));
};

const add = async (files) => {
  for (const file of files) {
    const [words, bar] = [make('span', { role: 'status' }, say('等待上传', 'Waiting')), make('progress', { max: '1', value: '0', 'aria-label': file.name })];
    const item = make('li', {}, make('b', {}, file.name), bar, words);
    part('.uploads').append(item);
    queue.push([file, item, words, bar]);
  }
  if (sending) return;
  sending = true;
  try { while (queue.length) await send(queue.shift()); } finally { sending = false; }
  await changed();
};

/* A removal waits, so that it can be undone, and happens at the latest when the page is left. */
const remove = (each, byKeyboard) => {
  const undo = press(say('撤销', 'Undo'), () => { end(); draw(); part(`tr[data-id="${CSS.escape(each.doc_id)}"] a`)?.focus(); });
  const note = make('p', { role: 'status' }, say(`${quoted(each.title)}将被移除。`, `${quoted(each.title)} is being removed.`) + (each.uploaded ? '' : say('文件仍在原来的文件夹里。', ' Its file stays in its folder.')), undo);
  let left = UNDO_SECONDS;
  const end = () => { clearInterval(clock); going.delete(each.doc_id); note.remove(); };
  const go = async () => {
    clearInterval(clock);
    undo.remove();
    const response = await fetch('api/v1/documents/' + encodeURIComponent(each.doc_id), { method: 'DELETE', keepalive: true }).catch(() => null);
    if (response?.ok || response?.status === 404) { end(); return changed(); }
    going.delete(each.doc_id);
    note.textContent = `${quoted(each.title)}：${response ? await failure(response) : silence()}`;
    note.classList.add('bad');
    return draw();
  };
  const clock = setInterval(() => { if (!note.matches(':hover, :focus-within') && (left -= 1) <= 0) go(); }, 1000);
  going.set(each.doc_id, go);
  part('.removals').append(note);
  draw();
  if (byKeyboard) undo.focus();
};
addEventListener('pagehide', () => going.forEach((go) => go()));

part('input[type=file]').addEventListener('change', (event) => { add([...event.target.files]); event.target.value = ''; });
for (const [kind, over] of [['dragenter', true], ['dragover', true], ['dragleave', false], ['drop', false]]) {
  part('.drop').addEventListener(kind, (event) => { event.preventDefault(); part('.drop').classList.toggle('over', over); });
}
part('.drop').addEventListener('drop', (event) => add([...event.dataTransfer.files]));
for (const name of ['aria-label', 'placeholder']) part('input[type=search]').setAttribute(name, say('查找标题、来源、日期、地区', 'Find title, source, date, place'));
part('input[type=search]').addEventListener('input', () => { most = SHOWN; draw(); });
part('.more').addEventListener('click', () => { most += SHOWN; draw(); });
for (const button of root.querySelectorAll('th button')) {
  button.addEventListener('click', () => { sort = { by: button.dataset.sort, up: sort.by === button.dataset.sort ? !sort.up : true }; draw(); });
}
load();
