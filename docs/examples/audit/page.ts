/** The style and the script of the HTML report. The script reads the findings from the page, and loads nothing from a server. */

export const style = `
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #59636e; --line: #d1d9e0; --back: #fff; --card: #f6f8fa; --link: #0550ae }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6edf3; --quiet: #9198a1; --line: #3d444d; --back: #0d1117; --card: #151b23; --link: #79c0ff }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back) }
h1 { font-size: 1.5rem; margin: 0 0 .25rem } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem }
p { margin: .25rem 0; max-width: 60rem } .quiet { color: var(--quiet) }
.bar { display: flex; height: 2rem; border-radius: .4rem; overflow: hidden; margin: .75rem 0 }
.bar span { min-width: 2px }
.legend { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: .25rem; padding: 0; margin: 0; list-style: none }
.legend button { width: 100%; display: flex; gap: .5rem; align-items: center; text-align: left; font: inherit; color: inherit; background: none;
  border: 1px solid transparent; border-radius: .4rem; padding: .25rem .5rem; cursor: pointer }
.legend button:hover { background: var(--card) } .legend button[aria-pressed=true] { border-color: var(--link); background: var(--card) }
.legend .swatch { flex: none; width: 1rem; height: 1rem; border-radius: .2rem } .legend .count { margin-left: auto; font-variant-numeric: tabular-nums }
form { display: flex; flex-wrap: wrap; gap: .75rem; margin: .75rem 0 }
label { display: grid; gap: .15rem; font-size: .875rem; color: var(--quiet) }
select, input, .more { font: inherit; color: var(--text); background: var(--back); border: 1px solid var(--line); border-radius: .4rem; padding: .35rem .5rem; min-width: 11rem; max-width: 100% }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem }
li.finding { border: 1px solid var(--line); border-left: .4rem solid var(--color); border-radius: .4rem; padding: .5rem .75rem; overflow-wrap: anywhere }
.finding .head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline } .finding .head strong { margin-right: auto }
code { font: .875em ui-monospace, monospace } :focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.more { margin: .75rem 0; cursor: pointer }
`

export const script = `
'use strict'
const data = JSON.parse(document.getElementById('data').textContent)
// The order of the classes: what no rule explains comes first.
data.findings.sort((a, b) => a[0] - b[0])
const perPage = 100
const element = (name, text, properties) => {
  const made = Object.assign(document.createElement(name), properties)
  if (text !== undefined) made.textContent = text
  return made
}
const count = (n) => n.toLocaleString('en')
const byId = (id) => document.getElementById(id)
const [select, fieldSelect, certaintySelect, account, list, status, more] =
  ['class', 'field', 'certainty', 'account', 'findings', 'status', 'more'].map(byId)
for (const [index, { title }] of data.classes.entries()) select.append(element('option', title, { value: String(index) }))
for (const [index, name] of data.fields.entries()) fieldSelect.append(element('option', name, { value: String(index) }))
const buttons = [...document.querySelectorAll('.legend button')]

const shown = ([tag, certainty, accountId, others, field, people, sentence]) => {
  const item = element('li', undefined, { className: 'finding' })
  item.style.setProperty('--color', data.classes[tag].color)
  const head = element('div', undefined, { className: 'head' })
  head.append(element('strong', data.classes[tag].title), element('span', data.certainties[certainty], { className: 'quiet' }))
  const about = element('div')
  for (const id of [accountId, ...others]) if (id !== null) about.append(element('code', id), ' ')
  if (field !== null) about.append(element('span', data.fields[field]), ' ')
  if (people.length > 0) about.append(element('span', (people.length === 1 ? 'person ' : 'people ') + people.join(', '), { className: 'quiet' }))
  item.append(head, about, element('p', sentence))
  return item
}

let matching = []
let printed = 0
const printMore = () => {
  const rows = matching.slice(printed, printed + perPage)
  list.append(...rows.map(shown))
  printed += rows.length
  more.hidden = printed >= matching.length
  status.textContent = count(matching.length) + (matching.length === 1 ? ' finding' : ' findings') +
    (printed < matching.length ? ', the first ' + count(printed) + ' are shown' : '')
}
const filter = () => {
  const wanted = account.value.trim().toLowerCase()
  const is = (choice, value) => choice === '' || value === Number(choice)
  matching = data.findings.filter(([tag, certainty, accountId, others, field, people]) =>
    is(select.value, tag) && is(certaintySelect.value, certainty) && (fieldSelect.value === '' || field === Number(fieldSelect.value)) &&
    (wanted === '' || [accountId, ...others, ...people].some((id) => id !== null && String(id).toLowerCase().startsWith(wanted))))
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.class === select.value))
  list.replaceChildren()
  printed = 0
  printMore()
}
for (const control of [select, fieldSelect, certaintySelect]) control.addEventListener('change', filter)
account.addEventListener('input', filter)
more.addEventListener('click', printMore)
document.querySelector('form').addEventListener('submit', (event) => event.preventDefault())
for (const button of buttons)
  button.addEventListener('click', () => {
    select.value = select.value === button.dataset.class ? '' : button.dataset.class
    filter()
  })
filter()
`
