/* Runs once, when the source panel appears. Links in chat and panel name what they open; nothing goes to the server
   except the full text of an article, which is fetched from the REST interface on demand. */
const frame = document.getElementById('panel') ?? element;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const glide = () => (calm.matches ? 'auto' : 'smooth');

/* The ways in which a source is shown in the reader: the page of a PDF as a picture with the words marked, a table with the
   cell marked, the whole text. All text goes in as text, never as markup. */
const ZOOMS = [1, 1.5, 2, 3];
const LONGEST_GROUP = 40;


/* What is open in the reader; a picture that arrives after another was asked for is not shown. */
const reader = { dialog: null, text: null, tools: null, turn: null, asked: 0 };
const tool = (label, name, action) => {
  const button = make('button', { type: 'button', 'aria-label': name, title: name }, label);
  button.addEventListener('click', action);
  return button;
};

/* What a letter range of the text holds, the quoted part of it marked. */
const inside = (source, from, to) => {
  const first = Math.min(Math.max(source.start, from), to);
  const last = Math.max(Math.min(source.end, to), first);
  const words = (start, end) => source.letters.slice(start, end).join('');
  const parts = [words(from, first)];
  if (first < last) parts.push(make('mark', {}, words(first, last)));
  return [...parts, words(last, to)];
};

/* The lines of a table around a place: rows parted by tabs, and short lines between them that name a group of rows. */
const rowsAround = (source) => {
  const lines = [];
  let from = 0;
  for (let at = 0; at <= source.letters.length; at += 1) {
    if (at < source.letters.length && source.letters[at] !== '\n') continue;
    lines.push({ from, to: at, isRow: source.letters.slice(from, at).includes('\t') });
    from = at + 1;
  }
  const at = lines.findIndex((line) => line.from <= source.start && source.start <= line.to);
  if (at < 0 || !lines[at].isRow) return null;
  const goesOn = (line, next) => line && (line.isRow || (next?.isRow && line.to - line.from <= LONGEST_GROUP && line.to > line.from));
  let first = at;
  let last = at;
  while (goesOn(lines[first - 1], lines[first - 2])) first -= 1;
  while (goesOn(lines[last + 1], lines[last + 2])) last += 1;
  const above = lines.slice(Math.max(0, first - 2), first).filter((line) => line.to > line.from && line.to - line.from <= LONGEST_GROUP);
  return { above, rows: lines.slice(first, last + 1) };
};

const cellsOf = (source, line) => {
  const cells = [];
  let from = line.from;
  for (let at = line.from; at <= line.to; at += 1) {
    if (at < line.to && source.letters[at] !== '\t') continue;
    cells.push([from, at]);
    from = at + 1;
  }
  return cells;
};

const tableOf = (source, found) => {
  const rows = found.rows.map((line) => cellsOf(source, line));
  const widest = Math.max(...rows.map((cells) => cells.length));
  const isFigure = ([from, to]) => /^[-+−]?[\d.,，]+\s?[%％‰]?$/.test(source.letters.slice(from, to).join('').trim());
  const heads = Math.max(1, Math.min(3, rows.findIndex((cells) => cells.some(isFigure))));
  const table = make('table');
  if (found.above.length) {
    const lines = found.above.flatMap((line) => [...inside(source, line.from, line.to), make('br')]);
    table.append(make('caption', {}, ...lines.slice(0, -1)));
  }
  rows.forEach((cells, number) => {
    const row = make('tr');
    cells.forEach(([from, to], column) => {
      const kind = number < heads ? { scope: 'col' } : { scope: 'row' };
      const cell = number < heads || column === 0 ? make('th', kind) : make('td');
      if (cells.length === 1) cell.colSpan = widest;
      cell.append(...inside(source, from, to));
      if (source.start < to && source.end > from) cell.className = 'quoted';
      row.append(cell);
    });
    table.append(row);
  });
  return table;
};

const showText = (source) => {
  reader.text.className = 'text';
  reader.text.replaceChildren(...inside(source, 0, source.letters.length));
  reader.text.scrollTop = 0;
  reader.text.querySelector('mark')?.scrollIntoView({ block: 'center' });
};

const showTable = (source, found) => {
  reader.text.className = 'text sheet';
  reader.text.replaceChildren(tableOf(source, found));
  reader.text.querySelector('.quoted')?.scrollIntoView({ block: 'center', inline: 'center' });
};

const showPage = async (source, number, zoom) => {
  const asked = (reader.asked += 1);
  const page = source.pages.find((each) => each.number === number);
  reader.text.className = 'text page';
  reader.text.setAttribute('aria-busy', 'true');
  let answer;
  try {
    answer = await fetch(`api/v1/documents/${encodeURIComponent(source.id)}/pages/${number}.webp?start=${source.start}&end=${source.end}`);
  } catch (error) {
    answer = null;
  }
  if (asked !== reader.asked) return;
  reader.text.removeAttribute('aria-busy');
  const words = make('div', { class: 'unseen', role: 'region', 'aria-label': say('本页文字', 'The text of this page') },
    ...inside(source, page.start, page.end));
  if (!answer?.ok) {
    const problem = (await answer?.json().catch(() => null)) ?? {};
    const why = say(problem.detail_zh ?? problem.detail, problem.detail) ?? say('没有收到页面图像。', 'The picture did not arrive.');
    words.className = 'instead';
    reader.text.replaceChildren(make('p', { class: 'why-not', role: 'status' }, why), words);
    return;
  }
  const picture = make('img', { alt: say(`第${number}页`, `Page ${number}`), style: `width: ${zoom * 100}%` });
  const address = URL.createObjectURL(await answer.blob());
  picture.addEventListener('load', () => {
    URL.revokeObjectURL(address);
    const top = Number(answer.headers.get('X-Marked-At') ?? 0) * picture.clientHeight;
    reader.text.scrollTop = Math.max(0, top - reader.text.clientHeight / 3);
  }, { once: true });
  picture.src = address;
  reader.text.replaceChildren(picture, words);
};

const pageTools = (source) => {
  const count = source.pages.at(-1).number;
  let zoom = 0;
  let now = source.pages.findLast((each) => each.start <= source.start)?.number ?? 1;
  const label = make('span', { class: 'count', role: 'status' });
  const draw = () => {
    const pressed = document.activeElement;
    const isScan = source.pages.find((each) => each.number === now).is_scan;
    label.textContent = say(`第${now}页，共${count}页`, `Page ${now} of ${count}`) + (isScan ? say('，由 OCR 读出', ', read by OCR') : '');
    back.disabled = now <= source.pages[0].number;
    on.disabled = now >= count;
    smaller.disabled = zoom === 0;
    larger.disabled = zoom === ZOOMS.length - 1;
    if (pressed === back || pressed === on) (pressed.disabled ? reader.text : pressed).focus(); // keys go on turning pages
    showPage(source, now, ZOOMS[zoom]);
  };
  const turn = (by) => {
    const next = now + by;
    if (source.pages.some((each) => each.number === next)) { now = next; draw(); }
  };
  const enlarge = (by) => {
    zoom = Math.min(ZOOMS.length - 1, Math.max(0, zoom + by));
    const picture = reader.text.querySelector('img');
    if (picture) picture.style.width = `${ZOOMS[zoom] * 100}%`;
    smaller.disabled = zoom === 0;
    larger.disabled = zoom === ZOOMS.length - 1;
  };
  const back = tool('‹', say('上一页', 'Previous page'), () => turn(-1));
  const on = tool('›', say('下一页', 'Next page'), () => turn(1));
  const smaller = tool('−', say('缩小', 'Smaller'), () => enlarge(-1));
  const larger = tool('+', say('放大', 'Larger'), () => enlarge(1));
  return { draw, turn, tools: [back, label, on, smaller, larger] };
};

/* Shows a source as it can best be seen, with a choice of the other ways. */
const present = (dialog, source) => {
  Object.assign(reader, { dialog, text: dialog.querySelector('.text'), tools: dialog.querySelector('.tools'), turn: null });
  const found = source.start < source.end ? rowsAround(source) : null;
  const paged = source.pages.length ? pageTools(source) : null;
  const ways = [[say('全文', 'Full text'), () => showText(source), null]];
  if (found) ways.unshift([say('表格', 'Table'), () => showTable(source, found), null]);
  if (paged) ways.unshift([say('页面', 'Page'), paged.draw, paged]);
  const choose = (chosen) => {
    const [, show, pages] = ways[chosen];
    reader.asked += 1;
    reader.turn = pages?.turn ?? null;
    const choices = ways.map(([name], at) => {
      const choice = tool(name, name, () => choose(at));
      choice.setAttribute('aria-pressed', String(at === chosen));
      return choice;
    });
    reader.tools.replaceChildren(...(ways.length > 1 ? choices : []), ...(pages?.tools ?? []));
    show();
  };
  choose(0);
};

const turnPages = (event) => {
  const by = { ArrowLeft: -1, PageUp: -1, ArrowRight: 1, PageDown: 1 }[event.key];
  if (!by || !reader.turn || event.target.tagName === 'INPUT' || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  reader.turn(by);
};

/* Opens the reader at a source and shows it as it can best be seen; where says how its place in the file is called. */
const openSource = async (key, where) => {
  await read(key);
  const [, id, start, end] = /^(.*)-(\d+)-(\d+)$/.exec(key) || [];
  const dialog = document.getElementById('reader');
  const body = id && dialog?.open ? await article(id).catch(() => null) : null;
  if (!body || !dialog.open) return;
  if (!reader.dialog) {
    dialog.querySelector('.meta').after(make('nav', { class: 'tools', 'aria-label': say('查看方式', 'View') }));
    dialog.addEventListener('keydown', turnPages);
    dialog.addEventListener('close', () => {
      Object.assign(reader, { turn: null, asked: reader.asked + 1 });
      reader.tools.replaceChildren();
      reader.text.className = 'text';
    });
  }
  if (where) dialog.querySelector('.meta').textContent += ` · ${where}`;
  present(dialog, { id, start: Number(start), end: Number(end), letters: Array.from(body.text), pages: body.pages ?? [] });
};

const show = (id) => {
  const target = frame.querySelector('#' + CSS.escape(id));
  if (!target) return;
  frame.querySelectorAll('section.turn').forEach((each) => each.classList.toggle('on', each.contains(target)));
  frame.querySelectorAll('.active').forEach((each) => each.classList.remove('active'));
  const card = target.closest('article') ?? target;
  card.classList.add('active');
  frame.querySelectorAll('mark.' + CSS.escape(id)).forEach((each) => each.classList.add('active'));
  if (target.tagName === 'DETAILS') target.open = true;
  card.scrollIntoView({ behavior: glide(), block: 'nearest' });
  card.focus({ preventScroll: true });
};

/* A new answer is read from its question on, where the chat has scrolled past it, and its sources from the top. */
const toQuestion = () => {
  const asked = [...document.querySelectorAll('#chat .user')].pop();
  let scroller = asked?.parentElement;
  while (scroller && !['auto', 'scroll'].includes(getComputedStyle(scroller).overflowY)) scroller = scroller.parentElement;
  if (!scroller?.closest('#chat')) return;
  const above = asked.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12;
  if (above < 0) scroller.scrollTop += above;
};
new MutationObserver(() => { frame.scrollTop = 0; setTimeout(toQuestion, 500); }).observe(element, { childList: true, subtree: true });

const fill = (text, send) => {
  const box = document.querySelector('#question textarea');
  if (!box) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, text);
  box.dispatchEvent(new Event('input', { bubbles: true }));
  box.focus();
  box.setSelectionRange(text.length, text.length);
  if (send) setTimeout(() => document.querySelector('#question button')?.click(), 60);
};

document.addEventListener('ask', (event) => fill(event.detail, true));
document.addEventListener('fill', (event) => fill(event.detail, false));

document.addEventListener('click', (event) => {
  const heading = event.target.closest?.('button.sort');
  if (heading) return sort(heading.closest('th'));
  const link = event.target.closest?.('a[href*="#"]');
  if (!link) return;
  const key = link.getAttribute('href').split('#').pop();
  const actions = [
    [/^(src|alt|near|why)-/, () => show(key)],
    [/^doc-/, () => openSource(key.slice(4), link.closest('article')?.querySelector('.where')?.innerText)],
    [/^left-out-/, () => readLeftOut(key.slice(9))],
    [/^edit$/, () => fill(link.querySelector('.words')?.textContent ?? link.textContent, false)],
    [/^try$/, () => fill(link.textContent, true)],
    [/^copy-/, () => offerCopies(Number(key.slice(5)))],
    [/^wrong-/, () => complain(Number(key.slice(6)))],
    [/^stop$/, () => document.querySelector('#stop')?.click()],
    [/^save-/, () => document.getElementById(key)?.click()],
    [/^picture$/, () => picture(link)],
    [/^chat$/, () => document.getElementById('chat')?.scrollIntoView({ behavior: glide(), block: 'start' })],
  ];
  const found = actions.find(([pattern]) => pattern.test(key));
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  found[1]();
}, true);
