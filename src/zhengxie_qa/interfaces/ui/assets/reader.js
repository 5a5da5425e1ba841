/* An article in full, in a dialog: the quoted words marked, and any words found in it. */
const sheet = () => {
  const known = document.getElementById('reader');
  if (known) return known;
  const button = (label, sign, step) => press(sign, () => look(dialog, step), { title: label, 'aria-label': label });
  const close = press(say('关闭', 'Close'), () => dialog.close(), { class: 'close' });
  const words = make('input', { type: 'text', 'aria-label': say('在文中查找', 'Find in the text'), placeholder: say('在文中查找', 'Find in the text') });
  const count = make('span', { role: 'status' });
  const [before, after] = [button(say('上一处', 'Previous'), '↑', -1), button(say('下一处', 'Next'), '↓', 1)];
  const find = make('form', { class: 'find', role: 'search' }, words, before, after, count);
  const text = make('div', { class: 'text', tabindex: '0' });
  const dialog = make('dialog', { id: 'reader', 'aria-labelledby': 'reader-title' },
    make('header', {}, make('h2', { id: 'reader-title' }), close), make('p', { class: 'meta' }), find, text);
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  find.addEventListener('submit', (event) => { event.preventDefault(); });
  words.addEventListener('input', () => look(dialog, 0));
  words.addEventListener('keydown', (event) => { if (event.key === 'Enter') look(dialog, event.shiftKey ? -1 : 1); });
  document.body.append(dialog);
  return dialog;
};

/* Where words stand in the text shown, as ranges; case, width and breaks of lines make no difference. */
const places = (text, words) => {
  const plain = (part) => part.normalize('NFKC').toLowerCase();
  const wanted = plain(words).replace(/\s+/g, '');
  if (!wanted) return [];
  const nodes = [];
  const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let folded = '';
  const from = [];
  while (walk.nextNode()) {
    nodes.push(walk.currentNode);
    let at = 0;
    for (const letter of walk.currentNode.data) {
      const shown = /\s/.test(letter) ? '' : plain(letter);
      for (let each = 0; each < shown.length; each += 1) from.push([nodes.length - 1, at, at + letter.length]);
      folded += shown;
      at += letter.length;
    }
  }
  const found = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const range = new Range();
    const [first, last] = [from[at], from[at + wanted.length - 1]];
    range.setStart(nodes[first[0]], first[1]);
    range.setEnd(nodes[last[0]], last[2]);
    found.push(range);
  }
  return found;
};

/* Shows every place where the words stand and goes to one: the next, the one before, or the first (step 0). */
const look = (dialog, step) => {
  const words = dialog.querySelector('.find input').value;
  const text = dialog.querySelector('.text');
  if (step === 0 || dialog.sought !== words) Object.assign(dialog, { sought: words, found: places(text, words), at: 0 });
  else if (dialog.found.length) dialog.at = (dialog.at + step + dialog.found.length) % dialog.found.length;
  const { found, at } = dialog;
  CSS.highlights?.set('found', new Highlight(...found));
  CSS.highlights?.set('found-here', new Highlight(...found.slice(at, at + 1)));
  dialog.querySelector('.find span').textContent = !words.trim() ? '' : found.length ? `${at + 1} / ${found.length}` : say('没有找到', 'Not found');
  if (!found.length) return;
  const [box, frame] = [found[at].getBoundingClientRect(), text.getBoundingClientRect()];
  text.scrollTop += box.top - frame.top - frame.height / 3;
};

/* Opens the dialog, empty. */
const opened = (title) => {
  const dialog = sheet();
  dialog.querySelector('h2').textContent = title;
  dialog.querySelector('.meta').textContent = '';
  dialog.querySelector('.find input').value = '';
  const text = dialog.querySelector('.text');
  text.replaceChildren();
  look(dialog, 0);
  if (!dialog.open) dialog.showModal();
  return [dialog, text];
};

const article = async (id) => {
  const response = await fetch('api/v1/documents/' + encodeURIComponent(id));
  const body = await response.json();
  if (!response.ok) throw new Error(chinese() ? body.detail_zh ?? body.detail : body.detail);
  return body;
};

/* Whether the words of a link still stand where they stood, and whether the library is still the one of then. */
const compare = async (dialog, { quote, generation }, now) => {
  const words = now.startsWith(quote) ? say('引文与链接一致。', 'The quote is as linked.') : say(`原文已变，链接时这里是“${quote}”。`, `The text has changed; when linked, it said “${quote}”.`);
  const state = await fetch('api/v1/readyz').then((response) => response.json()).catch(() => ({}));
  const library = state.index?.generation === generation ? say('资料没有变化。', 'The library is the same.') : say(`链接时的资料版本是 ${generation}，现在是 ${state.index?.generation ?? '?'}。`, `Library when linked: ${generation}; now: ${state.index?.generation ?? '?'}.`);
  dialog.querySelector('.meta').textContent += ` · ${words} ${library}`;
};

/* The key names the document and the words that are quoted, e.g. 0f704be7769f-120-124.
   linked: the quote and the state of the index that a link names. */
const read = async (key, linked) => {
  const [, id, start, end] = /^(.*)-(\d+)-(\d+)$/.exec(key) || [];
  if (!id) return;
  const [dialog, text] = opened('…');
  try {
    const body = await article(id);
    const letters = Array.from(body.text);
    const mark = make('mark', {}, letters.slice(start, end).join(''));
    dialog.querySelector('h2').textContent = body.title;
    dialog.querySelector('.meta').textContent = [body.source, body.published ?? body.year, body.place, body.file].filter(Boolean).join(' · ');
    text.append(letters.slice(0, start).join(''), mark, letters.slice(end).join(''));
    text.scrollTop = 0;
    if (end > start) mark.scrollIntoView({ block: 'center' });
    else mark.remove();
    if (linked) await compare(dialog, linked, letters.slice(start, end).join(''));
  } catch (error) {
    dialog.querySelector('h2').textContent = say('打不开全文', 'The full text could not be opened');
    text.textContent = error.message;
  }
};

/* What of a file is not in its text, and why; the names of the rules in Chinese come with the tab of documents. */
const readLeftOut = async (id) => {
  const [dialog, text] = opened('…');
  try {
    const body = await article(id);
    const names = JSON.parse(document.querySelector('#documents [data-known]')?.dataset.known ?? '{}').rules ?? {};
    dialog.querySelector('h2').textContent = `${say('没有收进正文的内容', 'Left out of the text')}：${body.title}`;
    if (body.doubts.length) {
      text.append(make('h3', {}, say('两次读取不一致的数字：正文 / 另一次', 'Figures that differ when read twice: the text / the second reading')));
      text.append(make('ul', { class: 'left-out' }, ...body.doubts.map((each) => make('li', {},
        make('b', {}, `${each.read || say('无', 'nothing')} / ${each.other || say('无', 'nothing')}`),
        each.location ? ` · ${chinese() ? each.location.name_zh : each.location.name}` : ''))));
    }
    text.append(make('ul', { class: 'left-out' }, ...body.left_out.map((each) => make('li', {},
      make('b', {}, chinese() ? names[each.rule] ?? each.rule : each.rule),
      each.location ? ` · ${chinese() ? each.location.name_zh : each.location.name}` : '',
      make('span', {}, each.excerpt)))));
  } catch (error) {
    dialog.querySelector('h2').textContent = say('打不开', 'This could not be opened');
    text.textContent = error.message;
  }
};

