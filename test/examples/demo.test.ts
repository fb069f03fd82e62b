import { describe, expect, it } from 'vitest'
import { widthOf } from '../../docs/examples/simulate/columns.js'
import { run } from './scripts.js'

const demo = run(['demo'])

/** The rows of the chapter whose title begins with a number. */
const chapter = async (number: number): Promise<string> => (await demo).out.split(/^(?=\d\. )/m)[number] ?? ''

/** A part of the text, whatever its cells are broken into: the words of one column in order, with anything between. */
const rows = (text: string): ReadonlyArray<string> => text.split(/^(?=line \d|\(not in)/m).slice(1)

describe('the demo', () => {
  it('ends well, in rows of at most 120 columns', async () => {
    const { code, out, err } = await demo
    expect([code, err]).toEqual([0, ''])
    expect(Math.max(...out.split('\n').map(widthOf))).toBe(120)
  })
  it('syncs accounts and contacts down', async () => {
    const text = await chapter(1)
    expect(rows(text)).toHaveLength(5)
    expect(text).toMatch(/new account,.*Name: Alder & Finch.*sync\.override-all/)
    expect(text).toMatch(/new contact,/)
  })
  it('shows a local edit for every contact, logged for one', async () => {
    const text = await chapter(2)
    expect(text).toMatch(/Industry: Biotechnology \(was.*1 Change Data/)
    expect(text).toContain('for all 2 contacts')
    expect(text).toContain('edit.fan-out')
  })
  it('shows the override of the local edit, and a repeat that changes nothing', async () => {
    const [override, repeat] = rows(await chapter(3))
    expect(override).toContain('It overrides the local edit of')
    expect(override).toMatch(/Industry: Electronics \(was.*4 Change Data/)
    expect(override).toContain('edit.until-override')
    expect(repeat).toContain('sync.only-newer')
  })
  it('moves a contact, which shows its new account', async () => {
    const text = await chapter(4)
    expect(text).toMatch(/moves contact/)
    expect(text).toContain('Industry: Food & Beverage')
    expect(text).toContain('contact.moves')
  })
  it('logs for 5,000 contacts and for none of 5,001', async () => {
    const found = rows(await chapter(5))
    expect(found[2]).toMatch(/Phone: \+49 30 901821.*5,000 Change/)
    expect(found[2]).toContain('activity.per-contact')
    expect(found[4]).toMatch(/Phone: \+49 30 901822.*none/)
    expect(found[4]).toContain('5,001')
    expect(found[4]).toContain('activity.cap')
  })
  it('refuses a conversion that nobody accepts, and says what Salesforce is asked to do for one that is', async () => {
    const [, refused, accepted, confirmed] = rows(await chapter(6))
    expect(refused).toMatch(/REFUSED/)
    expect(refused).toContain('convert.guarded')
    expect(accepted).toMatch(/1\. create a lead[\s\S]*2\. convert the lead into a/)
    expect(accepted).toContain('convert.creates-three')
    expect(confirmed).toMatch(/1 Convert/)
    expect(confirmed).toContain('convert.never-joins')
  })
  it('sums up: five activities of the story and five thousand of the crowd', async () => {
    expect((await demo).out).toMatch(/^logged +5,005 Change Data Value, 1 Convert Lead$/m)
  })
})
