// The places in which an input can be long. In each place, ten times the input may take at most 15 times the time.
import { defaultSettings, emptyMarketo, marketoOf, rowsOf, run, settingsWith } from '../../../dist/esm/index.js'
import { MarketoFromJson } from '../../../dist/esm/codecs/index.js'
import { activitiesFromMarketo, changesFromPubSub } from '../../../dist/esm/records/index.js'
import * as O from 'fp-ts/lib/Option.js'
import { salesforceId } from '../baseline.mjs'
import { contactInput, decoded } from '../org.mjs'

const at = '2026-01-01T00:00:00.000Z'
const accountId = salesforceId('001', 0)
const contactId = salesforceId('003', 0)

const numbers = (n) => Array.from({ length: n }, (_, i) => i)
const namesOf = (n) => numbers(n).map((i) => `Field${i}__c`)
const fieldsOf = (n) => Object.fromEntries(namesOf(n).map((name) => [name, 'a']))

const record = (fields, id = accountId, second = 0) => {
  const SystemModstamp = new Date(Date.parse(at) + second * 1_000).toISOString()
  return decoded({ _tag: 'SyncAccount', at, record: { Id: id, SystemModstamp, ...fields } })
}
const edit = (field) => decoded({ _tag: 'EditAccountField', at, contactId, field, value: 'edited' })
const put = (id) =>
  decoded({
    _tag: 'PutPerson',
    at,
    person: {
      id,
      sfdcType: 'Contact',
      sfdcContactId: contactId,
      sfdcIsDeleted: false,
      lastName: 'Young',
      company: 'Dickenson plc',
    },
  })

const folding = (inputs, settings = defaultSettings) => {
  const decide = run(settings)
  return () => decide(inputs, emptyMarketo)
}

/** Decodes stored rows, and makes a Marketo state from them. */
const storing = (inputs) => {
  const stored = MarketoFromJson.encode(run(defaultSettings)(inputs, emptyMarketo).marketo)
  return () => marketoOf(rowsOf(MarketoFromJson.decode(stored).right))
}

const head = {
  entityName: 'Account',
  recordIds: [accountId],
  changeType: 'UPDATE',
  changedFields: [],
  nulledFields: [],
  diffFields: [],
  commitTimestamp: Date.parse(at),
  commitUser: salesforceId('005', 0),
  transactionKey: 'a',
  sequenceNumber: 1,
}

/** One change event in which each field is a diff against the previous value. */
const changeEvent = (n) => {
  const diffFields = namesOf(n)
  const payload = { ChangeEventHeader: { ...head, changedFields: diffFields, diffFields }, ...fieldsOf(n) }
  const read = changesFromPubSub({
    at: Date.parse(at),
    marketoUser: salesforceId('005', 1),
    account: () => O.none,
    contact: () => O.none,
  })
  return () => read([{ replayId: 1, payload }])
}

const logItem = (n) => {
  const attributes = namesOf(n).map((name) => ({ name, value: 'a' }))
  const item = { id: 1, leadId: 1, activityDate: at, activityTypeId: 13, primaryAttributeValue: 'Site', attributes }
  return () => activitiesFromMarketo([item])
}

// Salesforce allows 900 custom fields on an account, so the benchmark rows for fields use accounts of 1,000 fields. V8 stores an
// object with more than about 1,000 fields as a hash table, in which each field costs at least three times as much.
const places = {
  persons: (n) => folding(numbers(n).map((i) => put(i + 1))),
  'stored persons': (n) => storing(numbers(n).map((i) => put(i + 1))),
  readings: (n) => folding(numbers(n).map((i) => record({ Name: `a${i}` }))),
  'fields of a stamp': (n) => folding(namesOf(n).map((name) => record({ [name]: 'a' }))),
  'single fields': (n) =>
    folding([record(fieldsOf(n)), ...namesOf(n).map((name, i) => record({ [name]: 'b' }, accountId, i + 1))]),
  'stored readings': (n) => storing(numbers(n).map((i) => record({ Name: `a${i}` }))),
  edits: (n) => folding([record(fieldsOf(n)), contactInput(contactId, accountId, 0), ...namesOf(n).map(edit)]),
  fields: (n) =>
    folding([record(fieldsOf(n)), contactInput(contactId, accountId, 0), record({ ...fieldsOf(n), Name: 'a' })]),
  differences: changeEvent,
  attributes: logItem,
  'hidden fields': (n) =>
    folding(
      numbers(n).map((i) => record({ Name: 'a' }, salesforceId('001', i))),
      settingsWith({ instance: { hiddenFields: namesOf(n) } }),
    ),
}

export const prepare = ({ place, sizes }) => ({
  measures: Object.fromEntries(
    sizes.map((n) => {
      const work = places[place](n)
      return [
        String(n),
        // The smaller inputs are processed several times, because a clock is not exact enough to measure them once.
        () => {
          const times = Math.max(...sizes) / n
          for (let time = 0; time < times; time++) work()
          return times
        },
      ]
    }),
  ),
  asks: {},
})
