import { describe, expect, test } from 'vitest'
import { comparable, apiNotation, valueKindOf } from 'marketo-account-sync/exports'
import { worldFields } from './fields.js'
import { formats } from './files.js'
import { rowsOf } from './read.js'
import { usualCauses } from './truth.js'
import { worldOf } from './world.js'

const small = worldOf(1, 300)

describe('the generated audit data with known causes', () => {
  test('is equal for equal seeds', () => {
    expect(worldOf(1, 300)).toEqual(small)
  })

  test('differs for different seeds', () => {
    expect(worldOf(2, 300).accounts).not.toEqual(small.accounts)
  })

  test('contains each cause and each fact at least 20 times', () => {
    const { truth } = worldOf(1, 700)
    const causes = [...truth.causes.values()].flatMap((fields) => [...fields.values()])
    const counts = usualCauses.map((cause) => [cause, causes.filter((each) => each === cause).length] as const)
    const facts = Object.entries<{ readonly size: number }>({ ...truth.facts }).map(
      ([name, ids]) => [name, ids.size] as const,
    )
    expect([...counts, ...facts].filter(([, count]) => count < 20)).toEqual([])
  })

  test.each(formats.map((format) => [format.name, format] as const))(
    'is unchanged after it was written and read (format "%s")',
    (_, format) => {
      const rows = rowsOf(small, { format, earlierExport: true, syncStatus: true })
      expect(rows.unread.filter((row) => row._tag === 'BadRow')).toEqual([])
      expect([rows.accounts.length, rows.contacts.length, rows.people.length]).toEqual(
        [small.accounts, small.contacts, small.people].map(({ length }) => length),
      )
      const kinds = new Map(worldFields.map(({ name, type }) => [name, comparable(valueKindOf(type), apiNotation)]))
      const present = new Map(small.accounts.map((account) => [account.id, account.present]))
      const differing = rows.accounts.flatMap(({ id, fields }) =>
        worldFields.filter(
          ({ name }) => kinds.get(name)!(fields[name] ?? null) !== kinds.get(name)!(present.get(id)![name] ?? null),
        ),
      )
      expect(differing).toEqual([])
    },
  )
})
