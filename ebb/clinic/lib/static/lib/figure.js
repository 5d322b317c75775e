// Lets a drawn figure grow while it is watched: new values join their lines, the now line moves on.
//
// appendSample(svg, {at, values}) and moveNow(svg, at) take seconds since 1970. Both answer false when the figure
// no longer holds what happens (past its right edge, or beyond a lane's scale); then ask the server for a fresh one.
// A value that is null or absent is a gap: the line breaks there and nothing is carried on.

const BESIDE = 7;
const drawn = new WeakMap();

export function appendSample(svg, { at, values }) {
  if (!(at >= number(svg, "t0") && at <= number(svg, "t1"))) return false;
  let fits = true;
  for (const line of svg.querySelectorAll("[data-series][data-gap]")) {
    fits = extendLine(svg, line, at, values[line.dataset.series]) && fits;
  }
  for (const group of svg.querySelectorAll("[data-pressures]")) {
    fits = addCuff(svg, group, at, values.nibp_sys_mmhg, values.nibp_dia_mmhg) && fits;
    fits = addArterial(svg, group, at, values.abp_sys_mmhg, values.abp_dia_mmhg) && fits;
  }
  return fits;
}

export function moveNow(svg, at) {
  const now = svg.querySelector("[data-now]");
  if (!now) return false;
  for (const line of svg.querySelectorAll("[data-series][data-gap]")) showAge(svg, line, at);
  showPressureAge(svg, at);
  if (!(at >= number(svg, "t0") && at <= number(svg, "t1"))) return false;
  const x = across(svg, at);
  const label = now.querySelector("text");
  now.dataset.now = at;
  now.querySelector("path").setAttribute("transform", `translate(${x} 0)`);
  label.setAttribute("x", between(x, number(label, "least"), number(label, "most")));
  label.textContent = `${now.dataset.word} ${clock(svg, at)}`;
  return true;
}

function extendLine(svg, line, at, value) {
  if (!Number.isFinite(value)) {
    line.dataset.open = "no";
    return true;
  }
  const last = number(line, "last");
  if (at <= last) return true; // told twice, or late: the server's drawing has it
  const joined = line.dataset.open !== "no" && at - last <= number(line, "gap");
  const x = across(svg, at);
  const y = up(line, value);
  if (!joined) {
    add(line, `M${x} ${y}h0`);
  } else if (tellsMore(line, x, y)) {
    add(line, `L${x} ${y}`);
  }
  remember(line, x, y);
  line.dataset.last = at;
  line.dataset.open = "yes";
  showValue(svg, line, x, y, value);
  return value >= number(line, "v0") && value <= number(line, "v1");
}

// More points in one pixel than its lowest and highest only make the path longer.
function tellsMore(line, x, y) {
  const column = drawn.get(line);
  return !column || column.x !== Math.floor(x) || y < column.top || y > column.bottom;
}

function remember(line, x, y) {
  const column = drawn.get(line);
  const same = column && column.x === Math.floor(x);
  drawn.set(line, {
    x: Math.floor(x),
    top: same ? Math.min(column.top, y) : y,
    bottom: same ? Math.max(column.bottom, y) : y,
  });
}

function showValue(svg, line, x, y, value) {
  const label = labelOf(svg, line.dataset.series);
  if (!label) return;
  label.textContent = `${label.dataset.name} ${Math.round(value * 10) / 10}`.trim();
  label.setAttribute("fill", label.dataset.paint);
  label.setAttribute("x", beside(svg, x, label));
  label.setAttribute("y", between(y + 4, number(line, "y1") + 9, number(line, "y0")));
}

function showAge(svg, line, now) {
  const label = labelOf(svg, line.dataset.series);
  const age = now - number(line, "last");
  if (!label || !(age > number(line, "gap"))) return;
  const said = age < 100 ? `${Math.round(age)} s` : `${Math.round(age / 60)} min`;
  label.textContent = `${label.dataset.name} – ${said}`.trim();
  label.setAttribute("fill", svg.dataset.latePaint);
}

// A pressure keeps its figures, since its time stands below them, but no longer shines.
function showPressureAge(svg, now) {
  const label = labelOf(svg, "pressure");
  if (!label?.dataset.stale || !(now - number(label, "last") > number(label, "stale"))) return;
  label.setAttribute("fill", svg.dataset.latePaint);
}

// Some monitors repeat the last cuff reading in every message: the same figures count as new only after a pause.
function addCuff(svg, group, at, sys, dia) {
  if (!Number.isFinite(sys) || !Number.isFinite(dia)) {
    delete group.dataset.cuff;
    return true;
  }
  if (group.dataset.cuff === `${sys}/${dia}`) return true;
  const line = group.querySelector('[data-series="nibp"]');
  const x = across(svg, at);
  const [top, bottom, cap] = [up(group, sys), up(group, dia), number(line, "cap")];
  add(line, `M${x - cap} ${top}h${2 * cap}M${x} ${top}V${bottom}M${x - cap} ${bottom}h${2 * cap}`);
  group.dataset.cuff = `${sys}/${dia}`;
  showPressure(svg, x, at, sys, dia, "cuffStale");
  return holds(group, sys, dia);
}

function addArterial(svg, group, at, sys, dia) {
  if (!Number.isFinite(sys) || !Number.isFinite(dia)) return true;
  const line = group.querySelector('[data-series="abp"]');
  const x = 2 * Math.floor(across(svg, at) / 2) + 1;
  const [top, bottom] = [up(group, sys), up(group, dia)];
  if (tellsMore(line, x, top) || tellsMore(line, x, bottom)) add(line, `M${x} ${top}V${bottom}`);
  remember(line, x, top);
  remember(line, x, bottom);
  showPressure(svg, x, at, sys, dia, "lineStale");
  return holds(group, sys, dia);
}

function showPressure(svg, x, at, sys, dia, lasts) {
  svg.querySelector(".pressures .nothing")?.remove();
  const value = labelOf(svg, "pressure");
  const time = labelOf(svg, "pressure_time");
  if (!value || !time) return;
  value.textContent = `${sys}/${dia}`;
  value.dataset.last = at;
  value.dataset.stale = value.dataset[lasts] ?? "";
  value.setAttribute("fill", value.dataset.paint);
  time.textContent = clock(svg, at);
  if ("fixed" in value.dataset) return;
  for (const label of [value, time]) label.setAttribute("x", beside(svg, x, value));
}

function holds(group, ...values) {
  return values.every((value) => value >= number(group, "v0") && value <= number(group, "v1"));
}

function number(element, name) {
  return element.dataset[name] === undefined ? NaN : Number(element.dataset[name]);
}

function between(value, least, most) {
  return Math.min(Math.max(value, least), most);
}

function across(svg, at) {
  const share = (at - number(svg, "t0")) / (number(svg, "t1") - number(svg, "t0"));
  return tenth(number(svg, "x0") + share * (number(svg, "x1") - number(svg, "x0")));
}

function up(element, value) {
  const [y0, y1] = [number(element, "y0"), number(element, "y1")];
  const share = (value - number(element, "v0")) / (number(element, "v1") - number(element, "v0"));
  return tenth(between(y0 + share * (y1 - y0), Math.min(y0, y1), Math.max(y0, y1)));
}

// Right of x, and clear of the now line.
function beside(svg, x, label) {
  const start = Math.min(x, number(svg, "x1")) + BESIDE;
  const now = svg.querySelector("[data-now]");
  const line = now ? across(svg, number(now, "now")) : NaN;
  return line >= start - 4 && line <= start + label.getComputedTextLength() ? line + 6 : start;
}

function clock(svg, at) {
  return new Date((at + number(svg, "utcOffset")) * 1000).toISOString().slice(11, 16);
}

function labelOf(svg, series) {
  return svg.querySelector(`[data-label="${series}"]`);
}

function add(line, data) {
  line.setAttribute("d", line.getAttribute("d") + data);
}

function tenth(value) {
  return Math.round(value * 10) / 10;
}
