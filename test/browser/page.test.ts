import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { rulesVersion } from 'marketo-account-sync/rules'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launch, type Look, open, openHistory, pageFile, seenIn, textsOf, until } from './page.js'

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

const phone: Look = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const history = [
  'sync-down Acme @1: Name=Acme, Industry=Electronics',
  'contact Ann @1: in Acme',
  'local edit through Ann: Name=ACME Limited',
  'sync-down Acme @2: Name=Acme, Industry=Electronics',
]
const text = history.join('\n')

const resultsIn = async (page: Page): Promise<ReadonlyArray<string>> => (await seenIn(page)).map(({ result }) => result)

/**
 * The outcome that the page shows for a line. The function reads `textContent`, because a line that the browser has not
 * drawn yet has no inner text.
 */
const outcomeIn = (page: Page, line: number): Promise<string | null> =>
  page.locator(`[data-line="${line}"] .outcome`).textContent()

const noticeIn = (page: Page): Promise<string> => page.locator('#notice').innerText()

const openFile = (page: Page, name: string, content: string): Promise<void> =>
  page.locator('#file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })

const textIn = (page: Page): Promise<string> => page.locator('#editor').inputValue()

describe('the explorer page', () => {
  test('is one file of at most 200 kB, and 60 kB gzipped', () => {
    const bytes = readFileSync(pageFile)
    expect(bytes.length).toBeLessThanOrEqual(200_000)
    expect(gzipSync(bytes).length).toBeLessThanOrEqual(60_000)
  })

  test('makes no request and reports no error', async () => {
    const { page, trouble } = await open(browser)
    await page.locator('.choice').first().click()
    await page.locator('.why').first().click()
    await page.locator('#copy').click()
    expect(trouble).toEqual([])
    await page.close()
  })

  test('states the version of the rules, and which parts of a rule are our reading', async () => {
    const { page } = await openHistory(browser, text)
    expect(await page.locator('header').innerText()).toContain(`Rules version ${rulesVersion}`)
    expect(await textsOf(page, '[data-rule="sync.override-all"] .badge')).toEqual(['documented, in part our reading'])
    expect(await page.locator('[data-rule="sync.override-all"]').innerText()).toContain(
      'Our reading: a blank value overrides too.',
    )
    expect(await textsOf(page, '[data-rule="activity.real-change"] .badge')).toEqual(['our reading'])
    await page.close()
  })

  test('names the rules for the chosen line, the parts that no vendor states, and the examples of the rules', async () => {
    const { page } = await openHistory(browser, text)
    expect(await textsOf(page, '#rules article > p:first-child > a')).toEqual([
      'sync.override-all',
      'edit.until-override',
      'activity.per-contact',
      'activity.real-change',
    ])
    const rule = page.locator('[data-rule="sync.override-all"]')
    expect(await rule.innerText()).toContain('No page says')
    await rule.locator('button').nth(1).click()
    expect(await textIn(page)).toContain('settings {"readings":{"overrideOn":"field-change"}}')
    await page.close()
  })

  test('answers why Marketo shows a value', async () => {
    const { page } = await openHistory(browser, history.slice(0, 3).join('\n'))
    await page.locator('.why[data-field="Name"]').first().click()
    const answer = await page.locator('#answer').innerText()
    expect(answer).toContain('somebody set it in Marketo through contact Ann')
    expect(answer).toContain('Rule: edit.until-override.')
    expect(await textsOf(page, '#rules article > p:first-child > a')).toEqual(['edit.until-override'])
    await page.close()
  })

  test('offers every question of docs/rules.md with its answer', async () => {
    const { page } = await open(browser)
    const rules = readFileSync('docs/rules.md', 'utf8').split('## How to read this page')[0]!
    const questions = [...rules.matchAll(/^- \*\*([^*]+)\*\*/gm)].map(([, question = '']) =>
      question.replace(/\s+/g, ' '),
    )
    const offered = await textsOf(page, '.choice')
    expect(questions.filter((question) => !offered.includes(question))).toEqual([])
    await page.locator('.choice', { hasText: 'The account has 6,200 contacts' }).click()
    expect(await page.locator('#banner').innerText()).toContain(
      'Above 5,000 contacts, Marketo logs no Change Data Value',
    )
    expect(await textsOf(page, '#rules article > p:first-child > a')).toContain('activity.cap')
    await page.close()
  })

  test('finds a question by one of its words', async () => {
    const { page } = await open(browser)
    await page.locator('#search').fill('merged')
    const found = await page.locator('.choice:visible').allInnerTexts()
    expect(found.some((one) => one.startsWith('Two accounts were merged'))).toBe(true)
    for (const words of ['6200', 'duplicate account']) {
      await page.locator('#search').fill(words)
      expect(await page.locator('.choice:visible').count(), words).toBeGreaterThan(0)
    }
    await page.locator('#search').fill('6,200')
    await page.keyboard.press('Enter')
    expect(await page.locator('#banner').textContent()).toContain('The account has 6,200 contacts')
    await page.locator('#search').fill('no such word')
    expect(await page.locator('#none-found').isVisible()).toBe(true)
    await page.close()
  })
})

describe('a lane', () => {
  test('names its account if the history has several accounts', async () => {
    const { page } = await openHistory(browser, `sync-down Bolt @1: Name=Bolt\n${text}`)
    expect(await textsOf(page, '#ledger-head .name')).toEqual(['Acme Name'])
    await page.close()
  })
})

describe('choosing a question in the explorer', () => {
  test('keeps the edited history for the Back button, and the next edit removes the choice', async () => {
    const { page } = await openHistory(browser, text)
    const typed = `${text}\ncontact Ben @1: in Acme`
    await page.locator('#editor').fill(typed)
    await page.locator('.choice').first().click()
    expect(await textIn(page)).not.toBe(typed)
    expect(await page.locator('.choice[aria-current]').count()).toBe(1)
    await page.goBack()
    await until(page, `document.querySelector('#editor').value === ${JSON.stringify(typed)}`)
    expect(await page.locator('.choice[aria-current]').count()).toBe(0)
    await page.goForward()
    await until(page, `document.querySelector('#editor').value !== ${JSON.stringify(typed)}`)
    await page.close()
  })
})

describe('a link to the explorer', () => {
  test('contains the history that the user typed', async () => {
    const { page } = await open(browser)
    const typed = `${text}\nlocal edit through Ann: Name="(a+b) & 100 % #1, ü"`
    await page.locator('#editor').fill(typed)
    await until(page, `location.hash.includes('100')`)
    const again = await browser.newPage()
    await again.goto(page.url())
    expect(await textIn(again)).toBe(typed)
    await Promise.all([page.close(), again.close()])
  })

  test('opens a page with an explanation if the link is from a later version', async () => {
    const { page } = await open(browser, '#v2=abc')
    expect(await noticeIn(page)).toMatch(/later version of this page .* newest docs\/explorer\/index\.html/)
    expect(await page.locator('#ledger > li').count()).toBeGreaterThan(0)
    await page.close()
  })

  test('opens a page with an explanation if the link is damaged', async () => {
    for (const hash of ['#v1=%E0%A4', '#nonsense']) {
      const { page } = await open(browser, hash)
      expect(await noticeIn(page)).toMatch(/Copy the whole link again/)
      await page.close()
    }
  })
})

describe('a wrong line in the explorer', () => {
  const broken = [...history.slice(0, 2), 'contact Ben @1: at Acme', ...history.slice(2)].join('\n')

  test('has its error message next to the line', async () => {
    const { page } = await openHistory(browser, broken)
    expect(await outcomeIn(page, 3)).toContain('Line 3, column 17: expected "in", "private" or "deleted", found "at".')
    await page.close()
  })

  test('does not affect the other lines', async () => {
    const { page } = await openHistory(browser, broken)
    expect(await resultsIn(page)).toEqual(['applied', 'applied', '', 'applied', 'applied'])
    await page.close()
  })
})

describe('a file that the user opens in the explorer', () => {
  test('that contains JSON lines is shown as text lines and results', async () => {
    const { page } = await open(browser)
    await openFile(page, 'demo.jsonl', readFileSync('docs/examples/demo.jsonl', 'utf8'))
    await until(page, `document.querySelector('#editor').value.includes('Alder')`)
    expect(await textIn(page)).toMatch(
      /^at 2026-03-02T09:00:00Z sync-down \w+ @2026-03-02T08:58:10Z: Name=Alder & Finch/,
    )
    const results = (await resultsIn(page)).filter((result) => result !== '')
    expect(results.slice(0, 8)).toEqual([
      'applied',
      'applied',
      'applied',
      'applied',
      'applied',
      'applied',
      'applied',
      'nothing',
    ])
    await page.close()
  })

  test('can be dropped onto the page', async () => {
    const { page } = await open(browser)
    await page.evaluate(`{
      const transfer = new DataTransfer()
      transfer.items.add(new File(['contact Ann @1: private'], 'a.txt'))
      dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    }`)
    await until(page, `document.querySelector('#editor').value === 'contact Ann @1: private'`)
    expect(await resultsIn(page)).toEqual(['applied'])
    await page.close()
  })

  test('keeps a line that is not an input, and shows the error of the line', async () => {
    const { page } = await open(browser)
    await openFile(page, 'a.jsonl', `contact Ann @1: private\n{"_tag":"SyncAccounts"}`)
    await until(page, `document.querySelector('#editor').value.startsWith('contact')`)
    expect(await outcomeIn(page, 2)).toMatch(/Line 2, column 1: expected .*SyncAccount.* at _tag/)
    await page.close()
  })

  test('is shown as text, and code in it never runs', async () => {
    const { page, trouble } = await open(browser)
    const value = '<img src=x onerror="globalThis.ran = true"><script>globalThis.ran = true</script>'
    const record = {
      Id: '0014W000027f6Uw',
      SystemModstamp: '2026-03-02T09:00:00Z',
      Industry: value,
      [`Site`]: '</script>',
    }
    await openFile(page, 'a.jsonl', JSON.stringify({ _tag: 'SyncAccount', at: '2026-03-02T09:00:00Z', record }))
    await until(page, `document.querySelector('#editor').value.includes('onerror')`)
    expect(await page.locator('#ledger').textContent()).toContain('<img src=x onerror=')
    expect(await page.locator('#values').innerText()).toContain('<img src=x onerror=')
    expect(await page.locator('main img, main script').count()).toBe(0)
    expect(await page.evaluate('globalThis.ran')).toBeUndefined()
    expect(trouble).toEqual([])
    await page.close()
  })

  test('that is not a history changes nothing and gives an explanation', async () => {
    const { page } = await openHistory(browser, text)
    await openFile(page, 'a.csv', 'Id,Name\n001,Acme\n')
    await page.locator('#notice').waitFor()
    expect(await noticeIn(page)).toMatch(/^The file is not a history\. A history has one line for each thing/)
    expect(await textIn(page)).toBe(text)
    await page.close()
  })

  test('is played if it has 2,000 lines, and gives a hint to use `simulate` if it has 2,001 lines', async () => {
    const { page } = await openHistory(browser, text)
    const lines = Array.from({ length: 2_001 }, (_, n) => `contact C${n} @1: private`)
    await openFile(page, 'a.txt', lines.join('\n'))
    await page.locator('#notice').waitFor()
    expect(await noticeIn(page)).toBe(
      'The history has 2,001 lines, and this page plays at most 2,000. Play it with: npm run simulate -- FILE.',
    )
    expect(await textIn(page)).toBe(text)
    await page.locator('#editor').fill(lines.join('\n'))
    expect(await noticeIn(page)).toMatch(/2,001 lines/)
    await openFile(page, 'b.txt', lines.slice(1).join('\n'))
    await until(page, `document.querySelectorAll('#ledger > li').length === 2000`)
    expect(await page.locator('#notice').isVisible()).toBe(false)
    await page.close()
  })
})

describe('the explorer without a mouse', () => {
  const focused = `(() => { const it = document.activeElement; return it.id || it.className || it.tagName })()`

  test('the Tab key reaches every control', async () => {
    const { page } = await openHistory(browser, text)
    const reached = new Set<string>()
    const wanted = ['copy', 'open', 'search', 'choice', 'editor', 'line', 'why']
    for (let presses = 0; presses < 250; presses++) {
      await page.keyboard.press('Tab')
      reached.add(await page.evaluate<string>(focused))
    }
    expect(wanted.filter((control) => !reached.has(control))).toEqual([])
    await page.close()
  })

  test('the arrow keys move from line to line, and Enter asks why', async () => {
    const { page } = await openHistory(browser, text)
    await page.locator('.line[tabindex="0"]').focus()
    await page.keyboard.press('Home')
    expect(await page.locator('#step-title').innerText()).toContain('Line 1')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('#step-title').innerText()).toContain('Line 3')
    expect(await page.evaluate<string>(`document.activeElement.closest('li').dataset.line`)).toBe('3')
    await page.keyboard.press('Enter')
    expect(await page.locator('#answer').innerText()).toContain('somebody set it in Marketo through contact Ann')
    await page.close()
  })

  test('the Enter key on a line without values keeps the history', async () => {
    const { page } = await openHistory(browser, 'person 7: lead')
    await page.locator('.line[tabindex="0"]').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Space')
    expect(await page.locator('#editor').inputValue()).toBe('person 7: lead')
    await page.close()
  })

  test('screen readers announce each step', async () => {
    const { page } = await openHistory(browser, text)
    expect(await page.locator('#spoken').getAttribute('aria-live')).toBe('polite')
    await page.locator('.line[tabindex="0"]').focus()
    await page.keyboard.press('ArrowUp')
    expect(await page.locator('#spoken').textContent()).toBe(
      'Line 3: applied. Somebody in Marketo sets Name to ACME Limited through contact Ann',
    )
    await page.close()
  })

  test('screen readers get the lanes as a table', async () => {
    const { page } = await openHistory(browser, text)
    await page.locator('#table-box summary').click()
    const last = await page.locator('#lanes-table tbody tr').nth(2).locator('td, th').allInnerTexts()
    expect(last).toEqual(['3', history[2], 'applied', '1', 'Acme', 'ACME Limited (local edit)'])
    await page.close()
  })
})

describe('the accessibility checker axe', () => {
  const looks: ReadonlyArray<readonly [string, Look]> = [
    ['on a desktop', {}],
    ['in dark mode', { colorScheme: 'dark' }],
    ['on a phone', phone],
    ['on a phone in dark mode', { ...phone, colorScheme: 'dark' }],
  ]
  for (const [where, look] of looks)
    test(`finds no problem in the explorer ${where}`, async () => {
      const { page } = await openHistory(
        browser,
        `${text}\ncontact Ben @1: at Acme\nlocal edit through Ben: Name=x`,
        look,
      )
      await page.locator('#table-box').evaluate('(box) => { box.open = true }')
      await page.locator('.why').first().click()
      await page.evaluate(axe)
      const found = await page.evaluate<ReadonlyArray<unknown>>(
        `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]))`,
      )
      expect(found).toEqual([])
      await page.close()
    })
})

describe('the explorer on a phone with a width of 390 pixels', () => {
  test('nothing is wider than the screen, and every line is readable as a whole', async () => {
    const { page } = await openHistory(browser, text.replaceAll('Electronics', 'Electronics'.repeat(8)), phone)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    const cut = await page.evaluate<number>(
      `[...document.querySelectorAll('.text')].filter((it) => it.scrollWidth > it.clientWidth + 1 && getComputedStyle(it).display !== 'inline').length`,
    )
    expect(cut).toBe(0)
    expect(await textsOf(page, '.text')).toEqual(text.replaceAll('Electronics', 'Electronics'.repeat(8)).split('\n'))
    await page.close()
  })

  test('the step buttons are in reach of a thumb', async () => {
    const { page } = await openHistory(browser, text, phone)
    const box = await page.locator('#previous').boundingBox()
    expect(box!.y).toBeGreaterThan(844 * 0.85)
    expect(box!.height).toBeGreaterThanOrEqual(44)
    await page.locator('#previous').click()
    expect(await page.locator('#step-title').innerText()).toContain('Line 3')
    await page.close()
  })
})

test('the dark mode of the explorer follows the preference of the user', async () => {
  const colour = async (colorScheme: 'light' | 'dark'): Promise<string> => {
    const { page } = await open(browser, '', { colorScheme })
    const found = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    await page.close()
    return found
  }
  expect(await colour('dark')).not.toBe(await colour('light'))
})
