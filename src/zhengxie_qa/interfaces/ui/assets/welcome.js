/* Examples of the welcome, as the server finds them; more are asked for while there may be more and the welcome stands. */
let examples = [];
const welcome = () => {
  const place = document.querySelector('#chat .tries');
  if (!place || place.children.length === examples.length) return;
  place.replaceChildren(...examples.map((question) => make('a', { href: '#try' }, question)));
  place.closest('.welcome').classList.toggle('none', !examples.length);
};
const lookFor = async (left) => {
  try {
    const response = await fetch('page/examples');
    if (!response.ok) return;
    const body = await response.json();
    examples = body.examples;
    welcome();
    if (!body.done && left) setTimeout(() => lookFor(left - 1), 2000);
  } catch { /* a page without examples is a page all the same */ }
};
new MutationObserver(welcome).observe(document.getElementById('chat') ?? document.body, { childList: true, subtree: true });
document.addEventListener('documents-changed', () => lookFor(30));
lookFor(60);
