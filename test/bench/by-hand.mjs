// What a programmer in a hurry would write to print what the `simulate` script prints for each line of a generated history: two
// Maps, no checks, no rules but those that such a history needs. It does not print what is held at the end.
import { createReadStream } from 'node:fs'

const accounts = new Map()
const accountOf = new Map()

const syncAccount = ({ attributes: _, Id, IsDeleted, SystemModstamp, ...fields }, at) => {
  const before = accounts.get(Id)
  const changes = []
  for (const field in fields) {
    const oldValue = before?.shown[field] ?? null
    if (fields[field] !== oldValue) changes.push({ field, oldValue, newValue: fields[field] })
  }
  const liveContacts = before?.liveContacts ?? 0
  accounts.set(Id, { shown: fields, liveContacts })
  const systemModstamp = SystemModstamp.replace('+0000', 'Z')
  const head = { _tag: 'AccountSyncedDown', at, accountId: Id, systemModstamp, isDeleted: IsDeleted, fields }
  return { logged: changes.length * liveContacts, events: [{ ...head, changes, liveContacts, logged: true }] }
}

const syncContact = ({ attributes, Id, AccountId, IsDeleted, SystemModstamp }, at) => {
  const left = accountOf.get(Id)
  if (left !== undefined) accounts.get(left).liveContacts -= 1
  accounts.get(AccountId).liveContacts += 1
  accountOf.set(Id, AccountId)
  const record = { attributes, Id, AccountId, IsDeleted, SystemModstamp: SystemModstamp.replace('+0000', 'Z') }
  return { logged: 0, events: [{ _tag: 'ContactSynced', at, record }] }
}

const edit = ({ at, contactId, field, value }) => {
  const accountId = accountOf.get(contactId)
  const account = accounts.get(accountId)
  const oldValue = account.shown[field] ?? null
  if (value === oldValue) return { logged: 0, events: [] }
  account.shown = { ...account.shown, [field]: value }
  const change = { field, oldValue, newValue: value, logged: 'edited-contact' }
  return { logged: 1, events: [{ _tag: 'AccountFieldEdited', at, accountId, contactId, ...change }] }
}

const apply = (input) =>
  input._tag === 'SyncAccount'
    ? syncAccount(input.record, input.at)
    : input._tag === 'SyncContact'
      ? syncContact(input.record, input.at)
      : edit(input)

let rest = ''
let line = 0
for await (const chunk of createReadStream(process.argv[2], { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
  const lines = (rest + chunk).split('\n')
  rest = lines.pop()
  let text = ''
  for (const json of lines) text += `${JSON.stringify({ line: ++line, ...apply(JSON.parse(json)) })}\n`
  process.stdout.write(text)
}
