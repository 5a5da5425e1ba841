/* Sorts a table of the chat by a column: figures by the place that their cell's class names, words as words. */
const sort = (head) => {
  const column = head.cellIndex;
  const down = head.hasAttribute('aria-sort') ? head.getAttribute('aria-sort') === 'ascending' : column > 1;
  const body = head.closest('table').tBodies[0];
  const key = (row) => {
    const cell = row.cells[column];
    if (!cell || (column === 1 && row.className === 'blank')) return null;
    const place = /^o(\d+)$/.exec(cell.className);
    return place ? Number(place[1]) || null : cell.textContent;
  };
  const compare = (a, b) => (typeof a === 'number' ? a - b : a.localeCompare(b, 'zh', { numeric: true }));
  const rows = [...body.rows].map((row) => [key(row), row]);
  rows.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : compare(a, b) * (down ? -1 : 1)));
  body.append(...rows.map(([, row]) => row));
  [...head.parentElement.cells].forEach((each) => each.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
};

/* Saves a chart as a picture: a copy that carries its colours and its ground with it, drawn twice as large. */
const picture = (link) => {
  const svg = link.closest('section').querySelector('.chart svg');
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true);
  const parts = [...svg.querySelectorAll('*')];
  copy.querySelectorAll('*').forEach((part, at) => {
    const seen = getComputedStyle(parts[at]);
    for (const name of ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'font-size', 'font-family', 'font-weight']) {
      part.style.setProperty(name, seen.getPropertyValue(name));
    }
  });
  copy.setAttribute('width', width);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [(width + 24) * 2, (height + 48) * 2];
    const pen = canvas.getContext('2d');
    pen.scale(2, 2);
    pen.fillStyle = getComputedStyle(frame).backgroundColor;
    pen.fillRect(0, 0, width + 24, height + 48);
    pen.fillStyle = getComputedStyle(frame).color;
    pen.font = `600 14px ${getComputedStyle(frame).fontFamily}`;
    pen.fillText(svg.nextElementSibling.innerText, 12, 22, width);
    pen.drawImage(image, 12, 36, width, height);
    const saved = document.createElement('a');
    saved.download = link.download;
    saved.href = canvas.toDataURL('image/png');
    saved.click();
  };
  image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(new XMLSerializer().serializeToString(copy));
};
