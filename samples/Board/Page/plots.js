// Plots on a canvas: lines over axes, and parallel coordinates.
'use strict';
const Plots = (() => {
  const colours = ['#1f77b4', '#d95f02', '#2ca02c', '#c2408f', '#8c6d31', '#17a0b5'];
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  function begin(canvas) {
    const ratio = window.devicePixelRatio || 1, w = canvas.clientWidth, h = canvas.clientHeight;
    canvas.width = Math.round(w * ratio); canvas.height = Math.round(h * ratio);
    const c = canvas.getContext('2d');
    c.setTransform(ratio, 0, 0, ratio, 0, 0); c.clearRect(0, 0, w, h);
    c.font = '11px system-ui, "DejaVu Sans", sans-serif';
    return { c, w, h };
  }
  const text = v => v === null || v === undefined ? '' : typeof v !== 'number' ? String(v)
    : Number.isInteger(v) && Math.abs(v) < 1e6 ? String(v) : Math.abs(v) >= 1e-3 && Math.abs(v) < 1e6 ? String(+v.toPrecision(4)) : v.toExponential(2);
  function ticks(low, high, count) {
    const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough)), step = [1, 2, 5, 10].find(m => m * power >= rough) * power, out = [];
    for (let t = Math.ceil(low / step) * step; t <= high + step * 1e-9; t += step) out.push(Math.abs(t) < step * 1e-9 ? 0 : t);
    return out;
  }
  function range(values) {
    let low = Infinity, high = -Infinity;
    for (const v of values) if (v !== null && Number.isFinite(v)) { low = Math.min(low, v); high = Math.max(high, v); }
    if (low === Infinity) return [0, 1];
    if (low === high) { const d = Math.abs(low) * 0.05 || 0.5; return [low - d, high + d]; }
    return [low, high];
  }
  // lines: [{name, x, y, dots, colour, dashed}]
  function lines(canvas, all) {
    const { c, w, h } = begin(canvas), left = 52, right = 16, top = all.length > 1 || all[0]?.name ? 20 : 8, bottom = 22;
    const [x0, x1] = range(all.flatMap(l => l.x)), [y0, y1] = range(all.flatMap(l => l.y));
    const X = v => left + (v - x0) / (x1 - x0) * (w - left - right), Y = v => h - bottom - (v - y0) / (y1 - y0) * (h - top - bottom);
    c.fillStyle = css('--faint'); c.strokeStyle = css('--line'); c.lineWidth = 1; c.textAlign = 'right'; c.textBaseline = 'middle';
    for (const t of ticks(y0, y1, 5)) { c.beginPath(); c.moveTo(left, Y(t)); c.lineTo(w - right, Y(t)); c.stroke(); c.fillText(text(t), left - 5, Y(t)); }
    c.textAlign = 'center'; c.textBaseline = 'top';
    for (const t of ticks(x0, x1, Math.max(2, Math.floor(w / 90)))) c.fillText(text(t), X(t), h - bottom + 5);
    c.textAlign = 'left'; let at = left;
    all.forEach((l, i) => {
      c.strokeStyle = c.fillStyle = l.colour ?? colours[i % colours.length]; c.lineWidth = 1.8; c.setLineDash(l.dashed ? [5, 4] : []); c.beginPath();
      let open = false;
      l.x.forEach((x, k) => {
        const y = l.y[k];
        if (y === null || !Number.isFinite(y)) { open = false; return; }
        if (l.dots) { c.moveTo(X(x) + 2, Y(y)); c.arc(X(x), Y(y), 2, 0, 7); } else if (open) c.lineTo(X(x), Y(y)); else c.moveTo(X(x), Y(y));
        open = true;
      });
      if (l.dots) c.fill();
      else {
        c.stroke();
        // A point between gaps is no line.
        const here = k => k >= 0 && k < l.y.length && l.y[k] !== null && Number.isFinite(l.y[k]);
        l.x.forEach((x, k) => { if (here(k) && !here(k - 1) && !here(k + 1)) { c.beginPath(); c.arc(X(x), Y(l.y[k]), 3, 0, 7); c.fill(); } });
      }
      c.setLineDash([]);
      if (l.name) { c.textBaseline = 'top'; c.fillText(l.name, at, 3); at += c.measureText(l.name).width + 16; }
    });
  }
  // axes: [{name, log, values}], one value per trial; worth: 0 (worst) … 1 (best)
  function parallel(canvas, axes, worth) {
    const { c, w, h } = begin(canvas), staggered = axes.length * 90 > w, top = staggered ? 44 : 32, bottom = 18, side = 50;
    const at = i => axes.length < 2 ? w / 2 : side + i * (w - 2 * side) / (axes.length - 1);
    const scales = axes.map(a => {
      const known = a.values.filter(v => v !== null && v !== undefined);
      if (known.every(v => typeof v === 'number')) {
        const log = a.log && known.every(v => v > 0), f = log ? Math.log : v => v, [low, high] = range(known.map(f));
        const back = log ? Math.exp : v => v;
        return { place: v => (f(v) - low) / (high - low), marks: [[0, text(back(low))], [1, text(back(high))]] };
      }
      const words = [...new Set(known.map(String))].sort(), of = v => words.length < 2 ? 0.5 : words.indexOf(String(v)) / (words.length - 1);
      return { place: of, marks: words.slice(0, 12).map(x => [of(x), x]) };
    });
    const y = p => h - bottom - p * (h - top - bottom);
    const order = worth.map((_, i) => i).sort((a, b) => worth[a] - worth[b]);
    const ink = css('--accent');
    c.strokeStyle = ink;
    for (const i of order) {
      c.globalAlpha = 0.04 + 0.7 * worth[i] ** 4 * Math.min(1, 300 / worth.length + 0.15); c.lineWidth = worth[i] > 0.97 ? 2 : 1; c.beginPath();
      let open = false;
      axes.forEach((a, k) => {
        const v = a.values[i];
        if (v === null || v === undefined) { open = false; return; }
        if (open) c.lineTo(at(k), y(scales[k].place(v))); else c.moveTo(at(k), y(scales[k].place(v)));
        open = true;
      });
      c.stroke();
    }
    c.globalAlpha = 1; c.strokeStyle = css('--faint'); c.fillStyle = css('--ink'); c.lineWidth = 1; c.textAlign = 'center';
    axes.forEach((a, k) => {
      c.beginPath(); c.moveTo(at(k), top); c.lineTo(at(k), h - bottom); c.stroke();
      c.textBaseline = 'top'; c.font = 'bold 11px system-ui, "DejaVu Sans", sans-serif';
      c.fillText(a.name.length > 14 ? a.name.slice(0, 13) + '…' : a.name, at(k), k % 2 && staggered ? 14 : 1);
      c.font = '10px system-ui, "DejaVu Sans", sans-serif';
      for (const [p, t] of scales[k].marks) { c.textBaseline = p > 0.99 ? 'bottom' : p < 0.01 ? 'top' : 'middle'; c.fillText(t.length > 10 ? t.slice(0, 9) + '…' : t, at(k), p > 0.99 ? y(p) - 1 : p < 0.01 ? y(p) + 3 : y(p)); }
    });
  }
  return { lines, parallel, text, colours };
})();
