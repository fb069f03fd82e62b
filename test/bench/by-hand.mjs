// The fastest script that we know for printing the same lines as the `simulate` script for a generated history. The fast script
// uses two Maps, checks nothing, and applies only the rules that such a history needs. It builds JSON text by hand, and does not
// print the final state.
import { createReadStream } from 'node:fs'

const accounts = new Map()
const accountOf = new Map()

const isEscaped = /["\\\u0000-\u001f\ud800-\udfff]/
/**
 * Writes a value as JSON. The events are written by hand, because the script takes a fifth longer if it calls `JSON.stringify`
 * for whole events.
 */
const textOf = (value) =>
  typeof value !== 'string' ? String(value) : isEscaped.test(value) ? JSON.stringify(value) : `"${value}"`

const printed = (line, logged, events) => `{"line":${line},"logged":${logged},"events":[${events}]}\n`

const syncAccount = (line, { attributes: _, Id, IsDeleted, SystemModstamp, ...fields }, at) => {
  const before = accounts.get(Id)
  let fieldsText = ''
  let changesText = ''
  let changes = 0
  for (const field in fields) {
    const value = fields[field]
    const oldValue = before?.shown[field] ?? null
    const text = textOf(value)
    fieldsText += `${fieldsText === '' ? '' : ','}"${field}":${text}`
    if (value === oldValue) continue
    changesText += `${changes === 0 ? '' : ','}{"field":"${field}","oldValue":${textOf(oldValue)},"newValue":${text}}`
    changes++
  }
  const liveContacts = before?.liveContacts ?? 0
  accounts.set(Id, { shown: fields, liveContacts })
  const stamp = SystemModstamp.replace('+0000', 'Z')
  const head = `"_tag":"AccountSyncedDown","at":"${at}","accountId":"${Id}","systemModstamp":"${stamp}","isDeleted":${IsDeleted},"masterRecordId":null`
  const rest = `"fields":{${fieldsText}},"changes":[${changesText}],"liveContacts":${liveContacts},"logged":true`
  return printed(line, changes * liveContacts, `{${head},${rest}}`)
}

const syncContact = (line, { attributes, Id, AccountId, IsDeleted, SystemModstamp }, at) => {
  const left = accountOf.get(Id)
  if (left !== undefined) accounts.get(left).liveContacts -= 1
  accounts.get(AccountId).liveContacts += 1
  accountOf.set(Id, AccountId)
  const record = { attributes, Id, AccountId, IsDeleted, SystemModstamp: SystemModstamp.replace('+0000', 'Z') }
  return printed(line, 0, JSON.stringify({ _tag: 'ContactSynced', at, record }))
}

const edit = (line, { at, contactId, field, value }) => {
  const accountId = accountOf.get(contactId)
  const account = accounts.get(accountId)
  const oldValue = account.shown[field] ?? null
  if (value === oldValue) return printed(line, 0, '')
  account.shown = { ...account.shown, [field]: value }
  const change = { field, oldValue, newValue: value, logged: 'edited-contact' }
  return printed(line, 1, JSON.stringify({ _tag: 'AccountFieldEdited', at, accountId, contactId, ...change }))
}

const apply = (line, input) =>
  input._tag === 'SyncAccount'
    ? syncAccount(line, input.record, input.at)
    : input._tag === 'SyncContact'
      ? syncContact(line, input.record, input.at)
      : edit(line, input)

let rest = ''
let line = 0
for await (const chunk of createReadStream(process.argv[2], { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
  const lines = (rest + chunk).split('\n')
  rest = lines.pop()
  let text = ''
  for (const json of lines) text += apply(++line, JSON.parse(json))
  process.stdout.write(text)
}
