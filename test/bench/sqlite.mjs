// Folds the history in SQLite, in memory, with prepared statements, one transaction, and an index from accounts to contacts.
import Database from 'better-sqlite3'
import { pictureOf } from './org.mjs'

const fields = Array.from({ length: 20 }, (_, i) => `Field${i}__c`)

const schema = `
  create table account (id text primary key, stamp integer not null, ${fields.join(', ')}) without rowid;
  create table contact (id text primary key, stamp integer not null, accountId text not null) without rowid;
  create index contactOfAccount on contact (accountId);`

export const inSqlite = (facts, cap = 5000) => {
  const db = new Database(':memory:')
  db.pragma('journal_mode = off')
  db.pragma('synchronous = off')
  db.pragma('cache_size = -4000000')
  db.exec(schema)
  const account = db.prepare('select * from account where id = ?')
  const contact = db.prepare('select stamp, accountId from contact where id = ?')
  const countContacts = db.prepare('select count(*) from contact where accountId = ?').pluck()
  const addAccount = db.prepare(`insert into account values (?, ?, ${fields.map(() => '?').join(', ')})`)
  const setAccount = db.prepare(
    `update account set stamp = ?, ${fields.map((field) => `${field} = ?`).join(', ')} where id = ?`,
  )
  const addContact = db.prepare('insert into contact values (?, ?, ?)')
  const setContact = db.prepare('update contact set stamp = ?, accountId = ? where id = ?')
  const readField = Object.fromEntries(
    fields.map((field) => [
      field,
      db
        .prepare(`select account.id, ${field} from contact join account on account.id = accountId where contact.id = ?`)
        .raw(),
    ]),
  )
  const setField = Object.fromEntries(
    fields.map((field) => [field, db.prepare(`update account set ${field} = ? where id = ?`)]),
  )

  let activities = 0
  const apply = (fact) => {
    if (fact.kind === 'account') {
      const held = account.get(fact.id)
      const values = fields.map((field) => fact.fields[field])
      if (held === undefined) addAccount.run(fact.id, fact.stamp, ...values)
      else if (fact.stamp > held.stamp) {
        let changed = 0
        for (const field of fields) if (held[field] !== fact.fields[field]) changed++
        setAccount.run(fact.stamp, ...values, fact.id)
        const contacts = countContacts.get(fact.id)
        if (contacts <= cap) activities += changed * contacts
      }
    } else if (fact.kind === 'contact') {
      const held = contact.get(fact.id)
      if (held === undefined) addContact.run(fact.id, fact.stamp, fact.accountId)
      else if (fact.stamp > held.stamp) setContact.run(fact.stamp, fact.accountId, fact.id)
    } else {
      const [id, shown] = readField[fact.field].get(fact.contactId)
      if (shown !== fact.value) {
        setField[fact.field].run(fact.value, id)
        activities++
      }
    }
  }
  db.transaction(() => {
    for (const fact of facts) apply(fact)
  })()
  return { db, activities }
}

export const pictureOfSqlite = ({ db, activities }) => {
  const count = db.prepare('select count(*) from contact where accountId = ?').pluck()
  return pictureOf(
    db
      .prepare('select * from account')
      .all()
      .map(({ id, stamp: _, ...shown }) => ({ id, shown, contacts: count.get(id) })),
    db.prepare('select id, accountId from contact').all(),
    activities,
  )
}
