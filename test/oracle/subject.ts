// Wraps the oracle as a subject, so that the vectors can run on it.
import * as O from 'fp-ts/lib/Option.js'
import type { Marketo, MarketoRows } from 'marketo-account-sync'
import { marketoOf, rowsOf } from 'marketo-account-sync'
import { ActivityFromJson, InputFromJson, RefusalFromJson } from 'marketo-account-sync/codecs'
import type { Outcome } from 'marketo-account-sync/testing'
import { pictureOf, reference } from 'marketo-account-sync/testing'
import { fieldOf } from '../helpers/observe.js'
import type { Subject } from '../vectors/run.js'
import type { ObviousAnswer } from './ObviousMarketo.js'
import { obviouslyShown, obviousMarketo } from './ObviousMarketo.js'

const outcomeOf = ({ refusal, activities, requests }: ObviousAnswer): Outcome => {
  if (refusal?._tag === 'AccountNotYetKnown') return { deferral: RefusalFromJson.encode(refusal) }
  if (refusal !== null) return { refusal: RefusalFromJson.encode(refusal) }
  return {
    activities: activities.map((activity) => ActivityFromJson.encode(activity)),
    toSalesforce: requests.map((request) => ({ ...request })),
  }
}

/** Stores the rows of each Marketo state, because a picture needs the rows many times. */
const rowsByMarketo = new WeakMap<Marketo, MarketoRows>()
const rowsIn = (marketo: Marketo): MarketoRows => {
  const rows = rowsByMarketo.get(marketo) ?? rowsOf(marketo)
  rowsByMarketo.set(marketo, rows)
  return rows
}

export const oracleSubject: Subject = {
  decode: (json) => InputFromJson.decode(json),
  next: (settings) => {
    const next = obviousMarketo(settings)
    return (input, marketo) => {
      const [answer, rows] = next(input, rowsIn(marketo))
      return [outcomeOf(answer), marketoOf(rows)]
    }
  },
  pictureOf: pictureOf({
    ...reference,
    valueForContact: (contactId, field) => (marketo) => {
      const value = fieldOf(obviouslyShown(rowsIn(marketo), contactId), field)
      return value === undefined ? O.none : O.some(value)
    },
  }),
}
