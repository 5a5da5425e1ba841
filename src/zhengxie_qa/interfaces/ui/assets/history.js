/* The tab of what was kept: conversations of this browser, found, renamed, copied, taken away in a file, deleted. */
const root = element.querySelector('.kept');
const part = (place) => root.querySelector(place);
const plain = (words) => words.normalize('NFKC').toLowerCase();
let rows = [];

const conversations = () => {
  const words = plain(part('[type=search]').value).split(/\s+/).filter(Boolean);
  const all = rows.reduce((talks, each) => talks.set(each.conversation, [...(talks.get(each.conversation) ?? []), each]), new Map());
  const holds = (each) => { const text = plain([each.name, each.question, answerOf(each), each.source?.title, each.source?.source].filter(Boolean).join(' ')); return words.every((word) => text.includes(word)); };
  const only = part('[type=checkbox]').checked;
  const shown = [...all.values()].map((talk) => (only ? talk.filter((each) => each.marked) : talk));
  return shown.filter((talk) => talk.some(holds)).sort((a, b) => (a.at(-1).at < b.at(-1).at ? 1 : -1));
};
const change = async (talk, work) => {
  await shelf('readwrite', (store) => { talk.forEach((each) => work(store, each)); });
  await load();
};
const again = (question) => {
  document.querySelector('[role=tab]')?.click();
  setTimeout(() => document.dispatchEvent(new CustomEvent('ask', { detail: question })), 100);
};

const place = ({ doc_id: id, start, end }) => `#doc-${id}-${start}-${end}`;
const answered = (each) => {
  if (!each.rows?.length) return [make('p', { class: 'answer' }, answerOf(each))];
  const lines = each.rows.map((row) => make('tr', {}, make('th', { scope: 'row' }, row.label), make('td', {}, make('a', { href: place(row.source) }, row.answer ?? ''))));
  return [make('table', {}, make('tbody', {}, ...lines))];
};
const exchange = (each) => {
  const [note, from] = [make('span', { role: 'status' }), each.source];
  const mark = press(each.marked ? say('★ 已标记', '★ Marked') : say('☆ 标记', '☆ Mark'), () => change([each], (store, one) => store.put({ ...one, marked: !one.marked })), { 'aria-pressed': String(Boolean(each.marked)) });
  const choices = make('p', { class: 'choices' }, mark, press(say('再问一次', 'Ask again'), () => again(each.question)));
  choices.append(...copies(each, note, root), note);
  return make('li', {}, make('p', { class: 'asked' }, each.question), ...answered(each),
    ...(from && !each.rows?.length ? [make('p', { class: 'meta' }, make('a', { href: place(from) }, originOf(from)))] : []), choices);
};
const talk = (each) => {
  const name = make('input', { type: 'text', 'aria-label': say('对话名称', 'Name of the conversation'), maxlength: '100' });
  name.value = each[0].name ?? each[0].question;
  name.addEventListener('change', () => change(each, (store, one) => store.put({ ...one, name: name.value.trim() || undefined })));
  const out = press(say('删除', 'Delete'), () => {
    if (out.dataset.sure) return change(each, (store, one) => store.delete(one.id));
    out.dataset.sure = 'yes';
    out.textContent = say('确定删除？', 'Really delete?');
    return null;
  });
  const file = press(say('导出 Word', 'Export to Word'), () => word([each]));
  const when = new Date(each.at(-1).at).toLocaleString(chinese() ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  return make('section', {}, make('header', {}, name, make('time', {}, when), file, out), make('ol', {}, ...each.map(exchange)));
};
const draw = () => {
  const found = conversations();
  part('.talks').replaceChildren(...found.map(talk));
  part('.count').textContent = rows.length ? say(`${found.length} 次对话`, `${found.length} ${found.length === 1 ? 'conversation' : 'conversations'}`) : say('还没有记录。问答会留在这个浏览器里，不存到服务器。', 'Nothing yet. What you ask stays in this browser, not on the server.');
  part('.all').hidden = !rows.length;
};
const load = async () => {
  try { rows = (await shelf('readonly', (store) => store.getAll())).sort((a, b) => (a.at < b.at ? -1 : 1)); } catch { rows = []; }
  draw();
};

/* A page by itself, to print: each quote with its place and its hash, by which verify proves it. */
const proof = (from, one) => `doc_id ${from.doc_id} · ${from.file} · [${from.start}, ${from.end}) · SHA-256 ${from.sha256} · ${one.generation} · ${one.at}`;
const pageOf = (talks) => {
  const page = document.implementation.createHTMLDocument(say('问答记录', 'Questions and answers'));
  page.documentElement.lang = chinese() ? 'zh-CN' : 'en';
  page.head.append(make('meta', { charset: 'utf-8' }), make('style', {}, 'body{font:16px/1.8 serif;max-width:46em;margin:2em auto;padding:0 1em}h2{font-size:1.2em;border-top:1px solid #999;padding-top:1em}blockquote{margin:.5em 0;padding-left:1em;border-left:3px solid #ccc}.proof{font-size:.8em;color:#555;overflow-wrap:anywhere}mark{background:#ffe9a8}@media print{blockquote,.proof{break-inside:avoid}}'));
  page.body.append(make('h1', {}, page.title));
  for (const each of talks) {
    page.body.append(make('h2', {}, each[0].name ?? each[0].question));
    for (const one of each) {
      page.body.append(make('p', {}, make('b', {}, one.question)));
      if (!one.rows?.length) page.body.append(make('p', {}, answerOf(one)));
      for (const { label, source: from } of one.rows?.length ? one.rows : [{ source: one.source }]) {
        if (!from) continue;
        const [before, ...after] = (from.sentence ?? from.quote).split(from.quote);
        page.body.append(make('blockquote', {}, ...(label ? [make('b', {}, `${label}：`)] : []), before, make('mark', {}, from.quote), after.join(from.quote)),
          make('p', {}, from.reference), make('p', { class: 'proof' }, proof(from, one)));
      }
    }
  }
  return ['<!doctype html>', page.documentElement.outerHTML].join('');
};
const handOver = (blob, kind) => {
  const link = make('a', { download: `${say('问答记录', 'answers')}-${new Date().toISOString().slice(0, 10)}.${kind}` });
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};
const save = (talks) => handOver(new Blob([pageOf(talks)], { type: 'text/html' }), 'html');
const print = (talks) => {
  document.getElementById('on-paper')?.remove();
  const paper = make('iframe', { id: 'on-paper', hidden: '', title: say('打印', 'Print') });
  paper.addEventListener('load', () => paper.contentWindow.print(), { once: true });
  paper.srcdoc = pageOf(talks);
  document.body.append(paper);
};
const word = async (talks) => {
  const note = part('.all [role=status]');
  note.textContent = say('正在生成…', 'Being made…');
  const body = { language: chinese() ? 'zh' : 'en', talks: talks.map((each) => ({ name: each[0].name ?? each[0].question, exchanges: each })) };
  try {
    const response = await fetch('page/word', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    if (response.ok) { handOver(await response.blob(), 'docx'); note.textContent = ''; return; }
    const told = await response.json();
    note.textContent = chinese() ? told.detail_zh ?? '服务器没有接受。' : told.detail;
  } catch { note.textContent = silence(); }
};

for (const name of ['aria-label', 'placeholder']) part('[type=search]').setAttribute(name, say('在记录中查找', 'Find in what was kept'));
part('[type=search]').addEventListener('input', draw);
part('label').append(say('只看已标记的', 'Marked ones only'));
part('[type=checkbox]').addEventListener('change', draw);
for (const [zh, en, action] of [['导出 Word', 'Word', word], ['导出网页', 'Web page', save], ['打印', 'Print', print]]) part('.all').append(press(say(zh, en), () => action(conversations())));
part('.all').append(make('span', { role: 'status' }));
document.addEventListener('exchanges-changed', load);
load();
