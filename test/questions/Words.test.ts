// Tests the exact sentence for every kind of answer, with the rules at its end.
import type { AccountId, Refusal } from 'marketo-account-sync'
import { isFieldKey } from 'marketo-account-sync/codecs'
import type { Answer, EditAtRisk, NotLogged, NotShown, ShownSynced, WillSyncDown } from 'marketo-account-sync/questions'
import { sentence } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import {
  fieldName,
  fieldsOf,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  nthUserId,
  personId as nthPersonId,
  queueId,
  utc,
} from '../helpers/values.js'

const [accountId, otherId] = [nthAccountId(1), nthAccountId(2)]
const [contactId, through] = [nthContactId(1), nthContactId(2)]
const ownerId = nthUserId(1)
const opportunityId = nthOpportunityId(1)
const personId = nthPersonId(7)
const field = fieldName('Industry')
const at = utc('2026-03-02T09:00:00Z')
const systemModstamp = utc('2026-03-01T08:30:15.250Z')

const words = (answer: Answer): string => sentence(answer).replace(/ \[[^\]]*\]$/, '')
const cited = (answer: Answer): ReadonlyArray<string> =>
  (/ \[([^\]]*)\]$/.exec(sentence(answer))?.[1] ?? '').split('; ').map((part) => part.replace(/,.*/, ''))

const alive = { isDeleted: false, masterRecordId: null }
/** Values for three keys of an explanation. Most explanations in these tests have these values. */
const plain = { accountStatus: alive, waitsFor: null, misspelt: [] }

describe('the sentence that explains a shown value', () => {
  const shown = { contactId, accountId, field, systemModstamp, ...plain } as const

  test('reports that the value comes from the last record', () => {
    const synced = { _tag: 'ShownSynced', rule: 'sync.override-all', ...shown, value: 'Food' } as const
    expect(words({ ...synced, override: 'next sync-down' })).toBe(
      `Marketo shows "Food" in Industry for contact ${contactId}. The value comes from the last record of its account ${accountId}, of ` +
        '2026-03-01 08:30:15.250 UTC. The next sync-down that contains Industry overrides it.',
    )
    expect(words({ ...synced, value: null, override: 'none' })).toBe(
      `Marketo shows blank in Industry for contact ${contactId}. The value comes from the last record of its account ${accountId}, of ` +
        '2026-03-01 08:30:15.250 UTC. As long as Industry is hidden from the sync user, no sync-down overrides it.',
    )
    expect(cited({ ...synced, override: 'next sync-down' })).toEqual(['sync.override-all'])
    expect(cited({ ...synced, override: 'none' })).toEqual(['sync.override-all', 'sync.visible-fields'])
  })

  test('reports that the value comes from an earlier record', () => {
    const kept = { _tag: 'ShownKept', rule: 'sync.absent-field', ...shown, value: 5, override: 'next change' } as const
    expect(words(kept)).toBe(
      `Marketo shows 5 in Industry for contact ${contactId}. The value comes from an earlier record of its account ${accountId}. ` +
        'The last record, of 2026-03-01 08:30:15.250 UTC, did not contain the field, or arrived while the field was hidden. ' +
        'The next sync-down that contains Industry overrides the value, unless all values in the sync-down equal the last values from Salesforce (our reading, field-change).',
    )
    expect(cited(kept)).toEqual(['sync.absent-field'])
  })

  test('reports that the value comes from an earlier record, and that the field is now hidden', () => {
    const kept = { _tag: 'ShownKept', rule: 'sync.absent-field', ...shown, value: 5, override: 'none' } as const
    expect(words(kept)).toBe(
      `Marketo shows 5 in Industry for contact ${contactId}. The value comes from an earlier record of its account ${accountId} ` +
        '(last record: 2026-03-01 08:30:15.250 UTC). ' +
        'As long as Industry is hidden from the sync user, no sync-down overrides the value.',
    )
    expect(cited(kept)).toEqual(['sync.absent-field', 'sync.visible-fields'])
  })

  test('reports that somebody edited the value in Marketo', () => {
    const edited = { ...shown, value: true, synced: null, through, at, override: 'next sync-down' } as const
    expect(words({ _tag: 'ShownEdited', rule: 'edit.until-override', ...edited })).toBe(
      `Marketo shows true in Industry for contact ${contactId}: somebody set it in Marketo through contact ${through} on ` +
        `2026-03-02 09:00:00 UTC, for its account ${accountId}. The last value from Salesforce is blank (last record: 2026-03-01 ` +
        '08:30:15.250 UTC). The next sync-down that contains Industry overrides the edit.',
    )
    const safe = { _tag: 'ShownEdited', rule: 'edit.until-override', ...edited, override: 'none' } as const
    expect(words(safe)).toMatch(/As long as Industry is hidden from the sync user, no sync-down overrides the edit\.$/)
    expect(cited(safe)).toEqual(['edit.until-override', 'sync.visible-fields', 'edit.fan-out'])
    expect(cited({ ...safe, override: 'next sync-down', through: contactId })).toEqual(['edit.until-override'])
  })

  const notShown: NotShown = {
    _tag: 'NotShown',
    rule: 'sync.visible-fields',
    contactId,
    accountId,
    field,
    ...plain,
    why: 'hidden',
    meant: null,
  }

  test.each<readonly [NotShown['why'], string]>([
    ['unknown contact', 'Marketo does not know the contact.'],
    ['deleted contact', 'the contact is deleted in Salesforce.'],
    ['private contact', 'the contact has no account.'],
    ['unknown account', `Marketo does not know its account ${accountId}.`],
    [
      'never carried',
      `no applied record of its account ${accountId} contained the field while the sync user could see it.`,
    ],
    ['not a field', 'this model does not count it as a field of the account.'],
    ['ignored', 'the sync ignores it.'],
    ['hidden', 'it is hidden from the sync user.'],
  ])('reports that Marketo shows no value, and gives the reason: %s', (why, expected) => {
    const answer: NotShown = { ...notShown, why }
    expect(words(answer)).toBe(`Marketo shows no Industry for contact ${contactId}: ${expected}`)
    expect(cited(answer)).toEqual(['sync.visible-fields'])
  })

  test('reports that Marketo shows no value because the record of the contact waits', () => {
    const answer: NotShown = { ...notShown, rule: 'contact.one-account', why: 'waiting contact', waitsFor: otherId }
    expect(words(answer)).toBe(
      `Marketo shows no Industry for contact ${contactId}: its record waits for account ${otherId}, and Marketo does not know ` +
        'the contact until the record is delivered again.',
    )
    expect(cited(answer)).toEqual(['contact.one-account'])
  })

  const synced = {
    _tag: 'ShownSynced',
    rule: 'sync.override-all',
    ...shown,
    value: 5,
    override: 'next change',
  } as const
  const stays = 'The contact stays in the account until a record of the contact moves or deletes it.'
  test.each<
    readonly [
      string,
      Partial<Pick<ShownSynced, 'accountStatus' | 'waitsFor' | 'misspelt'>>,
      string,
      ReadonlyArray<string>,
    ]
  >([
    [
      'a deleted account',
      { accountStatus: { isDeleted: true, masterRecordId: null } },
      `The account is deleted in Salesforce. ${stays}`,
      ['contact.deleted'],
    ],
    [
      'an account that was merged into another account',
      { accountStatus: { isDeleted: true, masterRecordId: otherId } },
      `The account is deleted in Salesforce, because it was merged into account ${otherId}. ${stays}`,
      ['contact.deleted'],
    ],
    [
      'a merged account that is not deleted',
      { accountStatus: { isDeleted: false, masterRecordId: otherId } },
      `The account was merged into account ${otherId} in Salesforce. ${stays}`,
      ['contact.deleted'],
    ],
    [
      'a record that waits',
      { waitsFor: otherId },
      `A newer record of the contact waits for account ${otherId}. The record has to be delivered again.`,
      ['contact.one-account'],
    ],
    [
      'names in the settings that are almost the field name',
      { misspelt: [fieldName('industry'), fieldName('INDUSTRY')] },
      'Names are compared exactly, so these names in the settings match no field: industry (the field is called Industry), INDUSTRY (the field is called Industry).',
      [],
    ],
  ])('ends with a remark about %s', (_what, facts, expected, rules) => {
    expect(words({ ...synced, ...facts })).toBe(`${words(synced)} ${expected}`)
    expect(cited({ ...synced, ...facts })).toEqual(['sync.override-all', ...rules])
    expect(words({ ...notShown, ...facts })).toBe(`${words(notShown)} ${expected}`)
    expect(cited({ ...notShown, ...facts })).toEqual(['sync.visible-fields', ...rules])
  })

  test('reports that the question probably means a field with a different name', () => {
    const meant = { field: fieldName('Name'), why: "Marketo's name" } as const
    expect(words({ ...notShown, field: fieldName('company'), why: 'never carried', meant })).toMatch(
      /\. company is Marketo's name for the field Name: ask for Name instead\.$/,
    )
    const otherCase = { field, why: 'another case' } as const
    expect(words({ ...notShown, field: fieldName('industry'), meant: otherCase })).toMatch(
      /\. The field is called Industry, and names are compared exactly\.$/,
    )
  })
})

// Marketo's page KA-29492 lists the first six keys under ALL. The other six keys are on no page.
test.each([
  ['CreatedById', true],
  ['LastActivityDate', true],
  ['LastModifiedById', true],
  ['LastModifiedDate', true],
  ['MasterRecordId', true],
  ['SystemModstamp', true],
  ['CreatedDate', false],
  ['Id', false],
  ['IsDeleted', false],
  ['LastReferencedDate', false],
  ['LastViewedDate', false],
  ['attributes', false],
] as const)(
  'the sentence about the key %s, which is not a field, states whether the sync ignores this key',
  (key, isIgnored) => {
    expect(isFieldKey(key)).toBe(false)
    const said = isIgnored ? 'the sync ignores it' : 'this model does not count it as a field of the account'
    const answer = { contactId, accountId, field: fieldName(key), why: 'not a field', ...plain, meant: null } as const
    expect(words({ _tag: 'NotShown', rule: 'sync.visible-fields', ...answer })).toBe(
      `Marketo shows no ${key} for contact ${contactId}: ${said}.`,
    )
  },
)

test.each(['Parent', 'BillingAddress', 'Region__r'])(
  'the sentence about a value that Marketo does not show states that %s is a relationship or a compound value',
  (key) => {
    const answer = { contactId, accountId, field: fieldName(key), why: 'not a field', ...plain, meant: null } as const
    expect(words({ _tag: 'NotShown', rule: 'sync.visible-fields', ...answer })).toBe(
      `Marketo shows no ${key} for contact ${contactId}: it is a relationship or a compound value, not a field.`,
    )
  },
)

describe('the sentence of a preview', () => {
  const record = `The record of account ${accountId} of 2026-03-01 08:30:15.250 UTC`
  const nothing: WillSyncDown = {
    _tag: 'WillSyncDown',
    rule: 'sync.override-all',
    accountId,
    systemModstamp,
    isKnown: true,
    ...alive,
    misspelt: [],
    changes: [],
    editsLost: [],
    kept: {},
    leftOut: [],
    liveContacts: 1,
    logging: { rule: 'activity.real-change', because: 'no change', activities: 0 },
  }
  const change = { field, oldValue: null, newValue: 'Food' }

  test('states that the record is ignored because it is late or repeated', () => {
    const ignored = {
      _tag: 'WillIgnore',
      rule: 'sync.only-newer',
      accountId,
      systemModstamp,
      ...alive,
      applied: at,
      leftOut: [],
    } as const
    expect(words({ ...ignored, why: 'late' })).toBe(
      `${record} will change nothing: it is older than the last record (of 2026-03-02 09:00:00 UTC).`,
    )
    const repeated = `${record} will change nothing: it has the same SystemModstamp as the last record and contains no new value.`
    expect(words({ ...ignored, why: 'repeated' })).toBe(repeated)
    const leftOut = [
      { field, why: 'waits for the next stamp' },
      { field, why: 'came with this stamp' },
    ] as const
    expect(words({ ...ignored, why: 'repeated', leftOut })).toBe(
      `${repeated} Left out: Industry (it is a formula field, so its new value waits until the SystemModstamp changes).`,
    )
    expect(cited({ ...ignored, why: 'repeated', leftOut })).toEqual(['sync.only-newer', 'sync.formula-fields'])
  })

  test('states that the record is skipped because it contains nothing new', () => {
    const leftOut = [{ field, why: 'hidden' }] as const
    const skipped = {
      _tag: 'WillSkip',
      rule: 'sync.override-all',
      accountId,
      systemModstamp,
      masterRecordId: null,
      misspelt: [],
    } as const
    expect(words({ ...skipped, isDeleted: false, leftOut: [] })).toBe(
      `${record} will be skipped, because all its values equal the last values from Salesforce (our reading, field-change).`,
    )
    expect(words({ ...skipped, isDeleted: true, leftOut })).toBe(
      `${record} will be skipped, because all its values equal the last values from Salesforce (our reading, field-change). ` +
        'Left out: Industry (it is hidden from the sync user). The account is deleted in Salesforce.',
    )
    expect(cited({ ...skipped, isDeleted: false, leftOut })).toEqual(['sync.override-all', 'sync.visible-fields'])
  })

  test('lists changes, lost edits, kept fields and ignored fields', () => {
    const answer: WillSyncDown = {
      ...nothing,
      isDeleted: true,
      changes: [change, { field: fieldName('Site'), oldValue: 'a', newValue: null }],
      editsLost: [{ field, value: 'Media', through, at }],
      kept: fieldsOf({ Name: 'Acme', Phone: '1' }),
      leftOut: [
        { field: fieldName('Fax'), why: 'ignored' },
        { field: fieldName('Id'), why: 'not a field' },
      ],
      liveContacts: 2,
      logging: { rule: 'activity.per-contact', because: 'changes', activities: 4 },
    }
    expect(words(answer)).toBe(
      `${record} will be applied. ` +
        'For 2 live contacts, it changes Industry from blank to "Food", Site from "a" to blank. ' +
        `It ends 1 local edit: Industry "Media" (through contact ${through}). ` +
        'Not in the record, so kept: Name, Phone. ' +
        'Left out: Fax (the sync ignores it), Id (this model does not count it as a field of the account). ' +
        'The account is deleted in Salesforce. ' +
        'It logs 4 Change Data Value activities: 2 changes for 2 contacts.',
    )
    expect(cited(answer)).toEqual([
      'sync.override-all',
      'sync.absent-field',
      'sync.visible-fields',
      'contact.deleted',
      'activity.per-contact',
    ])
  })

  test('states that the account was merged, and that a name in the settings matches no field', () => {
    const misspelt = [{ named: fieldName('fax'), field: fieldName('Fax') }]
    const merged = { ...nothing, isDeleted: true, masterRecordId: otherId, misspelt }
    const facts =
      'Names are compared exactly, so these names in the settings match no field: fax (the field is called Fax). ' +
      `The account is deleted in Salesforce, because it was merged into account ${otherId}.`
    expect(words(merged)).toBe(`${record} will be applied. ${facts} It logs nothing, because no value changes.`)
    expect(cited(merged)).toEqual(['sync.override-all', 'contact.deleted', 'activity.real-change'])
    const about = { rule: 'sync.override-all', accountId, systemModstamp, leftOut: [] } as const
    const skipped = { _tag: 'WillSkip', ...about, isDeleted: true, masterRecordId: otherId, misspelt } as const
    expect(words(skipped)).toMatch(facts)
    expect(cited(skipped)).toEqual(['sync.override-all', 'contact.deleted'])
    const late = { ...about, rule: 'sync.only-newer', isDeleted: true, masterRecordId: null, applied: at } as const
    const ignored = { _tag: 'WillIgnore', ...late, why: 'late' } as const
    expect(words(ignored)).toMatch(/\(of 2026-03-02 09:00:00 UTC\)\. The account is deleted in Salesforce\.$/)
    expect(cited(ignored)).toEqual(['sync.only-newer', 'contact.deleted'])
  })

  test('lists the values that the sync-down leaves out, states why each value is left out, and cites the rules', () => {
    const leftOut = [
      { field, why: 'came with this stamp' },
      { field: fieldName('Score__c'), why: 'waits for the next stamp' },
    ] as const
    expect(words({ ...nothing, leftOut })).toContain(
      'Left out: Industry (an earlier record with the same SystemModstamp contained this value), ' +
        'Score__c (it is a formula field, so its new value waits until the SystemModstamp changes). ',
    )
    expect(cited({ ...nothing, leftOut })).toEqual([
      'sync.override-all',
      'sync.only-newer',
      'sync.formula-fields',
      'activity.real-change',
    ])
  })

  test('lists a field as kept if the field synced earlier and is hidden now', () => {
    const credit = fieldName('CreditLimit__c')
    const answer: WillSyncDown = {
      ...nothing,
      kept: fieldsOf({ Name: 'Acme', [credit]: 5 }),
      leftOut: [
        { field: fieldName('Fax'), why: 'ignored' },
        { field: credit, why: 'hidden' },
      ],
    }
    expect(words(answer)).toBe(
      `${record} will be applied. ` +
        'Not in the record, so kept: Name. ' +
        'Left out, so kept: CreditLimit__c (it is hidden from the sync user). ' +
        'Left out: Fax (the sync ignores it). ' +
        'It logs nothing, because no value changes.',
    )
  })

  test('lists a single change, or states that nothing changes', () => {
    const one: WillSyncDown = {
      ...nothing,
      isKnown: false,
      changes: [change],
      logging: { rule: 'activity.per-contact', because: 'changes', activities: 1 },
    }
    expect(words(one)).toBe(
      `${record} will be applied; the account is new to Marketo. ` +
        'For 1 live contact, it changes Industry from blank to "Food". ' +
        'It logs 1 Change Data Value activity: 1 change for 1 contact.',
    )
    expect(words(nothing)).toBe(`${record} will be applied. It logs nothing, because no value changes.`)
    expect(cited(nothing)).toEqual(['sync.override-all', 'activity.real-change'])
    expect(
      words({ ...nothing, logging: { rule: 'activity.per-contact', because: 'no live contact', activities: 0 } }),
    ).toBe(`${record} will be applied. It logs nothing, because the account has no live contact.`)
    expect(
      words({
        ...nothing,
        liveContacts: 5_001,
        logging: { rule: 'activity.cap', because: 'over the cap', activities: 0 },
      }),
    ).toBe(
      `${record} will be applied. It logs nothing, because the account has 5001 live contacts, which is over the cap.`,
    )
  })

  test('lists at most five fields by name', () => {
    const kept = (names: string) => Object.fromEntries(names.split(', ').map((name) => [name, 1]))
    expect(words({ ...nothing, kept: kept('A, B, C, D, E') })).toContain('Not in the record, so kept: A, B, C, D, E. ')
    expect(words({ ...nothing, kept: kept('A, B, C, D, E, F') })).toContain(
      'Not in the record, so kept: A, B, C, D, E and 1 more. ',
    )
  })
})

describe('the sentence of a conversion preview', () => {
  const conversion = {
    _tag: 'ConvertSfdcLead',
    personId,
    creates: {
      account: { ownerId },
      contact: { ownerId },
      opportunity: { ownerId },
    },
  }
  const lead = { _tag: 'CreateLead', personId, lastName: 'Doe', company: 'Acme' }
  const sameName = [
    { accountId, name: 'Acme' },
    { accountId: otherId, name: 'acme' },
  ]
  const willConvert = (asks: ReadonlyArray<object>, more: object = {}): Answer =>
    ({
      _tag: 'WillConvert',
      rule: 'convert.creates-three',
      personId,
      asks,
      defaultsUsed: [],
      sameName: [],
      ...more,
    }) as unknown as Answer

  test('lists the request to Salesforce that converts the lead', () => {
    const answer = willConvert([conversion])
    expect(words(answer)).toBe(
      'Converting person 7 will ask Salesforce for its conversion into a new contact, a new account and a new ' +
        `opportunity, all owned by ${ownerId}.`,
    )
    expect(cited(answer)).toEqual(['convert.creates-three'])
  })

  test('names the new lead, the defaults in its fields, and accounts that already have the company name', () => {
    const answer = willConvert([lead, conversion], { defaultsUsed: ['lastName', 'company'], sameName })
    expect(words(answer)).toBe(
      'Converting person 7 will ask Salesforce for a new lead, "Doe" of "Acme", then for its conversion into a new ' +
        `contact, a new account and a new opportunity, all owned by ${ownerId}. ` +
        "The instance's defaults fill in Last Name, Company. " +
        'Marketo already has accounts with the name of the company, and Convert Person joins none of them: ' +
        `${accountId} ("Acme"), ${otherId} ("acme").`,
    )
    expect(cited(answer)).toEqual(['convert.creates-three', 'convert.never-joins', 'convert.syncs-first'])
  })

  test('gives the reason why the conversion is refused', () => {
    const refusal = { _tag: 'OwnerNotAUser', rule: 'convert.user-owner', personId, assignTo: queueId } as const
    const answer: Answer = {
      _tag: 'WillRefuse',
      rule: 'convert.user-owner',
      personId,
      refusal,
      sameName: sameName.slice(0, 1),
    }
    expect(words(answer)).toBe(
      `Converting person 7 will be refused: the owner ${queueId} is not a user. ` +
        `Marketo already has accounts with the name of the company, and Convert Person joins none of them: ${accountId} ("Acme").`,
    )
    expect(cited(answer)).toEqual(['convert.user-owner', 'convert.never-joins'])
    expect(cited({ ...answer, sameName: [] })).toEqual(['convert.user-owner'])
  })
})

describe('the sentence about a missing activity', () => {
  const answer = (reason: NotLogged['reason'], more: Partial<NotLogged> = {}): NotLogged => ({
    _tag: 'NotLogged',
    rule: 'activity.per-contact',
    contactId,
    field,
    accountId,
    accountStatus: alive,
    meant: null,
    at,
    reason,
    ...more,
  })
  const begin = `No Change Data Value of Industry was logged for contact ${contactId}`

  test.each<readonly [NotLogged['reason'], string]>([
    [{ _tag: 'NothingHappened' }, `no record of its account ${accountId} arrived, and nobody edited its Industry`],
    [{ _tag: 'NotLive', why: 'unknown' }, 'Marketo did not know the contact'],
    [{ _tag: 'NotLive', why: 'deleted' }, 'the contact was deleted in Salesforce'],
    [{ _tag: 'NotLive', why: 'private' }, 'the contact had no account'],
    [
      { _tag: 'Elsewhere', liveIn: otherId },
      `the record was for account ${accountId}, but the contact was in account ${otherId}`,
    ],
    [
      { _tag: 'Deferred', waitsFor: otherId },
      `the record of the contact arrived before its account ${otherId}, so the record has to be delivered again`,
    ],
    [
      { _tag: 'Moved', from: accountId, to: null },
      `the contact moved from account ${accountId} to no account, which logs nothing`,
    ],
    [
      { _tag: 'Refused', refusal: { _tag: 'UnknownContact', rule: 'edit.live-contact', contactId } },
      `the edit was refused because Marketo does not know contact ${contactId}`,
    ],
    [
      { _tag: 'AnsweredBefore' },
      'Salesforce had already given this answer to the conversion, and a repeated answer changes nothing',
    ],
    [
      { _tag: 'Late', systemModstamp, applied: at },
      'the record (of 2026-03-01 08:30:15.250 UTC) was older than the last record (of 2026-03-02 09:00:00 UTC)',
    ],
    [
      { _tag: 'Repeated', systemModstamp: at },
      'the record (of 2026-03-02 09:00:00 UTC) had the same SystemModstamp as the last record and contained no new value',
    ],
    [{ _tag: 'NotSynced', why: 'ignored' }, 'the sync ignores Industry'],
    [{ _tag: 'Absent' }, 'the record did not contain Industry'],
    [
      { _tag: 'CameBefore', systemModstamp: at },
      'an earlier record with the same SystemModstamp (2026-03-02 09:00:00 UTC) contained this value of Industry',
    ],
    [
      { _tag: 'FormulaWaits', systemModstamp: at },
      'Industry is a formula field, and its new value waits until the SystemModstamp (2026-03-02 09:00:00 UTC) changes',
    ],
    [
      { _tag: 'Skipped' },
      'all values in the record equalled the last values from Salesforce, so the record was skipped (our reading, field-change)',
    ],
    [{ _tag: 'NoChange', value: 'Food' }, 'Marketo already showed "Food"'],
    [{ _tag: 'NoChange', value: null }, 'the new value was blank, and Marketo showed no other value'],
    [
      { _tag: 'OtherContact', through },
      `Marketo logs an edit only for the contact through which somebody made it, which was ${through}`,
    ],
    [{ _tag: 'EditsNotLogged' }, 'local edits are not logged (our reading, localEditLog none)'],
    [{ _tag: 'OverTheCap', liveContacts: 1 }, 'the account had 1 live contact, which is over the cap'],
    [{ _tag: 'OverTheCap', liveContacts: 5_001 }, 'the account had 5001 live contacts, which is over the cap'],
  ])('explains the reason %j', (reason, expected) => {
    expect(words(answer(reason))).toBe(`${begin} on 2026-03-02 09:00:00 UTC: ${expected}.`)
  })

  test('explains that the contact joined or left an account, moved, or was deleted', () => {
    const moved = (from: AccountId | null, to: AccountId | null, rule: NotLogged['rule']) =>
      words(answer({ _tag: 'Moved', from, to }, { rule }))
    const when = `${begin} on 2026-03-02 09:00:00 UTC:`
    expect(moved(null, accountId, 'contact.moves')).toBe(
      `${when} the contact joined account ${accountId}, which logs nothing.`,
    )
    expect(moved(otherId, accountId, 'contact.moves')).toBe(
      `${when} the contact moved from account ${otherId} to account ${accountId}, which logs nothing.`,
    )
    expect(moved(accountId, null, 'contact.private')).toBe(
      `${when} the contact moved from account ${accountId} to no account, which logs nothing.`,
    )
    expect(moved(accountId, null, 'contact.deleted')).toBe(
      `${when} the contact was deleted in Salesforce (it had been in account ${accountId}), which logs nothing.`,
    )
  })

  test('states that the account is deleted or merged, or that the question probably means a different field', () => {
    const deleted = answer({ _tag: 'Absent' }, { accountStatus: { isDeleted: true, masterRecordId: otherId } })
    expect(words(deleted)).toBe(
      `${begin} on 2026-03-02 09:00:00 UTC: the record did not contain Industry. ` +
        `The account is deleted in Salesforce, because it was merged into account ${otherId}.`,
    )
    expect(cited(deleted)).toEqual(['activity.per-contact', 'contact.deleted'])
    const meant = { field: fieldName('Name'), why: "Marketo's name" } as const
    expect(words(answer({ _tag: 'Absent' }, { field: fieldName('company'), meant }))).toMatch(
      /: the record did not contain company\. company is Marketo's name for the field Name: ask for Name instead\.$/,
    )
  })

  test('states that the contact had no account, and that nothing happened to the contact in the period', () => {
    const none = { at: null, accountId: null, accountStatus: null }
    expect(words(answer({ _tag: 'NothingHappened' }, none))).toBe(
      `${begin} in that period: the contact had no account, and nobody edited its Industry.`,
    )
  })

  test('describes the activity if the activity is not missing', () => {
    const change = { field, oldValue: 'Food', newValue: 'Media' }
    const activity = { _tag: 'ChangeDataValue', at, contactId, accountId, ...change, cause: 'local edit' } as const
    expect(words({ _tag: 'Logged', rule: 'activity.local-edit', activity })).toBe(
      `A Change Data Value was logged for contact ${contactId} on 2026-03-02 09:00:00 UTC: Industry from "Food" to ` +
        '"Media", by a local edit.',
    )
  })

  const whatWasRefused = ({ _tag }: Refusal): string => {
    if (['UnknownContact', 'ContactNotLive', 'AccountDeleted', 'UnknownField'].includes(_tag)) return 'the edit'
    return ['UnknownPerson', 'NoConversionUnderWay', 'RecordAlreadyClaimed', 'NoSyncNeeded'].includes(_tag)
      ? "Salesforce's answer to a conversion"
      : 'the request'
  }

  test.each<readonly [Refusal, string]>([
    [{ _tag: 'UnknownContact', rule: 'edit.live-contact', contactId }, `Marketo does not know contact ${contactId}`],
    [
      { _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'private' },
      `contact ${contactId} has no account`,
    ],
    [
      { _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'deleted' },
      `contact ${contactId} is deleted in Salesforce`,
    ],
    [
      { _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: 'elsewhere' },
      `contact ${contactId} is live in another account`,
    ],
    [
      { _tag: 'AccountDeleted', rule: 'edit.live-contact', contactId, accountId },
      `account ${accountId} is deleted in Salesforce`,
    ],
    [
      { _tag: 'UnknownField', rule: 'edit.known-field', accountId, field },
      `account ${accountId} does not have the field Industry`,
    ],
    [{ _tag: 'UnknownPerson', rule: 'convert.known-person', personId }, 'Marketo does not know person 7'],
    [
      { _tag: 'AlreadyAContact', rule: 'convert.not-a-contact', personId, contactId },
      `person 7 is already contact ${contactId}`,
    ],
    [
      { _tag: 'ConversionUnderWay', rule: 'convert.not-a-contact', personId, since: at },
      'a conversion of person 7 has been under way since 2026-03-02 09:00:00 UTC',
    ],
    [
      { _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', personId, accepts: 'yes' },
      'the caller has not passed the exact text "new account and opportunity"',
    ],
    [
      { _tag: 'OwnerNotAUser', rule: 'convert.user-owner', personId, assignTo: queueId },
      `the owner ${queueId} is not a user`,
    ],
    [
      { _tag: 'LeadFieldsMissing', rule: 'convert.syncs-first', personId, missing: ['lastName', 'company'] },
      'a new lead needs Last Name and Company, but the person has no value and the instance has no default',
    ],
    [
      { _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId },
      'no conversion of person 7 is under way',
    ],
    [
      {
        _tag: 'RecordAlreadyClaimed',
        rule: 'convert.never-joins',
        personId,
        id: opportunityId,
        why: 'outcome of another conversion',
        of: nthPersonId(8),
      },
      `${opportunityId} is not new: it was created by an earlier conversion of person 8`,
    ],
    [
      {
        _tag: 'RecordAlreadyClaimed',
        rule: 'convert.never-joins',
        personId,
        id: contactId,
        why: 'contact of another person',
        of: nthPersonId(8),
      },
      `${contactId} is not new: it is the contact of person 8`,
    ],
    [
      { _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId },
      'Salesforce reports a failed sync, but the conversion of person 7 needed no sync',
    ],
  ])('states that an input was refused with %j', (refusal, expected) => {
    expect(words(answer({ _tag: 'Refused', refusal }))).toBe(
      `${begin} on 2026-03-02 09:00:00 UTC: ${whatWasRefused(refusal)} was refused because ${expected}.`,
    )
  })
})

describe('the sentence about an edit at risk', () => {
  const edit: EditAtRisk = {
    _tag: 'EditAtRisk',
    rule: 'sync.override-all',
    accountId,
    ...alive,
    field,
    value: 'Media',
    synced: 'Food',
    through,
    at,
    liveContacts: 1,
    override: 'next sync-down',
  }
  const rest =
    `"Media" in Industry. Somebody set it in Marketo through contact ${through} on 2026-03-02 09:00:00 UTC. The last value from Salesforce is ` +
    '"Food". The next sync-down that contains Industry'

  test('contains the number of live contacts that show the edit', () => {
    expect(words(edit)).toBe(`1 live contact of account ${accountId} shows ${rest} overrides the edit.`)
    expect(words({ ...edit, liveContacts: 2, override: 'next change' })).toBe(
      `2 live contacts of account ${accountId} show ${rest} overrides the edit, unless all values in the sync-down equal the last values from Salesforce (our reading, field-change).`,
    )
    expect(words({ ...edit, liveContacts: 0 })).toBe(
      `Account ${accountId}, which has no live contact, has ${rest} overrides the edit.`,
    )
    expect(cited(edit)).toEqual(['sync.override-all'])
  })

  test('names the edit if the account of the edit is deleted', () => {
    const deleted = { ...edit, isDeleted: true }
    expect(words(deleted)).toBe(`${words(edit)} The account is deleted in Salesforce.`)
    expect(cited(deleted)).toEqual(['sync.override-all', 'contact.deleted'])
  })
})
