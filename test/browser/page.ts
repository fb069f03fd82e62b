// Opens the page in Debian's Chromium. To use a different Chromium, set the environment variable CHROMIUM.
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { hashOf } from '../../docs/explorer/link.js'

const address = new URL('../../docs/explorer/index.html', import.meta.url).href

export const pageFile = fileURLToPath(address)

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

export interface Opened {
  readonly page: Page
  /** The uncaught errors, console messages and requests of the page. The request for the page itself is not listed. */
  readonly trouble: ReadonlyArray<string>
}

export type Look = Parameters<Browser['newPage']>[0]

/** Opens the page with a hash in its address. */
export const open = async (browser: Browser, hash = '', look: Look = {}): Promise<Opened> => {
  const page = await browser.newPage(look)
  const trouble: Array<string> = []
  page.on('pageerror', (error) => trouble.push(`error: ${error.message}`))
  page.on('console', (message) => trouble.push(`console: ${message.text()}`))
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(address) && !url.startsWith('data:')) trouble.push(`request: ${url}`)
  })
  await page.goto(address + hash)
  return { page, trouble }
}

/** Opens the page with a history. */
export const openHistory = (browser: Browser, text: string, look: Look = {}): Promise<Opened> =>
  open(browser, hashOf(text), look)

/**
 * Waits until an expression is true in the page. The function cannot use `waitForFunction` of Playwright, because the security
 * policy of the page does not allow code in strings.
 */
export const until = async (page: Page, expression: string): Promise<void> => {
  for (let waits = 0; !(await page.evaluate<boolean>(expression)); waits++) {
    if (waits === 3_000) throw new Error(`The page did not come to this: ${expression}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Follows a link to a history on an open page. */
export const follow = async (page: Page, text: string): Promise<void> => {
  await page.goto(address + hashOf(text))
  await until(page, `document.querySelector('#editor').value === ${JSON.stringify(text)}`)
}

/** The content that the page shows for one line. */
export interface Seen {
  readonly result: string
  readonly logged: string
  readonly asked: string
  readonly accounts: string
  readonly is: Readonly<Record<string, string>>
  readonly shows: Readonly<Record<string, string>>
}

/**
 * A script that clicks each line of the history and reads what the page then shows. The script is a string, because it runs in
 * the page.
 */
const readLines = `[...document.querySelectorAll('#ledger > li')].map((row) => {
  row.querySelector('button').dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }))
  const rows = (table) => [...document.querySelectorAll(table + ' tbody tr')].map((tr) => [...tr.children].map((cell) => cell.textContent))
  const contacts = rows('#contacts')
  const persons = rows('#persons')
  const terms = [...document.querySelectorAll('#card dt')]
  const asked = terms.find((term) => term.textContent === 'Salesforce is asked')
  return {
    result: row.dataset.result,
    logged: Number(row.dataset.logged).toLocaleString('en'),
    asked: asked === undefined ? 'nothing' : asked.nextElementSibling.textContent,
    accounts: /^[\\d,]+/.exec(document.querySelector('#counts').textContent)[0],
    is: Object.fromEntries([...contacts, ...persons].map(([name, is]) => [name, is])),
    shows: Object.fromEntries(contacts.map(([name, , shows]) => [name, shows])),
  }
})`

export const seenIn = (page: Page): Promise<ReadonlyArray<Seen>> => page.evaluate<ReadonlyArray<Seen>>(readLines)

/** Returns the texts of all elements that a selector finds. */
export const textsOf = (page: Page, selector: string): Promise<ReadonlyArray<string>> =>
  page.locator(selector).allInnerTexts()
