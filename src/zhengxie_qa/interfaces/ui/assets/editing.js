/* Corrects what is known of a document: title, source, day, place. What its file says stands below and can be taken back. */
const SAYABLE = { title: ['标题', 'Title'], source: ['来源', 'Source'], published: ['日期', 'Date'], place: ['地区', 'Place'] };

const edit = (each, done) => {
  const note = make('p', { role: 'status' });
  const inputs = {};
  const field = (name) => {
    const input = make('input', { id: `edit-${name}`, type: name === 'published' ? 'date' : 'text', maxlength: '300', autocomplete: 'off' });
    input.required = name === 'title';
    input.value = each[name] ?? '';
    inputs[name] = input;
    const rows = [make('label', { for: input.id }, say(...SAYABLE[name])), input];
    if (!(name in each.original)) return rows;
    const before = each.original[name];
    const back = press(say('恢复', 'Take back'), () => { input.value = before ?? ''; input.focus(); }, { 'aria-label': say(`恢复${SAYABLE[name][0]}`, `Take back ${SAYABLE[name][1].toLowerCase()}`) });
    return [...rows, make('p', { class: 'hint' }, say('文件写的是：', 'The file says: '), before ?? say('（没有写）', '(nothing)'), ' ', back)];
  };
  const send = make('button', { type: 'submit', class: 'send' }, say('保存', 'Save'));
  const ask = make('form', {}, make('p', { class: 'asked' }, each.file), ...Object.keys(SAYABLE).flatMap(field), send, note);
  const dialog = form('correction', say('修改文档信息', 'Edit what is known of the document'), ask);
  ask.addEventListener('submit', async (event) => {
    event.preventDefault();
    const said = Object.entries(inputs).filter(([name, input]) => input.value !== (each[name] ?? '')).map(([name, input]) => [name, input.value]);
    if (!said.length) { dialog.close(); return; }
    send.disabled = true;
    try {
      const response = await fetch('api/v1/documents/' + encodeURIComponent(each.doc_id), { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(Object.fromEntries(said)) });
      if (response.ok) { dialog.close(); await done(); return; }
      note.textContent = await failure(response);
    } catch { note.textContent = silence(); }
    send.disabled = false;
  });
  inputs.title.focus();
};
