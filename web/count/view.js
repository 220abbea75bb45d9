/* Count: the differential. A field is shown large, a cell of it enlarged beside; below stands the tally. #count/report
 * is the report, which is what is printed.
 *
 * SPDX-License-Identifier: Apache-2.0 */

import { state, watch } from '../state.js';
import { texts } from '../texts.js';
import { ask } from '../views/dialog.js';
import { button, element } from '../views/element.js';
import { sift } from '../views/files.js';
import { modelsOf } from '../views/made.js';
import { act, dropField, goTo, judge, standing, startCounting, undo } from './counting.js';
import { listenToKeys } from './keys.js';
import { TARGETS } from './log.js';
import { createPanel } from './panel.js';
import { propose } from './proposal.js';
import { createReport } from './report.js';
import { createStage } from './stage.js';
import { tallyTable } from './table.js';
import { tally } from './tally.js';
import { callName } from './words.js';

/**
 * @typedef {import('./counting.js').Field} Field
 * @typedef {import('./log.js').Count} Count
 * @typedef {import('./log.js').Call} Call
 */

const words = texts.count;

/** What the file dialog offers. */
const PICTURES = '.jpg,.jpeg,.png,image/jpeg,image/png';

/**
 * @param {HTMLElement} container
 * @param {import('../main.js').App} app
 * @returns {import('../router.js').View}
 */
export function create(container, app) {
  const counting = startCounting(app.classifier);
  app.loading(counting.restored);
  let visible = false;
  let reporting = false;
  /** The field that is looked at where it has no cell of its own to look at. @type {string | null} */
  let empty = null;

  const stage = createStage(app.announce);
  const panel = createPanel(call, confirm);
  const report = createReport();
  const parts = pageParts(stage.element, panel.element, report.element);
  container.append(...parts.all);

  /** @param {File[]} files */
  function accept(files) {
    const { wanted, notice } = sift(files);
    parts.notice.textContent = notice;
    if (wanted.length === 0) return;
    void counting.take(wanted.map((file) => ({ file: file.name, blob: file })));
    if (reporting) location.hash = '#count';
  }

  /** @param {{ folder?: boolean, accept?: string }} wanted */
  async function pick(wanted) {
    const files = await app.pickFiles(wanted);
    if (files.length > 0) accept(files);
  }

  /** @param {Call} as */
  function call(as) {
    const current = currentCell();
    if (!current) return;
    judge(current.id, as);
    const { cells, target } = standing();
    app.announce(words.judged(callName(as), words.progress(tally(cells).total, target)));
    stage.focus(state.count.current);
  }

  function confirm() {
    const current = currentCell();
    if (!current) return;
    const proposed = proposals(standing()).get(current.id)?.proposed;
    if (proposed) call(proposed);
    else app.announce(words.cell.noProposalSpoken);
  }

  /** @param {1 | -1} by */
  function moveCell(by) {
    const { cells } = standing();
    const next = cells[cells.findIndex(({ id }) => id === state.count.current) + by];
    if (!next) return;
    empty = null;
    goTo(next.id);
    stage.focus(next.id);
  }

  /** @param {1 | -1} by */
  function moveField(by) {
    const { fields, cells } = standing();
    const next = fields[fields.indexOf(shownField() ?? '') + by];
    if (!next) return;
    const first = cells.find(({ field }) => field === next);
    empty = first ? null : next;
    goTo(first?.id ?? state.count.current);
    render();
    stage.focus(first?.id ?? null);
  }

  /** The id of the field that is looked at. */
  function shownField() {
    const { fields, cells } = standing();
    if (empty && fields.includes(empty) && !cells.some(({ field }) => field === empty)) return empty;
    return cells.find(({ id }) => id === state.count.current)?.field ?? fields[0] ?? null;
  }

  /** The cell that is looked at; null where a field without cells is shown instead of its own. */
  function currentCell() {
    const field = shownField();
    return standing().cells.find((cell) => cell.id === state.count.current && cell.field === field) ?? null;
  }

  function takeBack() {
    const last = state.count.log.at(-1);
    /* The field of what is taken back is shown, even if it has no cells. */
    if (last) empty = 'field' in last ? last.field : null;
    app.announce(undo() ? words.undone : words.nothingToUndo);
    if (!reporting) stage.focus(state.count.current);
  }

  async function startAnew() {
    if (!(await ask({ question: words.anewQuestion, confirm: words.anewConfirm }))) return;
    await counting.startAnew();
    parts.choose.focus();
  }

  parts.choose.addEventListener('click', () => void pick({ accept: PICTURES }));
  parts.folder.addEventListener('click', () => void pick({ folder: true }));
  parts.add.addEventListener('click', () => void pick({ accept: PICTURES }));
  parts.undo.addEventListener('click', takeBack);
  parts.anew.addEventListener('click', startAnew);
  parts.previous.addEventListener('click', () => moveField(-1));
  parts.next.addEventListener('click', () => moveField(1));
  parts.addCell.addEventListener('click', stage.enterCross);
  parts.drop.addEventListener('click', () => {
    const field = shownField();
    if (!field) return;
    dropField(field);
    app.announce(words.field.dropped);
    parts.undo.focus();
  });
  parts.target.addEventListener('change', () => act({ kind: 'target', of: Number(parts.target.value) }));
  parts.tryAgain.addEventListener('click', () => void counting.tryAgain());
  listenToKeys(parts.bench, { judge: call, confirm, moveCell, moveField, stage });
  document.addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, shiftKey, target } = event;
    if (!visible || key.toLowerCase() !== 'z' || shiftKey || !(ctrlKey || metaKey)) return;
    if (target instanceof HTMLInputElement) return;
    event.preventDefault();
    takeBack();
  });
  addEventListener('beforeunload', (event) => {
    if (!state.count.kept && state.count.log.length > 0) event.preventDefault();
  });

  function render() {
    if (!visible) return;
    const count = standing();
    const fields = new Map(state.count.fields.map((field) => [field.id, field]));
    const sums = tally(count.cells);
    renderFrame(parts, count, sums, reporting);
    if (reporting) {
      const models = modelsOf(count.fields.flatMap((id) => fields.get(id) ?? []));
      const made = { date: new Date(), build: state.build, models };
      report.render({ count, tally: sums, fields, made });
      return;
    }
    parts.table.replaceChildren(tallyTable(sums));
    renderBench(count, fields);
  }

  /**
   * @param {Count} count
   * @param {Map<string, Field>} fields
   */
  function renderBench(count, fields) {
    const field = fields.get(shownField() ?? '');
    if (!field) return;
    const cells = count.cells.filter((cell) => cell.field === field.id);
    const position = count.fields.indexOf(field.id);
    parts.fieldTitle.textContent = words.field.number(position + 1, count.fields.length);
    parts.fieldName.textContent = field.file;
    parts.previous.disabled = position === 0;
    parts.next.disabled = position === count.fields.length - 1;
    stage.render(field, cells, state.count.current);
    const proposal = proposals(count).get(state.count.current ?? '');
    const here = proposal?.cell.field === field.id;
    panel.element.hidden = !here;
    if (!proposal || !here) return;
    const twinField = count.fields.indexOf(proposal.twin?.field ?? '') + 1;
    panel.render(proposal, fields, { of: cells.length, twinField });
  }

  let shown = state.count;
  let build = state.build;
  watch(() => {
    if (state.count === shown && state.build === build) return;
    tellOfReading(shown, app.announce);
    [shown, build] = [state.count, state.build];
    render();
  });

  return {
    show(path) {
      visible = true;
      const before = reporting;
      reporting = path[0] === 'report';
      render();
      if (before === reporting) return;
      scrollTo({ top: 0, behavior: 'instant' });
      if (reporting) parts.reportTitle.focus({ preventScroll: true });
      else stage.focus(state.count.current);
    },
    hide() {
      visible = false;
    },
    accept,
  };
}

/** @param {Count} count */
const proposals = (count) =>
  propose(
    count.cells,
    state.count.fields.flatMap(({ twins }) => twins),
  );

/** @param {import('./counting.js').Counting} counting */
const waitingOf = ({ fields }) => fields.filter(({ record }) => !record).length;

/**
 * Says, once, that all fields have been read.
 *
 * @param {import('./counting.js').Counting} before
 * @param {(sentence: string) => void} announce
 */
function tellOfReading(before, announce) {
  if (waitingOf(before) === 0 || waitingOf(state.count) > 0 || state.count.fields.length === 0) return;
  const { fields, cells } = standing();
  announce(words.read(fields.length, cells.length));
}

/**
 * @param {HTMLElement} stage
 * @param {HTMLElement} panel
 * @param {HTMLElement} reportContent
 */
function pageParts(stage, panel, reportContent) {
  const choose = button({ class: 'button' }, words.choose);
  const folder = button({ class: 'button outline pointer-only' }, words.folder);
  const [add, undo, anew] = [words.add, words.undo, words.anew].map((title) => button({}, title));
  const [previous, next, drop, addCell] = [
    words.field.previous,
    words.field.next,
    words.field.drop,
    words.field.addCell,
  ].map((title) => button({}, title));
  const tryAgain = button({}, words.tryAgain);
  const notice = element('p', { class: 'warning', role: 'alert' });
  const target = element('select', { id: 'count-target' });
  target.append(...TARGETS.map((each) => element('option', { value: String(each) }, String(each))));
  const intake = element(
    'div',
    { class: 'count-intake' },
    element('p', { class: 'invitation' }, words.invitation),
    element('div', { class: 'ways' }, choose, folder),
    element('p', { class: 'hint' }, words.hint),
    element('ol', { class: 'how' }, ...words.how.map((line) => element('li', {}, line))),
  );
  const progress = element('p', { class: 'progress' });
  const rail = element('div', { class: 'progress-rail', 'aria-hidden': 'true' }, element('span', {}));
  const status = element('p', { class: 'status' });
  const toReport = element('a', { class: 'quiet', href: '#count/report' }, words.report);
  const bar = element(
    'div',
    { class: 'count-bar' },
    element('div', { class: 'where' }, progress, rail, status),
    element('label', { class: 'target', for: 'count-target' }, words.target, ' ', target),
    element('div', { class: 'tools' }, undo, add, toReport, anew),
  );
  const fieldTitle = element('h2', {});
  const fieldName = element('span', { class: 'file-name' });
  const fieldPart = element(
    'div',
    { class: 'count-field' },
    element(
      'div',
      { class: 'field-bar' },
      previous,
      element('div', { class: 'field-title' }, fieldTitle, fieldName),
      next,
    ),
    stage,
    element('p', { class: 'hint' }, words.field.addHint),
    element('div', { class: 'tools' }, addCell, drop),
  );
  const table = element('div', {
    class: 'scrolls',
    tabindex: '0',
    role: 'group',
    'aria-label': words.table.title,
  });
  const failures = element('ul', {});
  const failuresPart = element(
    'details',
    { class: 'failures', open: '' },
    element('summary', {}, words.failures),
    failures,
    tryAgain,
  );
  const kept = element('p', { class: 'warning kept', role: 'alert' });
  const below = element('div', { class: 'below' }, table, keyHelp());
  const bench = element('div', { class: 'bench', tabindex: '-1' }, fieldPart, panel, below);
  const work = element('div', { class: 'work' }, bar, bench);
  const reportTitle = element('h1', { tabindex: '-1' }, words.summary.title);
  const back = element('a', { class: 'quiet back', href: '#count' }, words.back);
  const report = element('article', { class: 'report' }, back, reportTitle, reportContent);
  const lead = element('p', { class: 'lead' }, words.lead);
  const head = element('div', { class: 'head' }, element('h1', { tabindex: '-1' }, words.title), lead);
  return {
    ...{ all: [head, kept, notice, failuresPart, intake, work, report], head, lead, intake, work, report },
    ...{ choose, folder, add, undo, anew, previous, next, drop, addCell, tryAgain, notice, target, kept },
    ...{ progress, rail, status, fieldTitle, fieldName, bench, table, failures, failuresPart },
    reportTitle,
  };
}

function keyHelp() {
  const { keys, cell } = words;
  const rows = [
    [keys.confirmKey, keys.confirm],
    [keys.moveKey, keys.move],
    [keys.fieldKey, keys.field],
    ['A', keys.add],
    [keys.undoKey, keys.undo],
  ];
  const list = element('dl', { 'aria-label': cell.calls });
  for (const [key, meaning] of rows) {
    list.append(element('dt', {}, element('kbd', {}, key)), element('dd', {}, meaning));
  }
  return element(
    'section',
    { class: 'count-keys' },
    element('h2', {}, keys.title),
    list,
    element('p', { class: 'hint' }, keys.where),
  );
}

/**
 * All but the field and its cell.
 *
 * @param {ReturnType<typeof pageParts>} parts
 * @param {Count} count
 * @param {import('./tally.js').Tally} sums
 * @param {boolean} reporting
 */
function renderFrame(parts, count, sums, reporting) {
  const { failures, kept, elsewhere, fields, log } = state.count;
  const waiting = waitingOf(state.count);
  const begun = fields.length > 0 || log.length > 0;
  parts.head.hidden = parts.notice.hidden = reporting;
  parts.lead.hidden = begun;
  parts.intake.hidden = reporting || begun;
  parts.work.hidden = reporting || !begun;
  parts.bench.hidden = count.fields.length === 0;
  parts.report.hidden = !reporting;
  const notHere = begun ? words.besideAnother : words.elsewhere;
  const keeping = elsewhere ? notHere : kept ? '' : words.notKept;
  if (parts.kept.textContent !== keeping) parts.kept.textContent = keeping;
  parts.kept.hidden = keeping === '';
  parts.failuresPart.hidden = reporting || failures.length === 0;
  parts.failures.replaceChildren(
    ...failures.map(({ file, sentence }) =>
      element('li', {}, element('strong', { class: 'file-name' }, file), ' ', sentence),
    ),
  );
  parts.target.value = String(count.target);
  parts.progress.textContent = words.progress(sums.total, count.target);
  const [done] = /** @type {HTMLCollectionOf<HTMLElement>} */ (parts.rail.children);
  done.style.width = `${100 * Math.min(1, sums.total / count.target)}%`;
  parts.status.textContent = statusLine(count, sums, waiting);
  parts.undo.disabled = log.length === 0;
}

/**
 * @param {Count} count
 * @param {import('./tally.js').Tally} sums
 * @param {number} waiting fields not yet read
 */
function statusLine(count, { total, open }, waiting) {
  if (total >= count.target) return words.complete;
  if (waiting > 0) return words.reading(waiting);
  if (count.cells.length === 0) return words.noCells;
  return open === 0 ? words.exhausted : words.open(open);
}
