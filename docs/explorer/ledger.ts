/** The ledger shows one row for each line of the history, with its result and its lanes. */
import { nameOfId } from 'marketo-account-sync/histories'
import { groupedNumber } from 'marketo-account-sync/questions'
import { byId, el } from './dom.js'
import type { Cell, Column, Lanes } from './lanes.js'
import { inWords } from './naming.js'
import type { Played } from './play.js'

const plainResults: ReadonlyArray<string> = ['applied', 'nothing', 'waits']

export const resultKind = (result: string): string =>
  plainResults.includes(result) ? result : result === '' ? '' : 'refused'

/** The note in the row of a line. For a person, it is the new status of the person. For a refused line, it is the reason. */
const noteOf = ({ kind, error, narration, line, result, logged, changedFields }: Played): string => {
  if (kind === 'error') return error?.message ?? ''
  if (line?._tag !== 'InputLine') return ''
  if (resultKind(result) === 'refused' || result === 'waits')
    return (narration()?.happened[1] ?? '').replace(/^(?:REFUSED|DEFERRED): /, '')
  // Above the cap, the note is the reason why nothing is logged.
  if (line.input._tag === 'SyncAccount' && changedFields.length > 0 && logged === 0) {
    const [none, why] = narration()?.logged ?? []
    return none === undefined || why === undefined ? '' : `${none} logged (${why})`
  }
  return line.input._tag === 'PutPerson' || line.input._tag === 'ConvertPerson' || line.input._tag === 'FailConversion'
    ? (narration()?.shown[0] ?? '')
    : ''
}

export const outcomeParts = (played: Played): { readonly chip: string; readonly rest: string } => {
  const { kind, result, logged } = played
  const chip = kind === 'error' ? 'not understood' : result
  const note = inWords(noteOf(played))
  const rest = [...(logged > 0 ? [`${groupedNumber(logged)} logged`] : []), ...(note === '' ? [] : [note])].join(' · ')
  return { chip, rest }
}

const pencil = (): Node => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 16 16')
  svg.setAttribute('class', 'pencil')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', 'M11.5 1.5l3 3L5 14l-4 1 1-4z')
  svg.append(path)
  return svg
}

const barOf = (cell: Cell): HTMLElement => {
  const classes = [
    'bar',
    ...(cell.begins ? ['begins'] : []),
    ...(cell.isEdited ? ['edited'] : []),
    ...(cell.isBlank ? ['blank'] : []),
  ]
  const colour = cell.isBlank ? 'var(--lane-blank)' : `var(--lane-${cell.colour})`
  return el('span', { class: classes.join(' '), style: `--value: ${cell.text === undefined ? 'transparent' : colour}` })
}

const labelOf = (cell: Cell, where: string, field: string): HTMLElement =>
  el(
    'span',
    { class: 'label' },
    el('span', { class: 'place' }, `${field}${where === '' ? '' : ' in'} `),
    where === '' ? '' : el('span', { class: 'soft' }, `${where} `),
    ...(cell.isEdited ? [pencil()] : []),
    cell.isBlank ? el('em', {}, 'blank') : (cell.text ?? ''),
  )

/**
 * Draws two bars, one for Salesforce and one for Marketo, and labels for the values that begin at this line. If both have the
 * same value, one label is enough.
 */
const fieldOf = ([sent, shown]: readonly [Cell, Cell], { field }: Column): HTMLElement => {
  const isSame = sent.text === shown.text && !shown.isEdited
  const labels = isSame
    ? sent.begins || shown.begins
      ? [labelOf(shown, '', field)]
      : []
    : [
        ...(sent.begins ? [labelOf(sent, 'Salesforce', field)] : []),
        ...(shown.begins ? [labelOf(shown, shown.isEdited ? '' : 'Marketo', field)] : []),
      ]
  return el('span', { class: 'field' }, barOf(sent), barOf(shown), el('span', { class: 'labels' }, ...labels))
}

const rowOf = (
  played: Played,
  pairs: ReadonlyArray<readonly [Cell, Cell]>,
  columns: ReadonlyArray<Column>,
): HTMLLIElement => {
  const { chip, rest } = outcomeParts(played)
  const isShown = played.kind !== 'empty'
  return el(
    'li',
    {
      class: `row ${played.kind}`,
      'data-line': played.number,
      'data-result': played.result,
      'data-logged': played.logged,
    },
    el(
      'button',
      { type: 'button', class: 'line', tabindex: -1 },
      el('span', { class: 'number' }, String(played.number)),
      el('span', { class: 'text' }, isShown ? played.text.trim().replace(/^# ?/, '') : '\u00a0'),
      chip === '' && rest === ''
        ? null
        : el(
            'span',
            { class: 'outcome' },
            el('span', { class: `chip ${played.kind === 'error' ? 'error' : resultKind(chip)}` }, chip),
            rest === '' ? '' : ` · ${rest}`,
          ),
    ),
    el(
      'span',
      { class: 'lanes', 'aria-hidden': 'true' },
      ...pairs.map((pair, index) => {
        const column = columns[index]
        return column === undefined ? null : fieldOf(pair, column)
      }),
    ),
  )
}

/** A text of everything that a row shows. The page draws a row again only if this text changes. */
const keyOf = (played: Played, pairs: ReadonlyArray<readonly [Cell, Cell]>, columns: string): string =>
  JSON.stringify([played.number, played.text, played.kind, outcomeParts(played), pairs, columns])

interface Ledger {
  readonly render: (played: ReadonlyArray<Played>, lanes: Lanes) => void
  readonly select: (line: number, focus: boolean) => void
}

/** The greatest time in milliseconds for which the page draws rows outside the window without a pause. */
const slice = 6

export const ledger = (onSelect: (line: number) => void, onAsk: () => void): Ledger => {
  const list = byId('ledger')
  const head = byId('ledger-head')
  let keys: Array<string> = []
  let headKey = ''
  let pending = 0
  let selected = 0

  const renderHead = ({ columns, all, accounts }: Lanes): void => {
    const key = JSON.stringify([columns, all, accounts])
    if (key === headKey) return
    headKey = key
    const several = accounts > 1
    head.replaceChildren(
      el('span', {}, 'Time runs downward'),
      el(
        'span',
        { class: 'heads' },
        ...columns.map(({ accountId, field }) =>
          el(
            'span',
            { class: 'field' },
            el('span', { class: 'name' }, ...(several ? [`${nameOfId(accountId)} `, el('wbr'), field] : [field])),
            el('span', {}, 'S'),
            el('span', {}, 'M'),
          ),
        ),
      ),
    )
    for (const element of [head, list]) {
      element.style.setProperty('--columns', String(columns.length))
      element.style.setProperty(
        '--lanes',
        columns.length === 0 ? '0px' : `minmax(0, ${Math.min(2, 0.55 * columns.length)}fr)`,
      )
    }
    byId('lanes-note').textContent =
      columns.length === 0
        ? ''
        : `Left bar (S): what Salesforce sent last. Right bar (M): what Marketo shows. Another colour: another value. A narrow bar: blank. Hatched, with a pencil: a local edit.${
            all > columns.length
              ? ` ${columns.length} of ${groupedNumber(all)} fields have a lane, those that change most.`
              : ''
          }`
  }

  const mark = (row: Element | null | undefined, isChosen: boolean): void => {
    row?.classList.toggle('chosen', isChosen)
    const button = row?.querySelector('button')
    button?.setAttribute('tabindex', isChosen ? '0' : '-1')
    if (isChosen) button?.setAttribute('aria-current', 'true')
    else button?.removeAttribute('aria-current')
  }

  const renderRow = (index: number, played: ReadonlyArray<Played>, lanes: Lanes, columns: string): void => {
    const one = played[index]
    const pairs = lanes.cells[index]
    if (one === undefined || pairs === undefined) return
    const key = keyOf(one, pairs, columns)
    if (keys[index] === key) return
    keys[index] = key
    const row = rowOf(one, pairs, lanes.columns)
    list.children[index]?.replaceWith(row)
    if (one.number === selected) mark(row, true)
  }

  /** Finds the first row whose end is below this height in the window. */
  const rowBelow = (height: number): number => {
    let low = 0
    let high = list.children.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((list.children[middle]?.getBoundingClientRect().bottom ?? 0) < height) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The range of rows that are in the window, with a few more rows before and after it. */
  const inWindow = (): readonly [number, number] => [rowBelow(-200), rowBelow(innerHeight + 200) + 1]

  const render = (played: ReadonlyArray<Played>, lanes: Lanes): void => {
    cancelAnimationFrame(pending)
    // The positions of the rows are read before anything changes, because the browser still knows them then.
    const isLong = played.length > 60
    const [from, to] = isLong ? inWindow() : [0, played.length]
    list.classList.toggle('long', isLong)
    renderHead(lanes)
    while (list.children.length > played.length) list.lastElementChild?.remove()
    keys = keys.slice(0, played.length)
    while (list.children.length < played.length) list.append(el('li', { class: 'row' }))
    const columns = lanes.columns.map(({ accountId, field }) => accountId + field).join()
    // First draws the rows in the window, and then the other rows, a few in each frame.
    for (let index = from; index < to; index++) renderRow(index, played, lanes, columns)
    let next = 0
    const rest = (): void => {
      const end = performance.now() + slice
      while (next < played.length && performance.now() < end) renderRow(next++, played, lanes, columns)
      if (next < played.length) pending = requestAnimationFrame(rest)
    }
    if (isLong) pending = requestAnimationFrame(rest)
  }

  /** Scrolls the ledger, but not the page, so that the row is visible. */
  const keepInView = (row: HTMLElement): void => {
    const [box, frame] = [row.getBoundingClientRect(), list.getBoundingClientRect()]
    if (box.top < frame.top) list.scrollTop += box.top - frame.top
    else if (box.bottom > frame.bottom) list.scrollTop += box.bottom - frame.bottom
  }

  const select = (line: number, focus: boolean): void => {
    mark(list.children[selected - 1], false)
    selected = line
    const row = list.children[line - 1]
    mark(row, true)
    if (focus) row?.querySelector('button')?.focus()
    if (row instanceof HTMLElement && list.scrollHeight > list.clientHeight + 1) keepInView(row)
  }

  list.addEventListener('click', (event) => {
    const row = (event.target as Element).closest('li')
    if (row === null) return
    const line = Number(row.dataset['line'])
    // Pressing a key on the chosen row asks why. A click with the mouse only chooses the row.
    if (event.detail === 0 && line === selected) onAsk()
    else onSelect(line)
  })
  list.addEventListener('keydown', (event) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      Home: -Infinity,
      End: Infinity,
      PageDown: 10,
      PageUp: -10,
    }
    const by = steps[event.key]
    if (by === undefined) return
    event.preventDefault()
    onSelect(Math.min(Math.max(selected + by, 1), list.children.length))
    list.children[selected - 1]?.querySelector('button')?.focus()
  })
  return { render, select }
}

/** A table with the content of the lanes, for readers who cannot see them. */
export const lanesTable = (played: ReadonlyArray<Played>, { columns, cells }: Lanes): HTMLTableElement => {
  const textOf = (cell: Cell): string =>
    cell.text === undefined ? '' : `${cell.isBlank ? 'blank' : cell.text}${cell.isEdited ? ' (local edit)' : ''}`
  return el(
    'table',
    {},
    el('caption', {}, 'What Salesforce has sent and what Marketo shows after each line'),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...['Line', 'What happens', 'Result', 'Logged'].map((text) => el('th', { scope: 'col' }, text)),
        ...columns.flatMap(({ accountId, field }) =>
          ['Salesforce', 'Marketo'].map((place) =>
            el('th', { scope: 'col' }, `${nameOfId(accountId)} ${field} in ${place}`),
          ),
        ),
      ),
    ),
    el(
      'tbody',
      {},
      ...played
        .filter(({ kind }) => kind !== 'empty' && kind !== 'remark')
        .map((one) =>
          el(
            'tr',
            {},
            el('td', {}, String(one.number)),
            el('th', { scope: 'row' }, one.text.trim()),
            el('td', {}, outcomeParts(one).chip),
            el('td', {}, groupedNumber(one.logged)),
            ...(cells[one.number - 1] ?? []).flatMap(([sent, shown]) => [
              el('td', {}, textOf(sent)),
              el('td', {}, textOf(shown)),
            ]),
          ),
        ),
    ),
  )
}
