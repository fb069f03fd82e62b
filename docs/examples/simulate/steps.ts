/** A step as a row of the table. */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  accountIdOf,
  type Input,
  lookupAccount,
  lookupContact,
  type Marketo,
  type RuleId,
  type Step,
} from 'marketo-account-sync'
import { type Before, eventRow, nothing, type Row } from './rows.js'
import { inputWords, refusalWords } from './words.js'

/** What a row needs of the Marketo before the step. Ask before the step, because an old Marketo is slower to ask. */
export const beforeStep = (input: Input, marketo: Marketo): Before => {
  switch (input._tag) {
    case 'SyncAccount':
      return { contact: O.none, account: lookupAccount(input.record.id)(marketo) }
    case 'ConfirmConversion':
      return { contact: O.none, account: lookupAccount(input.account.id)(marketo) }
    case 'SyncContact': {
      const contact = lookupContact(input.record.id)(marketo)
      const account = pipe(
        contact,
        O.flatMap(accountIdOf),
        O.flatMap((id) => lookupAccount(id)(marketo)),
      )
      return { contact, account }
    }
    case 'EditAccountField':
    case 'FailConversion':
    case 'PutPerson':
    case 'ConvertPerson':
      return { contact: O.none, account: O.none }
  }
}

const joined = (rows: ReadonlyArray<Row>): Row => {
  const logged = rows.flatMap((row) => (row.logged === nothing ? [] : row.logged))
  return {
    happened: rows.flatMap((row) => row.happened),
    shown: rows.flatMap((row) => row.shown),
    logged: logged.length === 0 ? nothing : logged,
    rules: [...new Set(rows.flatMap((row) => row.rules))],
  }
}

/** Why an input that was not refused has no events. */
const ignored = (tag: Input['_tag']): readonly [why: string, rules: ReadonlyArray<RuleId>] => {
  switch (tag) {
    case 'SyncAccount':
    case 'SyncContact':
      return ['Late or repeated: ignored', ['sync.only-newer']]
    case 'EditAccountField':
      return ['Marketo shows that already', ['activity.real-change']]
    case 'ConfirmConversion':
    case 'FailConversion':
      return ['The same answer again: ignored', ['convert.answered-once']]
    case 'PutPerson':
    case 'ConvertPerson':
      return ['Nothing new', []]
  }
}

export const rowOf = ({ input, decided }: Step, before: Before, after: Marketo): Row => {
  const unchanged = (why: string, rules: ReadonlyArray<RuleId>, shown = 'unchanged'): Row => ({
    happened: [inputWords(input, after), why],
    shown: [shown],
    logged: nothing,
    rules,
  })
  if (E.isRight(decided))
    return decided.right.length === 0
      ? unchanged(...ignored(input._tag))
      : // An answer to a conversion reads better before the account that came with it.
        joined(decided.right.map((event) => eventRow(event, input, { before, after })).reverse())
  if (decided.left._tag === 'Refused') {
    const { refusal } = decided.left
    return unchanged(`REFUSED: ${refusalWords(refusal)}`, [refusal.rule])
  }
  const { reason } = decided.left
  return unchanged(`DEFERRED: ${refusalWords(reason)}`, [reason.rule], 'unchanged, until it is delivered again')
}
