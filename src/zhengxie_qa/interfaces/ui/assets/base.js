/* What every script of the page needs; each begins with it. Words from outside go into the page as text, never as markup. */
const chinese = () => document.documentElement.lang.startsWith('zh');
const say = (zh, en) => (chinese() ? zh : en);
const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const press = (label, action, attributes = {}) => {
  const button = make('button', { type: 'button', ...attributes }, label);
  button.addEventListener('click', action);
  return button;
};
const silence = () => say('服务器没有回应，请稍后再试。', 'The server does not answer. Try again later.');
