import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { account, alder, confirm, contact, convert, edit, fail, harbor, maria, person, robin } from './inputs.js'
import { lines, simulateJson } from './scripts.js'

const captured = new URL('../records/fixtures/salesforce-accounts.jsonl', import.meta.url)

describe('the command `simulate --json`', () => {
  it('prints the events and the number of activities of each line, and the totals of the Marketo state at the end', async () => {
    const history = lines(
      account(alder, 1, { Industry: 'Electronics', Phone: '1' }),
      contact(maria, alder, 1),
      contact(robin, alder, 1),
      edit(maria, 'Industry', 'Energy'),
      account(alder, 2, { Phone: '2' }),
      contact(robin, null, 2),
      contact(maria, alder, 2, { IsDeleted: true }),
    )
    const { code, err, steps, last } = await simulateJson(history)
    expect([code, err]).toEqual([0, ''])
    expect(steps.map(({ line, logged }) => [line, logged])).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 1],
      [5, 2],
      [6, 0],
      [7, 0],
    ])
    expect(steps[3]).toEqual({
      line: 4,
      logged: 1,
      events: [
        {
          _tag: 'AccountFieldEdited',
          at: '2026-03-02T09:00:00.000Z',
          accountId: alder,
          contactId: maria,
          field: 'Industry',
          oldValue: 'Electronics',
          newValue: 'Energy',
          logged: 'edited-contact',
        },
      ],
    })
    expect(last).toEqual({
      accounts: {
        [alder]: {
          values: { Industry: 'Energy', Phone: '2' },
          localEdits: { Industry: 'Energy' },
          contacts: 0,
          isDeleted: false,
        },
      },
      contacts: { [maria]: { status: 'deleted' }, [robin]: { status: 'private' } },
      persons: {},
      activities: { changeDataValue: 3, convertLead: 0 },
    })
  })

  it('prints refusals and deferrals, with exit code 0', async () => {
    const { code, steps, last } = await simulateJson(
      lines(edit(maria, 'Industry', 'Energy'), contact(maria, alder, 1), person(7), convert(7, { accepts: 'yes' })),
    )
    expect(code).toBe(0)
    expect(steps.filter((step) => !('events' in step))).toEqual([
      { line: 1, refused: { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId: maria } },
      {
        line: 2,
        deferred: { _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId: maria, accountId: alder },
      },
      { line: 4, refused: { _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', personId: 7, accepts: 'yes' } },
    ])
    expect(last).toMatchObject({
      accounts: {},
      contacts: {},
      persons: { 7: { lastName: 'Novak', company: 'Alder & Finch', sfdc: { status: 'not in Salesforce' } } },
    })
  })

  it('counts one Convert Lead for each answer to a conversion, and also counts the changes that the account record in an answer causes', async () => {
    const { steps, last } = await simulateJson(
      lines(
        account(alder, 1, { Name: 'Alder' }),
        contact(robin, alder, 1),
        person(7),
        convert(7),
        fail(7),
        convert(7),
        confirm(7, alder, maria),
        confirm(7, alder, maria),
      ),
    )
    expect(steps.map(({ logged }) => logged)).toEqual([0, 0, 0, 0, 1, 0, 2, 0])
    expect(last).toMatchObject({
      accounts: { [alder]: { contacts: 2 } },
      contacts: { [maria]: { status: 'live', accountId: alder } },
      persons: { 7: { sfdc: { status: 'contact', contactId: maria } } },
      activities: { changeDataValue: 1, convertLead: 2 },
    })
  })

  it('uses the settings of the command line', async () => {
    const history = lines(
      account(alder, 1, { Phone: '1' }),
      contact(maria, alder, 1),
      contact(robin, alder, 1),
      account(alder, 2, { Phone: '2' }),
      edit(maria, 'Phone', '3'),
    )
    const settings = { instance: { activityCap: 1 }, readings: { localEditLog: 'every-contact' } }
    const { steps } = await simulateJson(history, '--settings', JSON.stringify(settings))
    expect(steps.map(({ logged }) => logged)).toEqual([0, 0, 0, 0, 2])
  })

  it('skips blank lines but counts them', async () => {
    const { steps } = await simulateJson(
      `\n  \n${lines(account(alder, 1, {}))}\r\n\n${lines(contact(maria, alder, 1))}`,
    )
    expect(steps.map(({ line }) => line)).toEqual([3, 5])
  })

  it('treats fields named constructor and toString like other fields', async () => {
    const odd = { constructor: 'c', toString: 's', hasOwnProperty: true, valueOf: 0 }
    const { steps, last } = await simulateJson(
      lines(
        account(alder, 1, odd),
        contact(maria, alder, 1),
        edit(maria, 'constructor', 'd'),
        edit(maria, 'isPrototypeOf', 'x'),
      ),
    )
    expect(last).toMatchObject({
      accounts: { [alder]: { values: { ...odd, constructor: 'd' }, localEdits: { constructor: 'd' } } },
    })
    expect(steps[3]).toMatchObject({ refused: { _tag: 'UnknownField' } })
  })

  it('accepts an empty history', async () => {
    expect((await simulateJson('')).last).toEqual({
      accounts: {},
      contacts: {},
      persons: {},
      activities: { changeDataValue: 0, convertLead: 0 },
    })
  })

  it('reads ten records as Salesforce returned them', async () => {
    const records = readFileSync(captured, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    const { code, steps, last } = await simulateJson(
      lines(...records.map((record) => ({ _tag: 'SyncAccount', at: '2022-09-29T19:00:00Z', record }))),
    )
    expect(code).toBe(0)
    expect(steps).toHaveLength(10)
    const accounts = last?.['accounts'] as Readonly<Record<string, { values: Readonly<Record<string, unknown>> }>>
    for (const record of records) {
      const values = accounts[String(record['Id'])]?.values ?? {}
      expect(values).toMatchObject({ Name: record['Name'], Industry: record['Industry'], SLA__c: record['SLA__c'] })
      for (const key of ['Fax', 'Rating', 'ShippingCity', 'BillingAddress', 'SystemModstamp'])
        expect(Object.keys(values)).not.toContain(key)
    }
  })

  it('does not mix the values of two accounts', async () => {
    const { last } = await simulateJson(
      lines(
        account(alder, 1, { Phone: '1' }),
        account(harbor, 1, { Phone: '9' }),
        contact(maria, alder, 1),
        contact(robin, alder, 1),
        edit(maria, 'Phone', '2'),
        contact(robin, harbor, 2),
      ),
    )
    expect(last).toMatchObject({
      accounts: {
        [alder]: { values: { Phone: '2' }, contacts: 1 },
        [harbor]: { values: { Phone: '9' }, localEdits: {}, contacts: 1 },
      },
    })
  })
})
