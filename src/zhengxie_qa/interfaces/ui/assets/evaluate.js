async (_ticket, _refusal, only) => {
  /* The set goes up when it is asked and is deleted then, so that nothing waits on the server.
     A refusal is two lines, Chinese and English. */
  const file = document.querySelector('#dataset input[type=file]')?.files[0];
  if (!file) return ['', '', only];
  const form = new FormData();
  form.append('file', file);
  try {
    const response = await fetch('page/question-sets', { method: 'POST', body: form });
    const body = await response.json();
    return response.ok ? [body.ticket, '', only] : ['', `${body.detail_zh ?? ''}\n${body.detail}`, only];
  } catch {
    return ['', '服务器没有回应，请稍后再试。\nThe server does not answer. Try again later.', only];
  }
}
