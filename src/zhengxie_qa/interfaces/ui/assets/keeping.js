/* On the page of questions: keeps each new exchange, offers it for copying, takes in what was wrong, follows a link. */
let conversation = '';
let seen = new Map();  // turn → exchange
const keep = () => {
  const sections = [...frame.querySelectorAll('section[data-kept]')];
  if (!sections.length) { conversation = ''; seen = new Map(); }
  for (const section of sections) {
    const exchange = JSON.parse(section.dataset.kept);
    if (seen.has(exchange.turn)) continue;
    conversation ||= `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
    seen.set(exchange.turn, exchange);
    const row = { ...exchange, id: `${conversation}-${exchange.turn}`, conversation, at: new Date().toISOString() };
    shelf('readwrite', (store) => store.put(row)).then(() => document.dispatchEvent(new Event('exchanges-changed'))).catch(() => {});
  }
};
new MutationObserver(keep).observe(element, { childList: true, subtree: true });
keep();

const offerCopies = (turn) => {
  const exchange = seen.get(turn);
  if (!exchange) return;
  const [note, buttons] = [make('p', { role: 'status' }), make('p', { class: 'choices' })];
  const dialog = form('copies', say('复制答案', 'Copy the answer'), make('p', { class: 'asked' }, exchange.question), buttons, note);
  buttons.append(...copies(exchange, note, dialog));
};

const complain = (turn) => {
  const exchange = seen.get(turn);
  if (!exchange) return;
  const right = make('textarea', { rows: '3', maxlength: '2000', id: 'right-words' });
  const absent = make('input', { type: 'checkbox' });
  const note = make('p', { role: 'status' });
  let place = null;  // where the right words stand, while they are the ones that were marked
  const near = [...frame.querySelectorAll('section[data-kept]')].find((each) => JSON.parse(each.dataset.kept).turn === turn)?.querySelector('a[href*="#doc-"]')?.getAttribute('href').split('#doc-').pop();
  const marking = markIn(exchange, near, ({ words, ...where }) => {
    Object.assign(right, { value: words, disabled: false });
    absent.checked = false;
    place = where;
    right.focus();
  });
  right.addEventListener('input', () => { place = null; });
  const send = make('button', { type: 'submit', class: 'send' }, say('提交', 'Send'));
  const ask = make('form', {},
    make('p', { class: 'asked' }, `${exchange.question} → ${answerOf(exchange)}`),
    make('label', { for: 'right-words' }, say('正确的原文是：', 'The right words are:')), right, marking,
    make('label', {}, absent, say('资料里没有写', 'The corpus does not say')),
    make('p', { class: 'hint' }, say('问题、答案和您写的话会存到服务器上索引旁的 feedback.jsonl。', 'Question, answer and your words are stored on the server, in feedback.jsonl beside the index.')), send, note);
  const dialog = form('wrong', say('答得不对', 'The answer is wrong'), ask);
  absent.addEventListener('change', () => { right.disabled = absent.checked; });
  ask.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!absent.checked && !right.value.trim()) { note.textContent = say('请写下正确的原文，或勾选“资料里没有写”。', 'Give the right words, or tick that the corpus does not say.'); right.focus(); return; }
    const from = exchange.source;
    const history = [...seen.values()].filter((each) => each.turn < turn).map((each) => ({ question: each.read_as, answer: each.answer }));
    const body = {
      question: exchange.question, history, right: absent.checked ? '' : right.value, absent: absent.checked, place: absent.checked ? null : place, generation: exchange.generation,
      answered: { text: exchange.answer, confidence: exchange.confidence, ...(from && { doc_id: from.doc_id, file: from.file, start: from.start, end: from.end }) },
    };
    send.disabled = true;
    try {
      const response = await fetch('page/feedback', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
      if (response.ok) { ask.replaceChildren(make('p', { role: 'status', class: 'good' }, say('已记下，谢谢。', 'Noted. Thank you.'))); dialog.querySelector('.close').focus(); return; }
      const told = await response.json();
      note.textContent = chinese() ? told.detail_zh ?? '服务器没有接受。' : told.detail;
    } catch { note.textContent = silence(); }
    send.disabled = false;
  });
  right.focus();
};

/* Puts a question into the box, to be sent with Enter; a page that has just been opened may forget the first words. */
const putDown = async (question) => {
  for (let tries = 6; tries; tries -= 1) {
    const box = document.querySelector('#question textarea');
    if (document.querySelector('#chat .user') || (box && !['', question].includes(box.value))) return;
    fill(question, false);
    await new Promise((done) => setTimeout(done, 500));
  }
};

/* A link brings a question, the state of the index that answered it, and a quote: the question waits in the box. */
const follow = async () => {
  const known = new URLSearchParams(location.hash.slice(1));
  const question = known.get('q');
  if (!question) return;
  history.replaceState(null, '', location.pathname + location.search);
  const quote = known.get('w') ?? '';
  putDown(question);
  if (known.has('d')) await read(known.get('d'), { quote, generation: known.get('v') ?? '' });
};
const start = (left) => {
  if (document.querySelector('#question textarea') && document.querySelector('#question button')) follow();
  else if (left) setTimeout(() => start(left - 1), 200);
};
addEventListener('hashchange', () => follow());
start(50);
