/** Writes the report as one HTML page that works offline. */
import { createHash } from 'node:crypto'
import type { Finding, FindingClass } from 'marketo-account-sync/audit'
import { count, number } from '../simulate/words.js'
import { script, style } from './page.js'
import type { Results } from './report.js'
import { isCell, isField, isRecord } from './tally.js'
import { classWords, howFarText, instantWords, personAccountsText, sentenceText } from './wording.js'

/** The largest size of the page. The page shows the number of findings that do not fit. */
const largestPage = 20_000_000
/** The space for all parts of the page except the findings. */
const roomForRest = 200_000

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** JSON that cannot end the script element that contains it. */
const embedded = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** Warm colours for classes that somebody should check, and calm colours for classes that the rules explain. */
const colors: Readonly<Partial<Record<FindingClass, string>>> = {
  Unexplained: '#d1242f',
  SiblingsDisagree: '#e16f24',
  OtherAccountShown: '#cf5c00',
  CompanyRowSplit: '#bf8700',
  CompanyRowShared: '#9a6700',
  LinkedElsewhere: '#b35900',
  LinkedToMergedAccount: '#844100',
  DeletedInSalesforce: '#a40e26',
  ContactMissing: '#bf3989',
  SyncFailed: '#99286e',
  RecordFailed: '#8250df',
  FieldNotSyncing: '#6639ba',
  FormulaNotStamped: '#0969da',
  LocalEditStands: '#1f883d',
  NotYetSynced: '#1b7c83',
  HiddenField: '#6e7781',
  ValuesTranslated: '#54aeff',
  ValuesScaled: '#80ccff',
}
const colorOf = (name: FindingClass): string => colors[name] ?? '#8c959f'

const certainties = ['shown', 'consistent', 'open'] as const

/** Replaces names that occur often by numbers, so that the page is smaller. */
const indexed = <A>() => {
  const indices = new Map<A, number>()
  return {
    of: (item: A): number => {
      const known = indices.get(item)
      if (known !== undefined) return known
      indices.set(item, indices.size)
      return indices.size - 1
    },
    all: () => [...indices.keys()],
  }
}

export interface Page {
  readonly html: string
  /** The number of findings that did not fit. */
  readonly leftOut: number
}

export const htmlReport = (
  findings: Iterable<Finding>,
  { summary, tally, files }: Results,
  largest = largestPage,
): Page => {
  const classes = [...tally.classes.values()]
  const classIndex = new Map(classes.map(({ name }, index) => [name, index]))
  const fields = indexed<string>()
  const rows: Array<string> = []
  let [size, leftOut] = [0, 0]
  for (const finding of findings) {
    const field = isCell(finding) || isField(finding) ? fields.of(finding.field) : null
    const row = embedded([
      classIndex.get(finding._tag),
      certainties.indexOf(finding.certainty),
      isField(finding) ? null : finding.accountId,
      isRecord(finding) ? [finding.contactId, finding.otherAccountId] : [],
      field,
      finding.people.slice(0, 5),
      sentenceText(finding),
    ])
    const bytes = Buffer.byteLength(row) + 2
    if (size + bytes > largest - roomForRest) {
      leftOut++
      continue
    }
    size += bytes
    rows.push(row)
  }

  // The bar shows only the classes of differences. The other classes are facts about records.
  const differences = classes.filter((each) => each.fields.size > 0)
  const records = classes.filter((each) => each.fields.size === 0)
  const all = differences.reduce((sum, each) => sum + each.differences, 0)
  const bar = differences
    .map(({ name, differences: n }) => {
      const share = ((100 * n) / Math.max(1, all)).toFixed(1)
      const title = escaped(`${classWords[name][0]}: ${number(n)} (${share} %)`)
      return `<span style="flex:${n};background:${colorOf(name)}" title="${title}"></span>`
    })
    .join('')
  const legend = (some: typeof classes): string =>
    some
      .map(({ name, count: n }) => {
        const [title, meaning] = classWords[name]
        return `<li><button type="button" data-class="${classIndex.get(name) ?? ''}" aria-pressed="false" title="${escaped(meaning)}"><span class="swatch" style="background:${colorOf(name)}"></span><span>${escaped(title)}</span><span class="count">${number(n)}</span></button></li>`
      })
      .join('\n')
  const unread = files.reduce((sum, each) => sum + each.unread.BadRow, 0)
  const hash = createHash('sha256').update(script).digest('base64')
  const head = embedded({
    classes: classes.map(({ name }) => ({ title: classWords[name][0], color: colorOf(name) })),
    certainties,
    fields: fields.all(),
  })
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<title>Audit of Marketo against Salesforce</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Audit of Marketo against Salesforce</h1>
<p>${escaped(`${count(summary.accountsCompared, 'account')} with ${number(summary.peopleCompared)} people were compared. ${count(tally.findings, 'finding')}.`)}</p>
<p class="quiet">${escaped(`The people are as of ${instantWords(summary.peopleUntil)}. How far the sync has read: ${howFarText(summary.howFar)}.`)}</p>
${personAccountsText(summary) === '' ? '' : `<p class="quiet">${escaped(personAccountsText(summary))}</p>`}
${unread === 0 ? '' : `<p><strong>${escaped(`${count(unread, 'row')} could not be read.`)}</strong></p>`}
${leftOut === 0 ? '' : `<p><strong>${escaped(`${count(leftOut, 'finding')} more did not fit on this page. Use --csv to get all.`)}</strong></p>`}
<h2>What explains the differences</h2>
<div class="bar" role="img" aria-label="${escaped(differences.map(({ name, differences: n }) => `${classWords[name][0]} ${number(n)}`).join(', '))}">${bar}</div>
<ul class="legend">
${legend(differences)}
</ul>
<h2>Records that stand out</h2>
<ul class="legend">
${legend(records)}
</ul>
<h2>Findings</h2>
<form>
<label>Class <select id="class"><option value="">all</option></select></label>
<label>Field <select id="field"><option value="">all</option></select></label>
<label>Certainty <select id="certainty"><option value="">all</option>${certainties.map((name, index) => `<option value="${index}">${name}</option>`).join('')}</select></label>
<label>Account, contact or person <input id="account" type="search" autocomplete="off" placeholder="001… or a number"></label>
</form>
<p id="status" aria-live="polite"></p>
<ol id="findings"></ol>
<button type="button" class="more" id="more" hidden>Show more</button>
</main>
<script type="application/json" id="data">${head.slice(0, -1)},"findings":[${rows.join(',\n')}]}</script>
<script>${script}</script>
</body>
</html>
`
  return { html, leftOut }
}
