// Tests the path and the expected value in the errors of each codec.
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { decodeErrors } from 'marketo-account-sync'
import {
  AccountFromJson,
  AccountRecordFromRest,
  ActivityFromJson,
  ContactFromJson,
  ContactRecordFromRest,
  ConversionFromJson,
  EventFromJson,
  FieldsFromJson,
  InputFromJson,
  MarketoFromJson,
  PersonFromJson,
  RefusalFromJson,
  SettingsFromJson,
  SettledPersonFromJson,
} from 'marketo-account-sync/codecs'
import { describe, expect, test } from 'vitest'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a codec is invariant in its type
type AnyCodec = t.Type<any, unknown, unknown>

const codecs = {
  AccountFromJson,
  AccountRecordFromRest,
  ActivityFromJson,
  ContactFromJson,
  ContactRecordFromRest,
  ConversionFromJson,
  EventFromJson,
  FieldsFromJson,
  InputFromJson,
  MarketoFromJson,
  PersonFromJson,
  RefusalFromJson,
  SettingsFromJson,
  SettledPersonFromJson,
}

type Errors = ReadonlyArray<readonly [path: string, expected: string]>

const errorsOf = (codec: AnyCodec, value: unknown): Errors => {
  const decoded = codec.decode(value)
  return E.isLeft(decoded) ? decodeErrors(decoded.left).map(({ path, expected }) => [path, expected]) : []
}

const at = '2026-01-01T00:00:00Z'
const later = '2026-01-02T00:00:00Z'
const accountId = '0014W000027f6UwQAI'
const contactId = '0034W00002abcdeQAA'
const record = { Id: contactId, SystemModstamp: at, AccountId: accountId }

const anAccountId = 'the id of an Account, 15 or 18 letters and digits beginning with 001'
const aContactId = 'the id of a Contact, 15 or 18 letters and digits beginning with 003'
const anOpportunityId = 'the id of an Opportunity, 15 or 18 letters and digits beginning with 006'
const aUserId = 'the id of a User, 15 or 18 letters and digits beginning with 005'
const aRecordId = 'the id of a record, 15 or 18 letters and digits'
const aPersonId = "Marketo's number for a person, a whole number from 1"
const anInstant = 'a date and time that exists, in ISO 8601 with its offset'
const aField = 'the API name of a Salesforce field: a letter, then letters, digits and _'
const aValue = 'a string, a finite number, true, false or null'
const aString = 'a string'
const aFlag = 'true or false'
const orNull = (expected: string): string => `${expected}, or null`
const fields = 'an object whose keys are field names'

describe('decoding a value that is not an object', () => {
  const expected: Readonly<Record<string, string>> = {
    AccountFromJson: 'an object: an account',
    AccountRecordFromRest: 'an Account record of the Salesforce REST API',
    ActivityFromJson: 'an object: an activity',
    ContactFromJson: 'an object: a contact',
    ContactRecordFromRest: 'a Contact record of the Salesforce REST API',
    ConversionFromJson: 'an object: a conversion',
    EventFromJson: 'an object: an event',
    FieldsFromJson: fields,
    InputFromJson: 'an object: an input',
    MarketoFromJson: 'an object: a Marketo state',
    PersonFromJson: 'an object: a person',
    RefusalFromJson: 'an object: a refusal',
    SettingsFromJson: 'an object: settings',
    SettledPersonFromJson: 'an object: a person as Marketo describes it',
  }

  test.each(Object.entries(codecs))('gives one error with the codec %s', (name, codec) => {
    for (const value of [null, [], 'x', 1, new Date(0), new Map()]) {
      expect(errorsOf(codec, value)).toEqual([['', expected[name]]])
      expect(codec.is(value)).toBe(false)
    }
  })
})

describe('decoding an empty object', () => {
  test.each<readonly [keyof typeof codecs, Readonly<Record<string, string>>]>([
    [
      'AccountFromJson',
      {
        id: anAccountId,
        systemModstamp: anInstant,
        isDeleted: aFlag,
        synced: fields,
        localEdits: 'an array of local edits',
        broughtAtStamp: 'an object: the values of one SystemModstamp',
      },
    ],
    ['AccountRecordFromRest', { Id: anAccountId, SystemModstamp: anInstant }],
    ['ActivityFromJson', { _tag: '"ChangeDataValue" or "ConvertLead"' }],
    ['ContactFromJson', { _tag: '"LiveContact" or "DeletedContact" or "PrivateContact"' }],
    ['ContactRecordFromRest', { Id: aContactId, SystemModstamp: anInstant, AccountId: orNull(anAccountId) }],
    [
      'ConversionFromJson',
      { personId: aPersonId, accountId: anAccountId, contactId: aContactId, opportunityId: anOpportunityId },
    ],
    [
      'MarketoFromJson',
      {
        schemaVersion: '1 or 2',
        accounts: 'an array of accounts',
        contacts: 'an array of contacts',
        persons: 'an array of persons',
        conversions: 'an array of conversions',
      },
    ],
    [
      'PersonFromJson',
      {
        id: aPersonId,
        lastName: orNull(aString),
        company: orNull(aString),
        sfdc: 'an object: the SFDC status of a person',
      },
    ],
    [
      'SettledPersonFromJson',
      {
        id: aPersonId,
        sfdcType: orNull('"Lead" or "Contact"'),
        sfdcContactId: orNull(aContactId),
        sfdcIsDeleted: aFlag,
        lastName: orNull(aString),
        company: orNull(aString),
      },
    ],
  ])('with the codec %s, gives an error for each missing key', (name, lacking) => {
    expect(errorsOf(codecs[name], {})).toEqual(Object.entries(lacking))
  })
})

describe('decoding an object with a _tag and no other key', () => {
  const account = { accountId: anAccountId, systemModstamp: anInstant, isDeleted: aFlag, fields }
  const terms = 'an object: the terms of a conversion'
  const person = 'an object: a person as Marketo describes it'
  const accountRecord = 'an Account record of the Salesforce REST API'
  const contactRecord = 'a Contact record of the Salesforce REST API'
  const step = '"sync" or "convert"'
  const change = { field: aField, oldValue: aValue, newValue: aValue }
  const contact = { id: aContactId, appliedAtStamp: 'an array of contact records' }

  test.each<readonly [keyof typeof codecs, string, Readonly<Record<string, string>>]>([
    [
      'ActivityFromJson',
      'ChangeDataValue',
      { at: anInstant, contactId: aContactId, accountId: anAccountId, ...change, cause: '"sync-down" or "local edit"' },
    ],
    [
      'ActivityFromJson',
      'ConvertLead',
      {
        at: anInstant,
        personId: aPersonId,
        assignTo: aUserId,
        convertedStatus: aString,
        notifyOwner: aFlag,
        outcome: '"succeeded" or "failed"',
        failedAt: orNull(step),
        reason: orNull(aString),
      },
    ],
    ['ContactFromJson', 'LiveContact', { ...contact, accountId: anAccountId }],
    ['ContactFromJson', 'DeletedContact', contact],
    ['ContactFromJson', 'PrivateContact', contact],
    [
      'EventFromJson',
      'AccountSyncedDown',
      {
        at: anInstant,
        ...account,
        changes: 'an array of changes',
        liveContacts: 'a whole number from 0',
        logged: aFlag,
      },
    ],
    ['EventFromJson', 'AccountSkipped', { at: anInstant, ...account }],
    [
      'EventFromJson',
      'AccountFieldEdited',
      {
        at: anInstant,
        accountId: anAccountId,
        contactId: aContactId,
        ...change,
        logged: '"edited-contact" or "every-contact" or "none"',
      },
    ],
    ['EventFromJson', 'ContactSynced', { at: anInstant, record: contactRecord }],
    ['EventFromJson', 'PersonPut', { at: anInstant, person }],
    [
      'EventFromJson',
      'ConversionRequested',
      {
        at: anInstant,
        personId: aPersonId,
        from: 'an object: the SFDC status before the conversion',
        terms,
        newLead: orNull('an object: a new lead'),
      },
    ],
    [
      'EventFromJson',
      'ConversionConfirmed',
      {
        at: anInstant,
        personId: aPersonId,
        accountId: anAccountId,
        contactId: aContactId,
        opportunityId: anOpportunityId,
        terms,
      },
    ],
    [
      'EventFromJson',
      'ConversionFailed',
      { at: anInstant, personId: aPersonId, failedAt: step, reason: aString, terms },
    ],
    ['InputFromJson', 'SyncAccount', { at: anInstant, record: accountRecord }],
    ['InputFromJson', 'SyncContact', { at: anInstant, record: contactRecord }],
    [
      'InputFromJson',
      'ConfirmConversion',
      {
        at: anInstant,
        personId: aPersonId,
        account: accountRecord,
        contactId: aContactId,
        opportunityId: anOpportunityId,
      },
    ],
    ['InputFromJson', 'FailConversion', { at: anInstant, personId: aPersonId, failedAt: step, reason: aString }],
    ['InputFromJson', 'EditAccountField', { at: anInstant, contactId: aContactId, field: aField, value: aValue }],
    ['InputFromJson', 'PutPerson', { at: anInstant, person }],
    [
      'InputFromJson',
      'ConvertPerson',
      {
        at: anInstant,
        personId: aPersonId,
        assignTo: aRecordId,
        convertedStatus: aString,
        notifyOwner: aFlag,
        accepts: aString,
      },
    ],
    ['RefusalFromJson', 'UnknownContact', { rule: '"edit.live-contact"', contactId: aContactId }],
    [
      'RefusalFromJson',
      'ContactNotLive',
      { rule: '"edit.live-contact"', contactId: aContactId, why: '"deleted" or "private" or "elsewhere"' },
    ],
    [
      'RefusalFromJson',
      'AccountDeleted',
      { rule: '"edit.live-contact"', contactId: aContactId, accountId: anAccountId },
    ],
    ['RefusalFromJson', 'UnknownField', { rule: '"edit.known-field"', accountId: anAccountId, field: aField }],
    ['RefusalFromJson', 'UnknownPerson', { rule: '"convert.known-person"', personId: aPersonId }],
    [
      'RefusalFromJson',
      'AlreadyAContact',
      { rule: '"convert.not-a-contact"', personId: aPersonId, contactId: aContactId },
    ],
    [
      'RefusalFromJson',
      'ConversionUnderWay',
      { rule: '"convert.not-a-contact"', personId: aPersonId, since: anInstant },
    ],
    ['RefusalFromJson', 'NewAccountNotAccepted', { rule: '"convert.guarded"', personId: aPersonId, accepts: aString }],
    ['RefusalFromJson', 'OwnerNotAUser', { rule: '"convert.user-owner"', personId: aPersonId, assignTo: aRecordId }],
    [
      'RefusalFromJson',
      'LeadFieldsMissing',
      { rule: '"convert.syncs-first"', personId: aPersonId, missing: 'an array of "lastName" or "company"' },
    ],
    ['RefusalFromJson', 'NoConversionUnderWay', { rule: '"convert.answered-once"', personId: aPersonId }],
    [
      'RefusalFromJson',
      'RecordAlreadyClaimed',
      {
        rule: '"convert.never-joins"',
        personId: aPersonId,
        id: 'the id of an Account, Contact or Opportunity',
        why: '"contact of another person" or "outcome of another conversion"',
        of: aPersonId,
      },
    ],
    ['RefusalFromJson', 'NoSyncNeeded', { rule: '"convert.syncs-first"', personId: aPersonId }],
    [
      'RefusalFromJson',
      'AccountNotYetKnown',
      { rule: '"contact.one-account"', contactId: aContactId, accountId: anAccountId },
    ],
  ])('with the codec %s, gives an error for each missing key (_tag %s)', (name, _tag, lacking) => {
    expect(errorsOf(codecs[name], { _tag })).toEqual(Object.entries(lacking))
  })
})

describe('decoding an empty object as an event, input or refusal', () => {
  test('gives an error that lists all tags of the codec', () => {
    const tagsOf = (codec: AnyCodec): string => errorsOf(codec, {}).join()
    expect(tagsOf(EventFromJson)).toBe(
      '_tag,"AccountSyncedDown" or "AccountSkipped" or "AccountFieldEdited" or "ContactSynced" or "PersonPut" or ' +
        '"ConversionRequested" or "ConversionConfirmed" or "ConversionFailed"',
    )
    expect(tagsOf(InputFromJson)).toBe(
      '_tag,"SyncAccount" or "SyncContact" or "ConfirmConversion" or "FailConversion" or "EditAccountField" or ' +
        '"PutPerson" or "ConvertPerson"',
    )
    expect(tagsOf(RefusalFromJson)).toBe(
      '_tag,"UnknownContact" or "ContactNotLive" or "AccountDeleted" or "UnknownField" or "UnknownPerson" or ' +
        '"AlreadyAContact" or "ConversionUnderWay" or "NewAccountNotAccepted" or "OwnerNotAUser" or "LeadFieldsMissing" or ' +
        '"NoConversionUnderWay" or "RecordAlreadyClaimed" or "NoSyncNeeded" or "AccountNotYetKnown"',
    )
  })
})

describe('decoding a value', () => {
  const account = {
    id: accountId,
    systemModstamp: at,
    isDeleted: false,
    synced: { Industry: 'Energy', Name: 'Acme' },
    localEdits: [],
    broughtAtStamp: { isDeleted: false, fields: { Industry: 'Energy' } },
  }
  const brought = (further: ReadonlyArray<unknown>, more: object = {}) => ({
    ...account,
    broughtAtStamp: { ...account.broughtAtStamp, further, ...more },
  })
  /** Converts an account to the form in which versions 0.1 and 0.2 stored it. */
  const { broughtAtStamp, ...rest } = account
  const old = (...appliedAtStamp: ReadonlyArray<unknown>) => ({ ...rest, appliedAtStamp })
  const edit = (field: string, value: unknown) => ({ field, value, through: contactId, at })
  const contact = { _tag: 'LiveContact', id: contactId, accountId, appliedAtStamp: [record] }
  const person = { id: 1, lastName: null, company: null }
  const converting = { _tag: 'Converting', from: {}, since: at, terms: {} }
  const marketo = { schemaVersion: 2, accounts: [account], contacts: [], persons: [], conversions: [] }
  const conversion = { personId: 1, accountId, contactId, opportunityId: '0064W00001abcdeQAA' }
  const tags = [
    'ConvertLead',
    'AccountSyncedDown',
    'ConversionRequested',
    'PutPerson',
    'ConvertPerson',
    'RecordAlreadyClaimed',
  ]
  const stranger = { ...person, sfdc: { _tag: 'NotInSalesforce' } }

  test.each<readonly [string, keyof typeof codecs, unknown, Errors]>([
    ['a whole account', 'AccountFromJson', account, []],
    [
      'a local edit',
      'AccountFromJson',
      { ...account, localEdits: [null] },
      [['localEdits.0', 'an object: a local edit']],
    ],
    [
      'each key of a local edit',
      'AccountFromJson',
      { ...account, localEdits: [{}] },
      [
        ['localEdits.0.field', aField],
        ['localEdits.0.value', aValue],
        ['localEdits.0.through', aContactId],
        ['localEdits.0.at', anInstant],
      ],
    ],
    [
      'each key of the values of one SystemModstamp',
      'AccountFromJson',
      { ...account, broughtAtStamp: {} },
      [
        ['broughtAtStamp.isDeleted', aFlag],
        ['broughtAtStamp.fields', fields],
      ],
    ],
    [
      'each key of a second value of a field, and an invalid field name',
      'AccountFromJson',
      brought([{}, { name: 'a b', value: 1 }]),
      [
        ['broughtAtStamp.further.0.name', aField],
        ['broughtAtStamp.further.0.value', aValue],
        ['broughtAtStamp.further.1.name', aField],
      ],
    ],
    [
      'valid second values of a field and of IsDeleted',
      'AccountFromJson',
      brought([
        { name: 'Industry', value: 1 },
        { name: 'IsDeleted', value: true },
      ]),
      [],
    ],
    [
      'a second value that has no first value, equals the first value, or has a wrong type',
      'AccountFromJson',
      brought([
        { name: 'Name', value: 'a' },
        { name: 'Industry', value: 'Energy' },
        { name: 'IsDeleted', value: 'true' },
        { name: 'MasterRecordId', value: 'a' },
      ]),
      [1, 2, 3, 4].map(
        () => ['broughtAtStamp.further', 'values that differ from the first value with the same name'] as const,
      ),
    ],
    ['a valid second MasterRecordId', 'AccountFromJson', brought([{ name: 'MasterRecordId', value: accountId }]), []],
    [
      'a MasterRecordId that no record with the last SystemModstamp contained',
      'AccountFromJson',
      { ...account, masterRecordId: accountId },
      [['masterRecordId', 'an id from a record with the last SystemModstamp, or null']],
    ],
    [
      'a valid MasterRecordId from the first record with the last SystemModstamp',
      'AccountFromJson',
      { ...brought([], { masterRecordId: accountId }), masterRecordId: accountId },
      [],
    ],
    [
      'a valid MasterRecordId from a second record with the last SystemModstamp',
      'AccountFromJson',
      { ...brought([{ name: 'MasterRecordId', value: accountId }]), masterRecordId: accountId },
      [],
    ],
    [
      'an edit of a field that the account does not have',
      'AccountFromJson',
      { ...account, localEdits: [edit('Phone', '1')] },
      [['localEdits.0.field', 'a field that the account has']],
    ],
    [
      'an edit that changes nothing',
      'AccountFromJson',
      { ...account, localEdits: [edit('Industry', 'Energy')] },
      [['localEdits.0.value', 'a value that differs from the synced value']],
    ],
    [
      'two edits of one field',
      'AccountFromJson',
      { ...account, localEdits: [edit('Industry', 'a'), edit('Industry', 'b')] },
      [['localEdits.1.field', 'at most one edit of each field, sorted by field name']],
    ],
    [
      'edits that are not sorted by field name',
      'AccountFromJson',
      { ...account, localEdits: [edit('Name', 'a'), edit('Industry', 'b')] },
      [['localEdits.1.field', 'at most one edit of each field, sorted by field name']],
    ],
    [
      'valid edits, which are sorted by field name',
      'AccountFromJson',
      { ...account, localEdits: [edit('Industry', 'b'), edit('Name', 'a')] },
      [],
    ],
    [
      'each key of an applied record of version 1',
      'AccountFromJson',
      old({}, null),
      [
        ['appliedAtStamp.0.isDeleted', aFlag],
        ['appliedAtStamp.0.fields', fields],
        ['appliedAtStamp.1', 'an object: an applied record'],
      ],
    ],
    [
      'a missing applied record of version 1',
      'AccountFromJson',
      old(),
      [['appliedAtStamp', 'at least one applied record']],
    ],
    ['a whole account of version 1', 'AccountFromJson', old({ isDeleted: false, fields: { Industry: 'Energy' } }), []],
    [
      'a whole account of version 1, with its relationships',
      'AccountFromJson',
      {
        ...old({ isDeleted: false, fields: { Industry: 'Energy', Parent: null } }),
        synced: { ...account.synced, Parent: null },
        localEdits: [edit('Industry', 'a'), edit('Parent', 'b')],
      },
      [],
    ],
    [
      'invalid edits of version 1',
      'AccountFromJson',
      { ...old({ isDeleted: false, fields: {} }), localEdits: [null, { field: 1 }] },
      [
        ['localEdits.0', 'an object: a local edit'],
        ['localEdits.1.field', aField],
        ['localEdits.1.value', aValue],
        ['localEdits.1.through', aContactId],
        ['localEdits.1.at', anInstant],
      ],
    ],
    [
      'edits of version 1 that are not a list',
      'AccountFromJson',
      { ...old({ isDeleted: false, fields: {} }), localEdits: {} },
      [['localEdits', 'an array of local edits']],
    ],
    [
      'fields that the sync never takes to Marketo',
      'AccountFromJson',
      { ...account, synced: { ...account.synced, Fax: '1', Id: null } },
      [
        ['synced.Fax', 'a field that the sync takes to Marketo'],
        ['synced.Id', 'a field that the sync takes to Marketo'],
      ],
    ],
    [
      'synced values that contradict the records with the last SystemModstamp',
      'AccountFromJson',
      {
        ...brought([{ name: 'Phone', value: '3' }], { fields: { Phone: '2', Website: null } }),
        synced: { ...account.synced, Phone: '1' },
      },
      [
        ['synced.Phone', 'a value from a record with the last SystemModstamp'],
        ['synced.Website', 'a value from a record with the last SystemModstamp'],
      ],
    ],
    [
      'a deleted flag that contradicts the records with the last SystemModstamp',
      'AccountFromJson',
      { ...account, isDeleted: true },
      [['isDeleted', 'a deleted flag from a record with the last SystemModstamp']],
    ],
    [
      'a valid deleted flag from a second record with the last SystemModstamp',
      'AccountFromJson',
      { ...brought([{ name: 'IsDeleted', value: true }]), isDeleted: true },
      [],
    ],
    [
      'a deleted flag that only the last of several records of version 1 has',
      'AccountFromJson',
      { ...old(broughtAtStamp, { isDeleted: true, fields: {} }), isDeleted: true },
      [],
    ],
    ['a whole contact', 'ContactFromJson', contact, []],
    [
      'a record of a different contact',
      'ContactFromJson',
      { ...contact, appliedAtStamp: [{ ...record, Id: '0034W00002abcdfQAA' }] },
      [['appliedAtStamp.0.Id', 'the id of the contact']],
    ],
    [
      'records with two different SystemModstamps',
      'ContactFromJson',
      { ...contact, appliedAtStamp: [record, { ...record, SystemModstamp: later }] },
      [['appliedAtStamp.1.SystemModstamp', 'the same SystemModstamp as in the first record']],
    ],
    ['a live contact without a record', 'ContactFromJson', { ...contact, appliedAtStamp: [] }, []],
    [
      'a deleted contact without a record',
      'ContactFromJson',
      { ...contact, _tag: 'DeletedContact', appliedAtStamp: [] },
      [['appliedAtStamp', 'at least one contact record, because the contact is not live']],
    ],
    [
      'a state that differs from the last record of the contact',
      'ContactFromJson',
      { ...contact, _tag: 'PrivateContact' },
      [['_tag', '"LiveContact", as in the last record']],
    ],
    [
      'an account that differs from the account in the last record',
      'ContactFromJson',
      { ...contact, accountId: '0014W000027f6UxQAI' },
      [['accountId', `${accountId}, as in the last record`]],
    ],
    [
      'the status of a person',
      'PersonFromJson',
      { ...person, sfdc: 1 },
      [['sfdc', 'an object: the SFDC status of a person']],
    ],
    [
      'an unknown status of a person',
      'PersonFromJson',
      { ...person, sfdc: {} },
      [['sfdc._tag', '"NotInSalesforce" or "SfdcLead" or "SfdcContact" or "Converting"']],
    ],
    ['a lead', 'PersonFromJson', { ...person, sfdc: { _tag: 'SfdcLead' } }, [['sfdc.isDeleted', aFlag]]],
    ['a contact', 'PersonFromJson', { ...person, sfdc: { _tag: 'SfdcContact' } }, [['sfdc.contactId', aContactId]]],
    [
      'a conversion under way',
      'PersonFromJson',
      { ...person, sfdc: { _tag: 'Converting' } },
      [
        ['sfdc.from', 'an object: the SFDC status before the conversion'],
        ['sfdc.since', anInstant],
        ['sfdc.terms', 'an object: the terms of a conversion'],
      ],
    ],
    [
      'each key of the terms of a conversion',
      'PersonFromJson',
      { ...person, sfdc: converting },
      [
        ['sfdc.from._tag', '"NotInSalesforce" or "SfdcLead"'],
        ['sfdc.terms.assignTo', aUserId],
        ['sfdc.terms.convertedStatus', aString],
        ['sfdc.terms.notifyOwner', aFlag],
      ],
    ],
    [
      'each key of a new lead',
      'EventFromJson',
      {
        _tag: 'ConversionRequested',
        at,
        personId: 1,
        from: { _tag: 'NotInSalesforce' },
        terms: { assignTo: '0054W00000BZkk0', convertedStatus: '', notifyOwner: true },
        newLead: {},
      },
      [
        ['newLead.lastName', aString],
        ['newLead.company', aString],
      ],
    ],
    [
      'each key of a change',
      'EventFromJson',
      {
        _tag: 'AccountSyncedDown',
        at,
        accountId,
        systemModstamp: at,
        isDeleted: false,
        fields: {},
        changes: [{}, 1],
        liveContacts: 0,
        logged: true,
      },
      [
        ['changes.0.field', aField],
        ['changes.0.oldValue', aValue],
        ['changes.0.newValue', aValue],
        ['changes.1', 'an object: a change'],
      ],
    ],
    [
      'a person who is a contact without a contact id',
      'SettledPersonFromJson',
      { ...person, sfdcType: 'Contact', sfdcContactId: null, sfdcIsDeleted: false },
      [['sfdcContactId', 'the id of the Contact, because sfdcType is "Contact"']],
    ],
    [
      'a person who is a lead with a contact id',
      'SettledPersonFromJson',
      { ...person, sfdcType: 'Lead', sfdcContactId: contactId, sfdcIsDeleted: false },
      [['sfdcContactId', 'null, because sfdcType is not "Contact"']],
    ],
    [
      'each key of the settings, and the unknown keys',
      'SettingsFromJson',
      {
        instance: {
          activityCap: -1,
          hiddenFields: 1,
          formulaFields: [1],
          personDefaults: { lastName: 1, company: 1, x: 1 },
          y: 1,
        },
        readings: { overrideOn: 1, localEditLog: 1, z: 1 },
        w: 1,
      },
      [
        ['w', 'one of the keys instance, readings'],
        ['instance.y', 'one of the keys activityCap, hiddenFields, formulaFields, personDefaults'],
        ['instance.activityCap', 'a whole number from 0'],
        ['instance.hiddenFields', 'an array of field names'],
        ['instance.formulaFields.0', aField],
        ['instance.personDefaults.x', 'one of the keys lastName, company'],
        ['instance.personDefaults.lastName', orNull(aString)],
        ['instance.personDefaults.company', orNull(aString)],
        ['readings.z', 'one of the keys overrideOn, localEditLog'],
        ['readings.overrideOn', '"every-update" or "field-change"'],
        ['readings.localEditLog', '"edited-contact" or "every-contact" or "none"'],
      ],
    ],
    [
      'the parts of the settings',
      'SettingsFromJson',
      { instance: 1, readings: 1 },
      [
        ['instance', 'an object: the facts of an instance'],
        ['readings', 'an object: readings'],
      ],
    ],
    [
      'the defaults for persons',
      'SettingsFromJson',
      { instance: { personDefaults: 1 } },
      [['instance.personDefaults', 'an object: the defaults for persons']],
    ],
    [
      'a compound value among fields',
      'FieldsFromJson',
      { A: {}, B: [], C: undefined, D: NaN, 'E e': 1 },
      [
        ['D', 'a string, a finite number, true, false, null, or a compound value (an object or an array)'],
        ['E e', 'a key that is the API name of a Salesforce field: a letter, then letters, digits and _'],
        ['A', aValue],
        ['B', aValue],
      ],
    ],
    [
      'the attributes of a record',
      'AccountRecordFromRest',
      { Id: accountId, SystemModstamp: at, attributes: 1 },
      [['attributes', 'an object that names the type of the record']],
    ],
    [
      'the attributes of a record of another object',
      'ContactRecordFromRest',
      { ...record, attributes: { type: 'Account' } },
      [['attributes.type', '"Contact"']],
    ],
    ['attributes without a type', 'ContactRecordFromRest', { ...record, attributes: {} }, []],
    ['attributes that are null', 'ContactRecordFromRest', { ...record, attributes: null }, []],
    [
      'an IsDeleted that is not true or false',
      'ContactRecordFromRest',
      { ...record, IsDeleted: 'no' },
      [['IsDeleted', aFlag]],
    ],
    [
      'an account that occurs twice',
      'MarketoFromJson',
      { ...marketo, accounts: [account, account] },
      [['accounts.1.id', 'an id that no earlier row has']],
    ],
    [
      'a contact that occurs twice',
      'MarketoFromJson',
      { ...marketo, contacts: [contact, contact] },
      [['contacts.1.id', 'an id that no earlier row has']],
    ],
    [
      'a person that occurs twice',
      'MarketoFromJson',
      { ...marketo, persons: [stranger, stranger] },
      [['persons.1.id', 'an id that no earlier row has']],
    ],
    [
      'a conversion whose three records occur twice',
      'MarketoFromJson',
      { ...marketo, contacts: [contact], persons: [stranger], conversions: [conversion, conversion] },
      [
        ['conversions.1.accountId', 'an id that no earlier row has'],
        ['conversions.1.contactId', 'an id that no earlier row has'],
        ['conversions.1.opportunityId', 'an id that no earlier row has'],
      ],
    ],
    [
      'a contact in an account that is missing',
      'MarketoFromJson',
      { ...marketo, accounts: [], contacts: [contact] },
      [['contacts.0.accountId', 'the id of an account in this Marketo state']],
    ],
    [
      'a contact without an account in a Marketo state without accounts',
      'MarketoFromJson',
      {
        ...marketo,
        accounts: [],
        contacts: [{ _tag: 'PrivateContact', id: contactId, appliedAtStamp: [{ ...record, AccountId: null }] }],
      },
      [],
    ],
    [
      'a conversion whose records are all missing',
      'MarketoFromJson',
      { ...marketo, accounts: [], conversions: [conversion] },
      [
        ['conversions.0.personId', 'the id of a person in this Marketo state'],
        ['conversions.0.accountId', 'the id of an account in this Marketo state'],
        ['conversions.0.contactId', 'the id of a contact in this Marketo state'],
      ],
    ],
    [
      'the id of a record that a conversion never creates',
      'RefusalFromJson',
      {
        _tag: 'RecordAlreadyClaimed',
        rule: 'convert.never-joins',
        personId: 1,
        id: '0054W00000BZkk0',
        why: 'contact of another person',
        of: 2,
      },
      [['id', 'the id of an Account, Contact or Opportunity']],
    ],
    [
      'a _tag that is not a string',
      'ActivityFromJson',
      { _tag: ['ConvertLead'] },
      [['_tag', '"ChangeDataValue" or "ConvertLead"']],
    ],
  ])('gives exactly the expected errors, with their paths, for this case: %s', (_, name, value, errors) => {
    expect(errorsOf(codecs[name], value)).toEqual(errors)
  })

  test('gives paths with the name of every codec, because the reporters of io-ts print these names', () => {
    const json = [{}, 1, account, contact, marketo, ...tags.map((_tag) => ({ _tag }))]
    const names = Object.values(codecs).flatMap((codec) =>
      json
        .map((value) => codec.decode(value))
        .flatMap((decoded) => (E.isLeft(decoded) ? decoded.left : []))
        .flatMap((error) => error.context.map(({ type }) => type.name)),
    )
    expect(names.length).toBeGreaterThan(500)
    expect(names).not.toContain('')
  })
})
