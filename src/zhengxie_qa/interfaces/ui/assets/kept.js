/* Exchanges are kept in this browser and nowhere else: read from the panel, stored in IndexedDB, copied, linked to. */
const shelf = (mode, work) => new Promise((done, fail) => {
  const opening = indexedDB.open('zhengxie-qa', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('exchanges', { keyPath: 'id' });
  opening.onerror = () => fail(opening.error);
  opening.onsuccess = () => {
    const run = opening.result.transaction('exchanges', mode);
    const request = work(run.objectStore('exchanges'));
    run.oncomplete = () => { opening.result.close(); done(request?.result); };
    run.onabort = () => fail(run.error);
  };
});

const answerOf = (each) => each.answer ?? (each.declined ?? ['', ''])[chinese() ? 0 : 1];
const told = (each) => (each.rows?.length ? each.rows.map((row) => `${row.label}：${row.answer}（${originOf(row.source)}）`).join('\n') : answerOf(each));
const originOf = ({ title, source, published, file }) => [`《${title}》`, source, published, file].filter(Boolean).join('，');

/* Opens the question, the state of the index that answered it, and the quote; nothing of it goes to the server. */
const linkTo = (each) => {
  const known = new URLSearchParams({ q: each.question, v: each.generation });
  const from = each.source;
  if (from) { known.set('d', `${from.doc_id}-${from.start}-${from.end}`); known.set('w', Array.from(from.quote).slice(0, 200).join('')); }
  return `${location.origin}${location.pathname}#${known}`;
};
const marked = ({ sentence, quote }) => {
  const plain = (words) => words.replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
  const [before, ...after] = (sentence ?? quote).split(quote);
  return `${plain(before)}**${plain(quote)}**${plain(after.join(quote))}`;
};
const COPIES = {
  text: [['文字和出处', 'Text with source'], (each) => `${each.question}\n${told(each)}${each.source && !each.rows?.length ? `\n——${originOf(each.source)}` : ''}`],
  footnote: [['脚注（GB/T 7714）', 'Footnote (GB/T 7714)'], (each) => (each.source ? `“${each.source.quote}”[1]\n\n[1] ${each.source.reference}` : answerOf(each))],
  markdown: [['Markdown', 'Markdown'], (each) => (each.source ? `> ${marked(each.source)}\n>\n> —— [${originOf(each.source).replace(/[\\[\]<>]/g, '\\$&')}](${linkTo(each)})` : `> ${answerOf(each)}`)],
  link: [['链接', 'Link'], linkTo],
};

/* The clipboard of the browser is for secure pages alone; elsewhere words are copied by being selected. */
const copy = async (words, within) => {
  try { await navigator.clipboard.writeText(words); } catch {
    const area = make('textarea', { 'aria-hidden': 'true', style: 'position:fixed;opacity:0' });
    area.value = words;
    within.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
};
const copies = (each, note, within) => Object.entries(COPIES).map(([name, [label, words]]) => press(say(...label), async () => {
  await copy(words(each), within);
  note.textContent = say('已复制。', 'Copied.');
}, { 'data-copy': name }));
