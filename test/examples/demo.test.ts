import { describe, expect, it } from 'vitest'
import { widthOf } from '../../docs/examples/terminal/columns.js'
import { demoText } from '../../docs/examples/demo/text.js'
import { displayOf } from '../../docs/examples/terminal/display.js'

const demo = demoText()

/** Returns the chapter with this number from the output of the demo. */
const chapter = (number: number): string => demo.split(/^(?=\d\. )/m)[number] ?? ''

const rows = (text: string): ReadonlyArray<string> => text.split(/^(?=step \d)/m).slice(1)

describe('the command `demo`', () => {
  it('is 120 columns wide if the width of the terminal is unknown', () => {
    expect(Math.max(...demo.split('\n').map(widthOf))).toBe(120)
  })
  it('numbers its steps without gaps', () => {
    const steps = [...demo.matchAll(/^step (\d+)/gm)].map(([, step]) => Number(step))
    expect(steps).toEqual(steps.map((_, index) => index + 1))
  })
  it('shows contacts by their names', () => {
    const text = demoText(displayOf({ columns: 80 }, {})).replaceAll(/\s+/g, ' ')
    expect(text).toContain('through contact Maria Okafor')
    expect(text).not.toContain('0035g00000MariaAAB')
  })
  it.each([40, 80, 120, 400])('fits into a terminal of %i columns', (columns) => {
    const text = demoText(displayOf({ columns }, {}))
    expect(Math.max(...text.split('\n').map(widthOf))).toBeLessThanOrEqual(columns)
    expect(text).toContain('Blue Harbor Foods')
  })
  it('syncs accounts and contacts down', () => {
    const text = chapter(1)
    expect(rows(text)).toHaveLength(5)
    expect(text).toMatch(/new account,.*Name: Alder & Finch.*sync\.override-all/)
    expect(text).toMatch(/new contact,/)
  })
  it('shows a local edit on every contact, but logs the edit for a single contact', () => {
    const text = chapter(2)
    expect(text).toMatch(/Industry: Biotechnology \(was.*1 Change Data/)
    expect(text).toContain('for all 2 contacts')
    expect(text).toContain('edit.fan-out')
  })
  it('overrides the local edit with a record, and ignores a repeat of the record', () => {
    const [override, repeat] = rows(chapter(3))
    expect(override).toContain('It overrides the local edit of')
    expect(override).toMatch(/Industry: Electronics \(was.*4 Change Data/)
    expect(override).toContain('edit.until-override')
    expect(repeat).toContain('sync.only-newer')
  })
  it('moves a contact, which then shows the values of its new account', () => {
    const text = chapter(4)
    expect(text).toMatch(/moves contact/)
    expect(text).toContain('Industry: Food & Beverage')
    expect(text).toContain('contact.moves')
  })
  it('logs a change for an account with 5,000 contacts, but not for an account with 5,001', () => {
    const found = rows(chapter(5))
    expect(found[2]).toMatch(/Phone: \+49 30 901821.*5,000 Change/)
    expect(found[2]).toContain('activity.per-contact')
    expect(found[4]).toMatch(/Phone: \+49 30 901822.*none/)
    expect(found[4]).toContain('5,001')
    expect(found[4]).toContain('activity.cap')
  })
  it('refuses a conversion that the caller did not accept, and prints the requests of an accepted conversion', () => {
    const [, refused, accepted, confirmed] = rows(chapter(6))
    expect(refused).toMatch(/REFUSED/)
    expect(refused).toContain('convert.guarded')
    expect(accepted).toMatch(/1\. create a lead[\s\S]*2\. convert the lead into a/)
    expect(accepted).toContain('convert.creates-three')
    expect(confirmed).toMatch(/1 Convert/)
    expect(confirmed).toContain('convert.never-joins')
  })
  it('counts five activities in the main story and 5,000 for the large account', () => {
    expect(demo).toMatch(/^logged +5,005 Change Data Value, 1 Convert Lead$/m)
  })
})
