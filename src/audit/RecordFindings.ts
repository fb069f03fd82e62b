/** Computes the findings about accounts, contacts and people. */
import { namesOfSeveral, sharedRows, unknownAccounts } from './AccountFindings.js'
import type { Evidence } from './Evidence.js'
import type { RecordFinding } from './Finding.js'
import type { Gathered } from './Gathered.js'
import { groupsOf, instantOrNull, isLateError } from './Gathered.js'
import { accountIdOf, byText, contactIdOf } from './Ids.js'
import { duplicatePeople, missingContacts, personFindings, unclearLinks } from './PersonFindings.js'
import type { AnyRecordFinding } from './RecordFinding.js'
import { keyOfAccount, peopleIn, recordFinding } from './RecordFinding.js'
import { notThere } from './SalesforceSide.js'

function* failedRecords(gathered: Gathered): Iterable<AnyRecordFinding> {
  const { failures, accounts, contacts, people } = gathered
  if (failures === null) return
  const certaintyOf = (failedOn: number): Pick<RecordFinding, 'certainty' | 'alternatives'> =>
    isLateError(gathered, failedOn)
      ? { certainty: 'open', alternatives: ['ExportedAtDifferentTimes', 'Unexplained'] }
      : { certainty: 'shown', alternatives: [] }
  for (const [key, { failedOn }] of [...failures.records].sort(([a], [b]) => byText(a, b))) {
    const evidence: ReadonlyArray<Evidence> = [{ _tag: 'SyncError', failedOn: instantOrNull(failedOn) }]
    const record = key.slice(3)
    if (key.startsWith('001'))
      yield recordFinding('SyncFailed', {
        ...certaintyOf(failedOn),
        accountId: accountIdOf(record),
        evidence,
        people: peopleIn(groupsOf(gathered, accounts.indexOf.get(record) ?? notThere)),
      })
    else if (key.startsWith('003')) {
      const contact = contacts?.ids.get(record)
      const account = contact === undefined ? notThere : (contacts?.accounts[contact] ?? notThere)
      yield recordFinding('SyncFailed', {
        ...certaintyOf(failedOn),
        contactId: contactIdOf(record),
        accountId: account === notThere ? null : accountIdOf(keyOfAccount(gathered, account)),
        evidence,
      })
    }
  }
  for (const [person, failedOn] of [...failures.people].sort(([a], [b]) => a - b)) {
    const group = people.groups[people.ids.get(person) ?? notThere]
    yield recordFinding('SyncFailed', {
      ...certaintyOf(failedOn),
      people: [person],
      accountId: group === undefined ? null : accountIdOf(keyOfAccount(gathered, group.account)),
      evidence: [{ _tag: 'SyncError', failedOn: instantOrNull(failedOn) }],
    })
  }
}

/** Computes the findings about contacts, people and groups of accounts. The findings of each kind are sorted by id. */
export function* recordFindings(gathered: Gathered): Iterable<AnyRecordFinding> {
  yield* sharedRows(gathered)
  yield* namesOfSeveral(gathered)
  yield* unknownAccounts(gathered)
  yield* personFindings(gathered)
  yield* unclearLinks(gathered)
  yield* duplicatePeople(gathered)
  yield* missingContacts(gathered)
  yield* failedRecords(gathered)
}
