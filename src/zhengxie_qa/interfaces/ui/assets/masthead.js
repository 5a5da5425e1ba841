/* Says how many reports there are, from the REST interface. */
const place = element.querySelector('#size');
const say = (zh, en) => { place.textContent = document.documentElement.lang.startsWith('zh') ? zh : en; };
const count = () => fetch('api/v1/readyz')
  .then(async (response) => {
    const body = await response.json();
    if (!response.ok) return say('尚未收录报告', 'No reports indexed yet');
    const { documents, passages } = body.index;
    say(`已收录 ${documents} 篇报告，${passages} 段`, `${documents} ${documents === 1 ? 'report' : 'reports'}, ${passages} passages`);
  })
  .catch(() => say('服务器没有回应', 'The server does not answer'));
document.addEventListener('documents-changed', count);
count();
