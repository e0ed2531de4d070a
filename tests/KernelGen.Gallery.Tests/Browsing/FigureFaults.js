// What is wrong with the figures of the open page, one sentence each; an array of none where all is well.
(() => {
  const faults = [];
  const slack = 0.5;
  const boxOf = element => {
    const r = element.getBoundingClientRect();
    return { left: r.left, right: r.right, top: r.top, bottom: r.bottom, width: r.width, height: r.height };
  };
  const overlap = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > slack && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slack;

  for (const figure of document.querySelectorAll('figure')) {
    const say = what => faults.push(`${figure.id}: ${what}`);
    const svg = figure.querySelector('svg');
    if (!svg) { say('no picture'); continue; }
    const frame = boxOf(svg);
    if (frame.width < 200 || frame.height < 80) { say(`drawn at ${frame.width} × ${frame.height} pixels`); }
    const scale = frame.width / svg.viewBox.baseVal.width;
    for (const id of (svg.getAttribute('aria-labelledby') ?? '').split(' ')) {
      if (!document.getElementById(id)?.textContent.trim()) { say(`no label ${id}`); }
    }

    const [title, claim] = [figure.querySelector('h3'), figure.querySelector('figcaption p')];
    if (!title?.textContent.trim() || !claim?.textContent.trim()) { say('no title or no claim'); }

    const view = svg.viewBox.baseVal;
    const toView = svg.getScreenCTM().inverse();
    const drawn = [...svg.querySelectorAll('path, rect, image, circle, text')];
    if (drawn.length < 5) { say('nearly nothing is drawn'); }
    for (const element of drawn) {
      const box = element.getBBox();
      const map = toView.multiply(element.getScreenCTM());
      const a = new DOMPoint(box.x, box.y).matrixTransform(map);
      const b = new DOMPoint(box.x + box.width, box.y + box.height).matrixTransform(map);
      if (a.x < view.x - slack || a.y < view.y - slack || b.x > view.x + view.width + slack || b.y > view.y + view.height + slack) {
        say(`${element.tagName} '${element.textContent}' ${element.getAttribute('class')} is outside the picture: ${a.x}, ${a.y} to ${b.x}, ${b.y}`);
      }
    }

    const texts = [...svg.querySelectorAll('text')];
    for (const text of texts) {
      if (!text.textContent.trim()) { say('an empty text'); }
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      if (size < 10) { say(`'${text.textContent}' is ${size} pixels high`); }
      if (getComputedStyle(text).fill === 'none' || text.getBBox().width === 0) { say(`'${text.textContent}' is not seen`); }
    }

    const boxes = texts.map(boxOf);
    for (let i = 0; i < texts.length; i++) {
      for (let j = 0; j < i; j++) {
        if (overlap(boxes[i], boxes[j])) { say(`'${texts[i].textContent}' overlaps '${texts[j].textContent}'`); }
      }
    }

    const kind = svg.dataset.kind;
    const axis = name => svg.querySelector(`text.axis.${name}`)?.textContent.trim();
    if (['plot', 'counts'].includes(kind) && (!axis('x') || !axis('y'))) { say('an axis has no name'); }
    for (const label of svg.querySelectorAll('text.axis')) {
      const unit = label.dataset.unit;
      if (unit === undefined || (unit && !label.textContent.includes(`(${unit})`))) { say(`'${label.textContent}' is without its unit`); }
    }

    if (kind === 'bars' && !axis('x')) { say('the axis has no name'); }
    if (kind === 'plot' && svg.querySelectorAll('text.tick').length < 4) { say('axes have too few ticks'); }

    const inner = svg.querySelector('rect.frame');
    if (inner) {
      const limits = boxOf(inner);
      for (const mark of svg.querySelectorAll('g.mark path, g.mark rect, g.mark image')) {
        const box = boxOf(mark);
        const beyond = 7 * scale;
        if (box.left < limits.left - beyond || box.right > limits.right + beyond || box.top < limits.top - beyond || box.bottom > limits.bottom + beyond) {
          say(`a mark of '${mark.parentNode.dataset.name}' leaves its axes`);
        }
      }
    }

    const named = new Set([...svg.querySelectorAll('g.mark')].map(mark => mark.dataset.name).filter(name => name));
    const legend = new Set([...svg.querySelectorAll('g.legend text')].map(text => text.textContent));
    for (const name of named) {
      if (!legend.has(name)) { say(`'${name}' is not in the legend`); }
    }

    if (kind === 'plot' && named.size === 0) { say('nothing in the legend'); }
    for (const mark of svg.querySelectorAll('g.mark')) {
      if (mark.childElementCount === 0) { say(`nothing drawn of '${mark.dataset.name}'`); }
    }

    for (const image of svg.querySelectorAll('image')) {
      if (!image.getAttribute('href').startsWith('data:image/png;base64,')) { say('an image in another file'); }
    }
  }

  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) { faults.push(`the page is ${root.scrollWidth} pixels wide, of which ${root.clientWidth} are seen`); }
  return faults;
})()
