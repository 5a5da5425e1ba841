/* Runs once, when the source panel appears. Links in chat and panel name what they open; nothing goes to the server
   except the full text of an article, which is fetched from the REST interface on demand. */
const frame = document.getElementById('panel') ?? element;
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const glide = () => (calm.matches ? 'auto' : 'smooth');

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

/* A new answer's sources are read from the top. */
new MutationObserver(() => { frame.scrollTop = 0; }).observe(element, { childList: true, subtree: true });

const fill = (text, send) => {
  const box = document.querySelector('#question textarea');
  if (!box) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, text);
  box.dispatchEvent(new Event('input', { bubbles: true }));
  box.focus();
  box.setSelectionRange(text.length, text.length);
  if (send) setTimeout(() => document.querySelector('#question button')?.click(), 60);
};

const chinese = () => document.documentElement.lang.startsWith('zh');
const sheet = () => {
  let dialog = document.getElementById('reader');
  if (dialog) return dialog;
  dialog = document.createElement('dialog');
  dialog.id = 'reader';
  const bar = document.createElement('header');
  const title = document.createElement('h2');
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = chinese() ? '关闭' : 'Close';
  close.addEventListener('click', () => dialog.close());
  bar.append(title, close);
  const text = document.createElement('div');
  text.className = 'text';
  text.tabIndex = 0;
  dialog.append(bar, text);
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  return dialog;
};

const read = async (key) => {
  const [, id, start, end] = /^(.*)-(\d+)-(\d+)$/.exec(key) || [];
  if (!id) return;
  const dialog = sheet();
  const title = dialog.querySelector('h2');
  const text = dialog.querySelector('.text');
  title.textContent = '…';
  text.replaceChildren();
  dialog.showModal();
  try {
    const response = await fetch('api/v1/documents/' + encodeURIComponent(id));
    const body = await response.json();
    if (!response.ok) throw new Error(body.detail);
    const letters = Array.from(body.text);
    const mark = document.createElement('mark');
    mark.textContent = letters.slice(start, end).join('');
    title.textContent = body.title;
    text.append(letters.slice(0, start).join(''), mark, letters.slice(end).join(''));
    mark.scrollIntoView({ block: 'center' });
  } catch (error) {
    title.textContent = chinese() ? '打不开全文' : 'The full text could not be opened';
    text.textContent = error.message;
  }
};

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href*="#"]');
  if (!link) return;
  const key = link.getAttribute('href').split('#').pop();
  const actions = [
    [/^(src|alt|near|why)-/, () => show(key)],
    [/^doc-/, () => read(key.slice(4))],
    [/^edit$/, () => fill(link.querySelector('.words')?.textContent ?? link.textContent, false)],
    [/^try$/, () => fill(link.textContent, true)],
    [/^chat$/, () => document.getElementById('chat')?.scrollIntoView({ behavior: glide(), block: 'start' })],
  ];
  const found = actions.find(([pattern]) => pattern.test(key));
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  found[1]();
}, true);
