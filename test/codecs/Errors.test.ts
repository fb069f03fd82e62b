// What a codec says to whom it refuses: where, and what it takes there, in words.
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

type Told = ReadonlyArray<readonly [path: string, expected: string]>

const toldBy = (codec: AnyCodec, value: unknown): Told => {
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
const fields = 'an object of values by field name'

describe('that what is there is no object is told by', () => {
  const words: Readonly<Record<string, string>> = {
    AccountFromJson: 'an object: an account',
    AccountRecordFromRest: 'an Account record of the Salesforce REST API',
    ActivityFromJson: 'an object: an activity',
    ContactFromJson: 'an object: a contact',
    ContactRecordFromRest: 'a Contact record of the Salesforce REST API',
    ConversionFromJson: 'an object: a conversion',
    EventFromJson: 'an object: an event',
    FieldsFromJson: fields,
    InputFromJson: 'an object: an input',
    MarketoFromJson: 'an object: a Marketo',
    PersonFromJson: 'an object: Person',
    RefusalFromJson: 'an object: a refusal',
    SettingsFromJson: 'an object: settings',
    SettledPersonFromJson: 'an object: a person of Marketo',
  }

  test.each(Object.entries(codecs))('%s', (name, codec) => {
    for (const value of [null, [], 'x', 1, new Date(0), new Map()]) {
      expect(toldBy(codec, value)).toEqual([['', words[name]]])
      expect(codec.is(value)).toBe(false)
    }
  })
})

describe('an empty object is told what it lacks by', () => {
  test.each<readonly [keyof typeof codecs, Readonly<Record<string, string>>]>([
    [
      'AccountFromJson',
      {
        id: anAccountId,
        systemModstamp: anInstant,
        isDeleted: aFlag,
        synced: fields,
        localEdits: 'an array of a local edit',
        appliedAtStamp: 'an array of an applied record',
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
        schemaVersion: '1',
        accounts: 'an array of an account',
        contacts: 'an array of a contact',
        persons: 'an array of Person',
        conversions: 'an array of a conversion',
      },
    ],
    [
      'PersonFromJson',
      {
        id: aPersonId,
        lastName: orNull(aString),
        company: orNull(aString),
        sfdc: 'an object: where the person stands',
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
  ])('%s', (name, lacking) => {
    expect(toldBy(codecs[name], {})).toEqual(Object.entries(lacking))
  })
})

describe('an object of nothing but its _tag is told what it lacks by', () => {
  const account = { accountId: anAccountId, systemModstamp: anInstant, isDeleted: aFlag, fields }
  const terms = 'an object: ConversionTerms'
  const person = 'an object: a person of Marketo'
  const accountRecord = 'an Account record of the Salesforce REST API'
  const contactRecord = 'a Contact record of the Salesforce REST API'
  const step = '"sync" or "convert"'
  const change = { field: aField, oldValue: aValue, newValue: aValue }
  const contact = { id: aContactId, appliedAtStamp: 'an array of ContactRecord' }

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
        changes: 'an array of a change',
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
        from: 'an object: where the person stood',
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
  ])('%s: %s', (name, _tag, lacking) => {
    expect(toldBy(codecs[name], { _tag })).toEqual(Object.entries(lacking))
  })

  test('the codecs of inputs, events and refusals, which name the tags they know where none of them is there', () => {
    const tagsOf = (codec: AnyCodec): string => toldBy(codec, {}).join()
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

describe('what stands deeper is told at its place:', () => {
  const account = {
    id: accountId,
    systemModstamp: at,
    isDeleted: false,
    synced: { Industry: 'Energy', Name: 'Acme' },
    localEdits: [],
    appliedAtStamp: [{ isDeleted: false, fields: { Industry: 'Energy' } }],
  }
  const edit = (field: string, value: unknown) => ({ field, value, through: contactId, at })
  const contact = { _tag: 'LiveContact', id: contactId, accountId, appliedAtStamp: [record] }
  const person = { id: 1, lastName: null, company: null }
  const converting = { _tag: 'Converting', from: {}, since: at, terms: {} }
  const marketo = { schemaVersion: 1, accounts: [account], contacts: [], persons: [], conversions: [] }
  const conversion = { personId: 1, accountId, contactId, opportunityId: '0064W00001abcdeQAA' }
  const tags = ['ConvertLead', 'AccountSyncedDown', 'ConversionRequested', 'PutPerson', 'ConvertPerson', 'RecordAlreadyClaimed']
  const stranger = { ...person, sfdc: { _tag: 'NotInSalesforce' } }

  test.each<readonly [string, keyof typeof codecs, unknown, Told]>([
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
      'each key of an applied record',
      'AccountFromJson',
      { ...account, appliedAtStamp: [{}, null] },
      [
        ['appliedAtStamp.0.isDeleted', aFlag],
        ['appliedAtStamp.0.fields', fields],
        ['appliedAtStamp.1', 'an object: an applied record'],
      ],
    ],
    [
      'an edit of a field that the account does not hold',
      'AccountFromJson',
      { ...account, localEdits: [edit('Phone', '1')] },
      [['localEdits.0.field', 'a field that the account holds']],
    ],
    [
      'an edit that changes nothing',
      'AccountFromJson',
      { ...account, localEdits: [edit('Industry', 'Energy')] },
      [['localEdits.0.value', 'a value other than the synced one']],
    ],
    [
      'two edits of one field',
      'AccountFromJson',
      { ...account, localEdits: [edit('Industry', 'a'), edit('Industry', 'b')] },
      [['localEdits.1.field', 'one edit of a field, in the order of the names']],
    ],
    [
      'edits in another order than that of the names',
      'AccountFromJson',
      { ...account, localEdits: [edit('Name', 'a'), edit('Industry', 'b')] },
      [['localEdits.1.field', 'one edit of a field, in the order of the names']],
    ],
    [
      'edits in the order of the names',
      'AccountFromJson',
      { ...account, localEdits: [edit('Industry', 'b'), edit('Name', 'a')] },
      [],
    ],
    [
      'no applied record',
      'AccountFromJson',
      { ...account, appliedAtStamp: [] },
      [['appliedAtStamp', 'at least one applied record']],
    ],
    [
      'fields that the sync never brings',
      'AccountFromJson',
      { ...account, synced: { ...account.synced, Fax: '1', Id: null } },
      [
        ['synced.Fax', 'a field that the sync brings'],
        ['synced.Id', 'a field that the sync brings'],
      ],
    ],
    [
      'synced values that the last record contradicts',
      'AccountFromJson',
      {
        ...account,
        synced: { ...account.synced, Phone: '1' },
        appliedAtStamp: [
          { isDeleted: false, fields: { Phone: '2' } },
          { isDeleted: false, fields: { Phone: '3', Website: null } },
        ],
      },
      [
        ['synced.Phone', 'the value of the record applied last'],
        ['synced.Website', 'the value of the record applied last'],
      ],
    ],
    [
      'a deleted flag that the last record contradicts',
      'AccountFromJson',
      { ...account, isDeleted: true },
      [['isDeleted', 'that of the record applied last']],
    ],
    [
      'a deleted flag that the last record has, the first not',
      'AccountFromJson',
      { ...account, isDeleted: true, appliedAtStamp: [...account.appliedAtStamp, { isDeleted: true, fields: {} }] },
      [],
    ],
    ['a whole contact', 'ContactFromJson', contact, []],
    [
      'a record of another contact',
      'ContactFromJson',
      { ...contact, appliedAtStamp: [{ ...record, Id: '0034W00002abcdfQAA' }] },
      [['appliedAtStamp.0.Id', 'the id of the contact']],
    ],
    [
      'records of two stamps',
      'ContactFromJson',
      { ...contact, appliedAtStamp: [record, { ...record, SystemModstamp: later }] },
      [['appliedAtStamp.1.SystemModstamp', 'one stamp for all']],
    ],
    ['a live contact without a record', 'ContactFromJson', { ...contact, appliedAtStamp: [] }, []],
    [
      'a deleted contact without a record',
      'ContactFromJson',
      { ...contact, _tag: 'DeletedContact', appliedAtStamp: [] },
      [['appliedAtStamp', 'the record that says so']],
    ],
    [
      "a state that is not the last record's",
      'ContactFromJson',
      { ...contact, _tag: 'PrivateContact' },
      [['_tag', '"LiveContact"']],
    ],
    [
      "an account that is not the last record's",
      'ContactFromJson',
      { ...contact, accountId: '0014W000027f6UxQAI' },
      [['accountId', 'the account of the record applied last']],
    ],
    [
      'where a person stands',
      'PersonFromJson',
      { ...person, sfdc: 1 },
      [['sfdc', 'an object: where the person stands']],
    ],
    [
      'an unknown place where a person stands',
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
        ['sfdc.from', 'an object: where the person stood'],
        ['sfdc.since', anInstant],
        ['sfdc.terms', 'an object: ConversionTerms'],
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
      'a contact of Marketo without an id',
      'SettledPersonFromJson',
      { ...person, sfdcType: 'Contact', sfdcContactId: null, sfdcIsDeleted: false },
      [['sfdcContactId', 'the id of the Contact, for sfdcType is "Contact"']],
    ],
    [
      'a lead of Marketo with the id of a contact',
      'SettledPersonFromJson',
      { ...person, sfdcType: 'Lead', sfdcContactId: contactId, sfdcIsDeleted: false },
      [['sfdcContactId', 'null, for sfdcType is not "Contact"']],
    ],
    [
      'each key of the settings, and those that are none',
      'SettingsFromJson',
      {
        instance: { activityCap: -1, hiddenFields: 1, personDefaults: { lastName: 1, company: 1, x: 1 }, y: 1 },
        readings: { overrideOn: 1, localEditLog: 1, z: 1 },
        w: 1,
      },
      [
        ['w', 'one of the keys instance, readings'],
        ['instance.y', 'one of the keys activityCap, hiddenFields, personDefaults'],
        ['instance.activityCap', 'a whole number from 0'],
        ['instance.hiddenFields', 'an array of FieldName'],
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
        ['instance', 'an object: instance'],
        ['readings', 'an object: readings'],
      ],
    ],
    [
      'defaults of persons',
      'SettingsFromJson',
      { instance: { personDefaults: 1 } },
      [['instance.personDefaults', 'an object: personDefaults']],
    ],
    [
      'a compound value among fields',
      'FieldsFromJson',
      { A: {}, B: [], C: undefined, D: NaN, 'E e': 1 },
      [
        ['D', 'a string, a finite number, true, false, null, or a compound value'],
        ['E e', 'a key that is the API name of a Salesforce field: a letter, then letters, digits and _'],
        ['A', aValue],
        ['B', aValue],
      ],
    ],
    [
      'the attributes of a record',
      'AccountRecordFromRest',
      { Id: accountId, SystemModstamp: at, attributes: 1 },
      [['attributes', 'an object with the type of the record']],
    ],
    [
      'the attributes of a record of another object',
      'ContactRecordFromRest',
      { ...record, attributes: { type: 'Account' } },
      [['attributes.type', '"Contact"']],
    ],
    ['attributes without a type', 'ContactRecordFromRest', { ...record, attributes: {} }, []],
    ['attributes that are null', 'ContactRecordFromRest', { ...record, attributes: null }, []],
    ['an IsDeleted that is no flag', 'ContactRecordFromRest', { ...record, IsDeleted: 'no' }, [['IsDeleted', aFlag]]],
    [
      'an account that comes twice',
      'MarketoFromJson',
      { ...marketo, accounts: [account, account] },
      [['accounts.1.id', 'an id that comes once']],
    ],
    [
      'a contact that comes twice',
      'MarketoFromJson',
      { ...marketo, contacts: [contact, contact] },
      [['contacts.1.id', 'an id that comes once']],
    ],
    [
      'a person that comes twice',
      'MarketoFromJson',
      { ...marketo, persons: [stranger, stranger] },
      [['persons.1.id', 'an id that comes once']],
    ],
    [
      'a conversion whose three records come twice',
      'MarketoFromJson',
      { ...marketo, contacts: [contact], persons: [stranger], conversions: [conversion, conversion] },
      [
        ['conversions.1.accountId', 'an id that comes once'],
        ['conversions.1.contactId', 'an id that comes once'],
        ['conversions.1.opportunityId', 'an id that comes once'],
      ],
    ],
    [
      'a contact in an account that is not there',
      'MarketoFromJson',
      { ...marketo, accounts: [], contacts: [contact] },
      [['contacts.0.accountId', 'the id of an account in this state']],
    ],
    [
      'a contact without an account in a state without accounts',
      'MarketoFromJson',
      {
        ...marketo,
        accounts: [],
        contacts: [{ _tag: 'PrivateContact', id: contactId, appliedAtStamp: [{ ...record, AccountId: null }] }],
      },
      [],
    ],
    [
      'a conversion of which nothing is there',
      'MarketoFromJson',
      { ...marketo, accounts: [], conversions: [conversion] },
      [
        ['conversions.0.personId', 'the id of a person in this state'],
        ['conversions.0.accountId', 'the id of an account in this state'],
        ['conversions.0.contactId', 'the id of a contact in this state'],
      ],
    ],
    [
      'the id of a record that a conversion never makes',
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
      'a _tag that is no text',
      'ActivityFromJson',
      { _tag: ['ConvertLead'] },
      [['_tag', '"ChangeDataValue" or "ConvertLead"']],
    ],
  ])('%s', (_, name, value, told) => {
    expect(toldBy(codecs[name], value)).toEqual(told)
  })

  test('every codec on the way there has a name, for the reporters of io-ts', () => {
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
