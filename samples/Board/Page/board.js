// Asks for what has changed every two seconds, and shows it.
'use strict';
const $ = id => document.getElementById(id), rows = 50;
let sources = [], shown = null, search = null, version = '', order = { by: 0, up: true }, page = 0, chosen = null, picked = null, busy = false, again = false;

const make = (tag, text, cls) => { const e = document.createElement(tag); if (text !== undefined && text !== null) e.textContent = text; if (cls) e.className = cls; return e; };
async function ask(path) {
  const answer = await fetch(path), body = answer.headers.get('content-type')?.includes('json') ? await answer.json() : {};
  if (!answer.ok) throw new Error(body.error ?? `the board answers ${answer.status}`);
  return body;
}
function table(of, heads, body) {
  const head = make('thead'), line = make('tr');
  heads.forEach(h => { const th = make('th'); th.scope = 'col'; if (h instanceof Node) th.append(h); else th.textContent = h; if (h.dataset?.sorted) th.setAttribute('aria-sort', h.dataset.sorted); line.append(th); });
  head.append(line);
  const all = make('tbody');
  body.forEach(cells => { const tr = cells.row ?? make('tr'); (cells.cells ?? cells).forEach(v => { const td = make('td'); if (v instanceof Node) td.append(v); else td.textContent = Plots.text(v); tr.append(td); }); all.append(tr); });
  if (!body.length) { const tr = make('tr'), td = make('td', 'none'); td.colSpan = heads.length; tr.append(td); all.append(tr); }
  of.replaceChildren(head, all);
}
// What is made anew keeps the focus, and what was unfolded: both are found again by their key.
function stay(change) {
  const key = document.activeElement?.dataset?.key, open = new Set([...document.querySelectorAll('details[open]')].map(d => d.dataset.fold));
  change();
  document.querySelectorAll('details').forEach(d => { d.open = open.has(d.dataset.fold); });
  if (key) (document.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? $('main')).focus({ preventScroll: true });
}
function numbers() {
  const done = search.trials.filter(t => t[1] === 'COMPLETED').length, running = search.trials.filter(t => t[1] === 'RUNNING').length, failed = search.trials.filter(t => t[1] === 'FAILED' || t[1] === 'INVALID').length;
  const best = bestTrial();
  $('numbers').replaceChildren(...[['trials', search.trials.length], ['finished', done], ['running', running], ['failed', failed], ['best score', best ? Plots.text(best[2]) : '–'], ['by trial', best ? best[0] : '–']]
    .map(([name, value]) => { const d = make('div'); d.append(make('b', value), make('span', name)); return d; }));
}
const better = (a, b) => search.direction === 'max' ? a > b : a < b;
function bestTrial() { let best = null; for (const t of search.trials) if (t[1] === 'COMPLETED' && t[2] !== null && (!best || better(t[2], best[2]))) best = t; return best; }
function plots() {
  const scored = search.trials.map((t, i) => [i + 1, t]).filter(p => p[1][2] !== null && p[1][1] === 'COMPLETED');
  let best = null;
  const far = scored.map(([, t]) => best = best === null || better(t[2], best) ? t[2] : best);
  Plots.lines($('scores'), [{ name: 'score', x: scored.map(p => p[0]), y: scored.map(p => p[1][2]), dots: true }, { name: 'best so far', x: scored.map(p => p[0]), y: far }]);
  const ranked = scored.map(p => p[1]).sort((a, b) => a[2] - b[2]), place = new Map(ranked.map((t, i) => [t[0], i / Math.max(1, ranked.length - 1)]));
  const axes = search.names.map((name, k) => ({ name, log: search.logarithmic[k], values: scored.map(p => p[1][5][k] ?? null) }));
  axes.push({ name: 'score', values: scored.map(p => p[1][2]) });
  Plots.parallel($('parallel'), axes, scored.map(p => search.direction === 'max' ? place.get(p[1][0]) : 1 - place.get(p[1][0])));
  $('importance').replaceChildren(...search.importance.map(i => {
    const d = make('div', null, 'bar'), p = make('progress'); p.max = 1; p.value = i.share; p.setAttribute('aria-label', i.name);
    d.append(make('span', i.name), p, make('span', `${Math.round(i.share * 100)} %`)); return d;
  }));
}
function tables() {
  $('bracketsBox').hidden = !search.brackets.length;
  table($('brackets'), ['bracket', 'round', 'epochs', 'trials', 'finished', 'running', 'best'], search.brackets.map(b => [b.bracket, b.round, b.epochs, b.trials, b.done, b.running, b.best]));
  workers();
  $('failures').replaceChildren(...(search.failures.length ? search.failures.map(f => { const d = make('details'), s = make('summary'); d.dataset.fold = f.id; s.dataset.key = `failure ${f.id}`; s.append(make('span', f.id + ' '), make('span', f.status, f.status), make('span', ' ' + f.message.split('\n')[0].slice(0, 160))); d.append(s, make('pre', f.message)); return d; }) : [make('p', 'None.')]));
  const words = [...new Set(search.trials.map(t => t[1]))].sort(), now = $('status').value;
  if ([...$('status').options].slice(1).map(o => o.value).join() !== words.join()) { $('status').replaceChildren(new Option('all', ''), ...words.map(s => new Option(s, s))); $('status').value = words.includes(now) ? now : ''; }
}
function workers() { table($('workers'), ['worker', 'trial', 'heard of'], search.workers.map(w => [w.worker, w.trial, w.heard === null ? '' : `${Math.round(w.heard)} s ago`])); }
function cell(t, by) { return by < 5 ? t[by] : t[5][by - 5] ?? null; }
function trials() {
  const wanted = search.trials.filter(t => !$('status').value || t[1] === $('status').value);
  if (order.by >= 0) {
    const { by, up } = order, sign = up ? 1 : -1;
    wanted.sort((a, b) => { const x = cell(a, by), y = cell(b, by); return x === y ? 0 : x === null ? 1 : y === null ? -1 : (x < y ? -1 : 1) * sign; });
  }
  const pages = Math.max(1, Math.ceil(wanted.length / rows));
  page = Math.min(page, pages - 1);
  const heads = ['trial', 'status', 'score', 'best step', 'worker', ...search.names].map((name, by) => {
    const b = make('button', name + (order.by === by ? order.up ? ' ▲' : ' ▼' : '')); b.type = 'button'; b.dataset.key = `sort ${by}`; if (order.by === by) b.dataset.sorted = order.up ? 'ascending' : 'descending';
    b.onclick = () => { order = { by, up: order.by === by ? !order.up : true }; page = 0; stay(trials); };
    return b;
  });
  table($('trials'), heads, wanted.slice(page * rows, (page + 1) * rows).map(t => {
    const row = make('tr', null, t[0] === chosen ? 'chosen' : ''), b = make('button', t[0]); b.type = 'button'; b.dataset.key = `trial ${t[0]}`; b.setAttribute('aria-pressed', t[0] === chosen);
    b.onclick = () => { chosen = t[0]; stay(trials); trial(); };
    return { row, cells: [b, make('span', t[1], t[1]), t[2], t[3], t[4], ...search.names.map((_, k) => t[5][k] ?? null)] };
  }));
  $('page').textContent = `${wanted.length ? page * rows + 1 : 0}–${Math.min(wanted.length, (page + 1) * rows)} of ${wanted.length}`;
  // Not disabled: a button that is would lose the focus.
  $('back').setAttribute('aria-disabled', page === 0); $('next').setAttribute('aria-disabled', page >= pages - 1);
}
async function trial() {
  $('trialBox').hidden = chosen === null;
  if (chosen === null) return;
  const t = await ask(`api/trial/${shown.id}/${encodeURIComponent(chosen)}`);
  $('trialName').textContent = `Trial ${chosen}: what it has reported, step by step`;
  Plots.lines($('trial'), t.curves.length ? t.curves : [{ x: [], y: [] }]);
  $('trace').textContent = t.message ?? ''; $('trace').hidden = !t.message;
}
const colour = id => Plots.colours[id % Plots.colours.length];
function boxes(fits) {
  const legend = make('legend', 'Fits');
  stay(() => $('fits').replaceChildren(legend, ...fits.map(f => {
    const label = make('label'), box = make('input'), mark = make('span', ' ■ ');
    box.type = 'checkbox'; box.checked = f.shown; box.dataset.key = `fit ${f.id}`; mark.style.color = colour(f.id);
    box.onchange = () => { picked ??= new Set(fits.filter(x => x.shown).map(x => x.id)); if (box.checked) picked.add(f.id); else picked.delete(f.id); look(); };
    label.append(box, mark, f.name); return label;
  })));
}
async function fit() {
  const several = shown.kind === 'comparison';
  const f = await ask(`api/fit/${shown.id}${picked ? '?chosen=true' + [...picked].map(i => `&fits=${i}`).join('') : ''}`);
  $('fits').hidden = $('dashes').hidden = !several;
  if (several) boxes(f.fits);
  const shape = f.plots.map(p => p.name).join('\n');
  if ($('curves').dataset.shape !== shape) {
    $('curves').dataset.shape = shape;
    $('curves').replaceChildren(...f.plots.map(p => { const g = make('figure'), c = make('canvas'); c.setAttribute('role', 'img'); g.append(make('figcaption', p.name), c); return g; }));
  }
  f.plots.forEach((p, i) => {
    const canvas = $('curves').children[i].lastChild, of = l => several ? f.fits.find(x => x.id === l.fit).name + (l.run ? ` ${l.run}` : '') : l.run || p.name;
    canvas.setAttribute('aria-label', `${p.name} by ${p.axis}; last ` + p.lines.map(l => `${of(l)} ${Plots.text(l.y.at(-1))}`).join(', '));
    Plots.lines(canvas, p.lines.map(l => several ? { x: l.x, y: l.y, colour: colour(l.fit), dashed: l.run === 'validation' } : { name: l.run || p.name, x: l.x, y: l.y }));
  });
  return f.warnings;
}
// What is wrong is read out; that all is well, every two seconds, is not.
function state(wrong) {
  const text = wrong ?? `seen at ${new Date().toLocaleTimeString()}`;
  if ($('state').textContent === text) return;
  $('state').setAttribute('role', wrong ? 'alert' : 'none'); $('state').className = wrong ? 'bad' : ''; $('state').textContent = text;
}
async function look() {
  if (busy) { again = true; return; }
  busy = true; again = false;
  try {
    const list = await ask('api/list');
    if (list.sources.map(s => s.id + s.name).join() !== sources.map(s => s.id + s.name).join()) {
      sources = list.sources;
      const wanted = decodeURIComponent(location.hash.slice(1)), group = kind => { const g = make('optgroup'); g.label = { search: 'Searches', comparison: 'Fits side by side', fit: 'Fits' }[kind]; sources.filter(s => s.kind === kind).forEach(s => g.append(new Option(s.name, s.id))); return g; };
      $('source').replaceChildren(...['search', 'comparison', 'fit'].map(group).filter(g => g.children.length));
      choose(sources.find(s => s.name === wanted) ?? sources.find(s => s.id === shown?.id) ?? sources.find(s => s.id === +$('source').value));
    }
    $('empty').hidden = !!shown; if (!shown) $('empty').textContent = 'Nothing to show yet: no oracle.json, no CSV file of CSVLogger, no event file of TensorBoard.';
    let wrong = list.errors;
    if (shown && shown.kind !== 'search') { $('fit').hidden = false; wrong = [...wrong, ...await fit()]; }
    if (shown?.kind === 'search') {
      const found = await ask(`api/search/${shown.id}?have=${version}`);
      if (!found.same) { search = found; version = found.version; $('search').hidden = false; stay(() => { numbers(); plots(); tables(); trials(); }); await trial(); }
      else if (found.heard) { search.workers.forEach(w => { w.heard = found.heard[w.worker] ?? null; }); workers(); }
    }
    state(wrong[0]);
    document.body.dataset.ready = 'yes';
  } catch (e) { state(e.message); }
  finally { busy = false; if (again) look(); }
}
function choose(source) {
  if (!source || source.id === shown?.id) { if (source) $('source').value = source.id; return; }
  shown = source; search = null; version = ''; chosen = picked = null; page = 0; order = { by: -1, up: true };
  $('source').value = source.id; $('search').hidden = $('fit').hidden = true; $('trialBox').hidden = true; $('curves').replaceChildren(); delete $('curves').dataset.shape;
  history.replaceState(null, '', '#' + encodeURIComponent(source.name)); document.title = source.name + ' – Board';
}
$('source').onchange = () => { choose(sources.find(s => s.id === +$('source').value)); look(); };
$('status').onchange = () => { page = 0; trials(); };
for (const [id, by] of [['back', -1], ['next', 1]]) $(id).onclick = e => { if (e.currentTarget.getAttribute('aria-disabled') !== 'true') { page += by; trials(); } };
$('skip').onclick = e => { e.preventDefault(); $('main').focus(); };
addEventListener('resize', () => { if (search && shown?.kind === 'search') { plots(); trial(); } else if (shown) fit(); });
addEventListener('hashchange', () => { const s = sources.find(x => x.name === decodeURIComponent(location.hash.slice(1))); if (s) { choose(s); look(); } });
look(); setInterval(look, 2000);
