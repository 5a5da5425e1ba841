/* Lets a person mark the right words in a source: selected with mouse, finger or keys, or found with the search of the text.
   Gives them with their place, or nothing where the reader is closed. */
const LONGEST_MARKED = 2000;
const pick = async (key) => {
  await read(key);
  const dialog = document.getElementById('reader');
  const text = dialog.querySelector('.text');
  const take = press(say('就是这些字', 'These are the right words'), () => dialog.close('taken'), { class: 'take' });
  const bar = make('div', { class: 'marking' }, make('span', {}, say('选中正确的原文，或在上面查找，再按按钮。', 'Select the right words, or find them above, then press the button.')), take);
  text.before(bar);
  let chosen = null;
  const placed = (range) => {
    if (!range || range.collapsed || !text.contains(range.commonAncestorContainer)) return null;
    const before = new Range();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const found = range.toString();
    const words = found.trim();
    if (!words || words.length > LONGEST_MARKED) return null;
    const start = Array.from(before.toString()).length + Array.from(found.slice(0, found.indexOf(words))).length;
    return { doc_id: /^(.*)-\d+-\d+$/.exec(key)[1], start, end: start + Array.from(words).length, words };
  };
  const look = () => {
    const selection = getSelection();
    chosen = placed(selection.rangeCount ? selection.getRangeAt(0) : null) ?? placed(dialog.found?.[dialog.at]);
    take.disabled = !chosen;
    take.textContent = chosen ? `${say('就是', 'Take')} “${Array.from(chosen.words).slice(0, 16).join('')}${chosen.words.length > 16 ? '…' : ''}”` : say('就是这些字', 'These are the right words');
  };
  const later = () => setTimeout(look);
  take.addEventListener('pointerdown', (event) => event.preventDefault()); // so that what is selected stays so
  document.addEventListener('selectionchange', look);
  dialog.addEventListener('input', later);
  dialog.addEventListener('click', later);
  dialog.addEventListener('keydown', later);
  look();
  return new Promise((done) => {
    dialog.addEventListener('close', () => {
      document.removeEventListener('selectionchange', look);
      for (const kind of ['input', 'click', 'keydown']) dialog.removeEventListener(kind, later);
      bar.remove();
      const taken = dialog.returnValue === 'taken' ? chosen : null;
      dialog.returnValue = '';
      done(taken);
    }, { once: true });
  });
};

/* A choice of document and a button beside it, for a form that asks where the right words stand.
   exchange: what was answered; near: the key of a passage that was near, where nothing was. taken: is given the words. */
const markIn = (exchange, near, taken) => {
  const from = exchange.source;
  const first = from ? `${from.doc_id}-${from.start}-${from.end}` : near;
  const which = make('select', { 'aria-label': say('文档', 'Document') });
  const button = press(say('在原文中标出', 'Mark them in the source'), async () => {
    const id = which.value;
    const found = await pick(first?.startsWith(`${id}-`) ? first : `${id}-0-0`);
    if (found) taken(found);
  });
  const place = make('p', { class: 'choices', hidden: '' }, which, button);
  (async () => {
    const known = await fetch('page/holdings').then((response) => response.json()).catch(() => ({}));
    const titles = (known.documents ?? []).map((each) => [each.title, each.doc_id]).sort(([one], [other]) => one.localeCompare(other, 'zh-Hans-CN'));
    if (!titles.length && from) titles.push([from.title, from.doc_id]);
    which.append(...titles.map(([title, id]) => make('option', { value: id, ...(first?.startsWith(`${id}-`) && { selected: '' }) }, title)));
    place.hidden = !titles.length;
  })();
  return place;
};
