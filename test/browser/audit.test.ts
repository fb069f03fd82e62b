import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { audit, smallArguments, smallFiles } from '../examples/audit.js'
import { launch, type Look } from './page.js'

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

interface Opened {
  readonly page: Page
  /** The errors, console messages, dialogs and requests of the page. The request for the page itself is not listed. */
  readonly trouble: ReadonlyArray<string>
}

/** Opens the report of an audit from a file. */
const opened = async (html: string, look: Look = {}): Promise<Opened> => {
  const directory = mkdtempSync(join(tmpdir(), 'marketo-account-sync-'))
  const path = join(directory, 'report.html')
  writeFileSync(path, html)
  const page = await browser.newPage(look)
  onTestFinished(async () => {
    await page.close()
    rmSync(directory, { recursive: true, force: true })
  })
  const trouble: Array<string> = []
  const address = pathToFileURL(path).href
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('console', (message) => trouble.push(message.text()))
  page.on('dialog', (dialog) => {
    trouble.push(dialog.message())
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (request.url() !== address) trouble.push(request.url())
  })
  await page.goto(address)
  return { page, trouble }
}

const sampleHtml = async (): Promise<string> => {
  const path = join(mkdtempSync(join(tmpdir(), 'marketo-account-sync-')), 'report.html')
  onTestFinished(() => rmSync(dirname(path), { recursive: true, force: true }))
  await audit({ args: ['--html', path] })
  return readFileSync(path, 'utf8')
}

const titles = (page: Page) => page.locator('li.finding strong').allTextContents()

describe('the report of an audit in a browser', () => {
  test('shows the findings of the chosen class, field and account', async () => {
    const { page, trouble } = await opened(await sampleHtml())
    await page.getByRole('button', { name: /^Local edit/ }).click()
    expect(new Set(await titles(page))).toEqual(new Set(['Local edit']))
    await page.locator('#field').selectOption('Phone')
    const about = await page.locator('li.finding').first().textContent()
    expect(about).toContain('Phone')
    await page.getByRole('button', { name: /^Local edit/ }).click()
    await page.locator('#field').selectOption('')
    await page.getByLabel('Account, contact or person').fill('001Aw0000000052')
    const ids = await page.locator('li.finding').allTextContents()
    expect(ids.length).toBeGreaterThan(1)
    expect(ids.every((text) => text.includes('001Aw0000000052IAA'))).toBe(true)
    expect(trouble).toEqual([])
  })

  test('shows more findings after a click on "Show more"', async () => {
    const { page } = await opened(await sampleHtml())
    expect(await titles(page)).toHaveLength(100)
    await page.getByRole('button', { name: 'Show more' }).click()
    expect(await titles(page)).toHaveLength(200)
  })

  test('shows values from web forms as text', async () => {
    const value = '</script><script>alert(1)</script><img src=x onerror=alert(2)>'
    const files = { ...smallFiles, 'people.csv': smallFiles['people.csv'].replace('Banking', value) }
    const { written } = await audit({ files, args: [...smallArguments, '--html', 'r.html'] })
    const { page, trouble } = await opened(written('r.html'))
    expect(await page.locator('li.finding p').first().textContent()).toContain('onerror=alert(2)')
    expect(trouble).toEqual([])
  })

  test.each([
    ['a desktop', {}],
    ['a dark desktop', { colorScheme: 'dark' }],
    ['a phone', { viewport: { width: 390, height: 844 }, isMobile: true }],
  ] as const)('passes the accessibility check and fits the window on %s', async (_, look) => {
    const { page } = await opened((await sampleHtml()).replace(/<meta http-equiv[^>]*>/, ''), look)
    await page.evaluate(axe)
    const violations = await page.evaluate(
      'axe.run().then(({ violations }) => violations.map(({ id, help }) => `${id}: ${help}`))',
    )
    expect(violations).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true)
  })
})
