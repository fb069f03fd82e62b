// Tests every refusal with an input that is refused, and with a similar input that is accepted. If two refusals apply to an input,
// tests that `decide` returns the right one of them.
import * as E from 'fp-ts/lib/Either.js'
import type { Marketo } from 'marketo-account-sync'
import { defaultSettings, idSuffix, marketoDecider, run } from 'marketo-account-sync'
import { ruleIds } from 'marketo-account-sync/rules'
import { describe, expect, test } from 'vitest'
import { inputsOf } from './history.js'
import { asked, at, confirmed, converting, held, type Reason, refusalOrders } from './refusalOrder.js'

const id = (fifteen: string): string => fifteen + idSuffix(fifteen)
const [acme, bolt] = [id('00100000000Acme'), id('00100000000Bolt')]
const [ann, ben] = [id('003000000000Ann'), id('003000000000Ben')]
const queue = id('00G0000000Queue')

const { decide, initialState } = marketoDecider(defaultSettings)

const after = (lines: ReadonlyArray<string>): Marketo =>
  run(defaultSettings)(
    lines.flatMap((line, index) => inputsOf(line, at(index))),
    initialState(),
  ).marketo

const reasonOf = (line: string, marketo: Marketo): Reason | undefined => {
  const decided = decide(asked(line), marketo)
  if (E.isRight(decided)) return undefined
  return decided.left._tag === 'Refused' ? decided.left.refusal : decided.left.reason
}

interface Case {
  readonly given: ReadonlyArray<string>
  readonly refused: string
  /** The content of the refusal without its tag. */
  readonly carries: object
  readonly accepted: string
}

const cases = {
  UnknownContact: {
    given: held,
    refused: 'local edit through Ben: Industry=Retail',
    carries: { rule: 'edit.live-contact', contactId: ben },
    accepted: 'local edit through Ann: Industry=Retail',
  },
  ContactNotLive: {
    given: [...held, 'contact Ben @1: deleted'],
    refused: 'local edit through Ben: Industry=Retail',
    carries: { rule: 'edit.live-contact', contactId: ben, why: 'deleted' },
    accepted: 'local edit through Ann: Industry=Retail',
  },
  AccountDeleted: {
    given: [...held, 'sync-down Bolt @1 deleted: Industry=Energy', 'contact Ben @1: in Bolt'],
    refused: 'local edit through Ben: Industry=Retail',
    carries: { rule: 'edit.live-contact', contactId: ben, accountId: bolt },
    accepted: 'local edit through Ann: Industry=Retail',
  },
  UnknownField: {
    given: held,
    refused: 'local edit through Ann: Site=Berlin',
    carries: { rule: 'edit.known-field', accountId: acme, field: 'Site' },
    accepted: 'local edit through Ann: Industry=Berlin',
  },
  UnknownPerson: {
    given: ['person 7: lead'],
    refused: 'Convert Person 8',
    carries: { rule: 'convert.known-person', personId: 8 },
    accepted: 'Convert Person 7',
  },
  AlreadyAContact: {
    given: ['person 7: contact Ann', 'person 8: lead'],
    refused: 'Convert Person 7',
    carries: { rule: 'convert.not-a-contact', personId: 7, contactId: ann },
    accepted: 'Convert Person 8',
  },
  ConversionUnderWay: {
    given: [...converting, 'person 8: lead'],
    refused: 'Convert Person 7',
    carries: { rule: 'convert.not-a-contact', personId: 7, since: at(1) },
    accepted: 'Convert Person 8',
  },
  NewAccountNotAccepted: {
    given: ['person 7: lead'],
    refused: 'Convert Person 7, accepts: New account and opportunity',
    carries: { rule: 'convert.guarded', personId: 7, accepts: 'New account and opportunity' },
    accepted: 'Convert Person 7, accepts: new account and opportunity',
  },
  OwnerNotAUser: {
    given: ['person 7: lead'],
    refused: 'Convert Person 7 to a queue',
    carries: { rule: 'convert.user-owner', personId: 7, assignTo: queue },
    accepted: 'Convert Person 7',
  },
  LeadFieldsMissing: {
    given: ['person 7: not in Salesforce', 'person 8: deleted lead, LastName=Young, Company=Dickenson'],
    refused: 'Convert Person 7',
    carries: { rule: 'convert.syncs-first', personId: 7, missing: ['lastName', 'company'] },
    accepted: 'Convert Person 8',
  },
  NoConversionUnderWay: {
    given: [...converting, 'person 8: lead'],
    refused: 'failed 8 at convert',
    carries: { rule: 'convert.answered-once', personId: 8 },
    accepted: 'failed 7 at convert',
  },
  RecordAlreadyClaimed: {
    given: [...converting, confirmed, 'person 8: lead', 'Convert Person 8'],
    refused: 'confirmed 8: Bolt @1, Ben, Deal: Name=Dickenson',
    carries: {
      rule: 'convert.never-joins',
      personId: 8,
      id: id('00600000000Deal'),
      why: 'outcome of another conversion',
      of: 7,
    },
    accepted: 'confirmed 8: Bolt @1, Ben, Other: Name=Dickenson',
  },
  NoSyncNeeded: {
    given: converting,
    refused: 'failed 7 at sync',
    carries: { rule: 'convert.syncs-first', personId: 7 },
    accepted: 'failed 7 at convert',
  },
  AccountNotYetKnown: {
    given: ['sync-down Acme @1: Industry=Energy'],
    refused: 'contact Ann @1: in Bolt',
    carries: { rule: 'contact.one-account', contactId: ann, accountId: bolt },
    accepted: 'contact Ann @1: in Acme',
  },
} satisfies Readonly<Record<Reason['_tag'], Case>>

describe('`decide`', () => {
  for (const [tag, { given, refused, carries, accepted }] of Object.entries<Case>(cases)) {
    test(`gives the reason ${tag} for the input "${refused}"`, () => {
      expect(reasonOf(refused, after(given))).toEqual({ _tag: tag, ...carries })
    })

    test(`accepts the input "${accepted}" and does not give the reason ${tag}`, () => {
      const decided = decide(asked(accepted), after(given))
      expect(E.isRight(decided) && decided.right.length).toBeGreaterThan(0)
    })

    test(`returns the refused input together with the reason ${tag}`, () => {
      const decided = decide(asked(refused), after(given))
      expect(E.isLeft(decided) && decided.left.input).toEqual(asked(refused))
    })
  }

  test('gives only reasons with a rule of the registry', () => {
    const ids = Object.values<Case>(cases).map(({ carries }) => (carries as Pick<Reason, 'rule'>).rule)
    expect(ids.filter((id) => !ruleIds.includes(id))).toEqual([])
  })
})

describe('two refusals of one input', () => {
  for (const [first, then, given, line] of refusalOrders)
    test(`\`decide\` returns ${first}, not ${then}, for the input "${line}"`, () => {
      expect(reasonOf(line, after(given))?._tag).toBe(first)
    })
})
