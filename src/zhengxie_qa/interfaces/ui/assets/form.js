/* A dialog with a title and a way out, made anew each time it is opened. */
const form = (id, title, ...inside) => {
  document.getElementById(id)?.remove();
  const close = press(say('关闭', 'Close'), () => dialog.close(), { class: 'close' });
  const dialog = make('dialog', { id, class: 'form', 'aria-labelledby': `${id}-title` }, make('header', {}, make('h2', { id: `${id}-title` }, title), close), ...inside);
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
};
