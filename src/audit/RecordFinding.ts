/** Makes findings about records. */
import type { Instant } from '../model/Instant.js'
import type { RuleId } from '../model/RuleId.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Evidence, Refutation } from './Evidence.js'
import type { Cause, Certainty, RecordClass, RecordFinding } from './Finding.js'
import type { Gathered } from './Gathered.js'
import { instantOrNull, isComplete } from './Gathered.js'
import { peopleOf } from './ListedPeople.js'
import type { Group } from './MarketoSide.js'

const rules: Readonly<Record<RecordClass, RuleId | null>> = {
  CompanyRowSplit: 'contact.one-account',
  CompanyRowShared: 'contact.one-account',
  LinkedElsewhere: 'contact.moves',
  LinkedToMergedAccount: 'contact.moves',
  LinkUnclear: 'contact.moves',
  ContactMissing: null,
  DeletedInSalesforce: 'contact.deleted',
  DuplicatePerson: 'contact.one-account',
  LeadOfSameCompany: 'edit.fan-out',
  OverTheCap: 'activity.cap',
  DuplicateName: 'convert.never-joins',
  NoPeople: null,
  SyncFailed: null,
}

interface About {
  readonly certainty?: Certainty
  readonly alternatives?: ReadonlyArray<Cause>
  readonly people?: ReadonlyArray<number>
  readonly evidence?: ReadonlyArray<Evidence>
  readonly refutedBy?: ReadonlyArray<Refutation>
  readonly accountId?: AccountId | null
  readonly contactId?: ContactId | null
  readonly otherAccountId?: AccountId | null
}

export const recordFinding = <Tag extends RecordClass>(_tag: Tag, about: About): RecordFinding<Tag> => ({
  _tag,
  certainty: about.certainty ?? 'shown',
  alternatives: about.alternatives ?? [],
  rule: rules[_tag],
  ...peopleOf(about.people ?? []),
  evidence: about.evidence ?? [],
  refutedBy: about.refutedBy ?? [],
  next: null,
  accountId: about.accountId ?? null,
  contactId: about.contactId ?? null,
  otherAccountId: about.otherAccountId ?? null,
})

/**
 * If a record is missing, the cause can be an incomplete export. Returns a list with this cause, and a list with the check that
 * refutes this cause. If the options state that the export is complete, both lists are empty.
 */
export const ifIncomplete = (
  gathered: Gathered,
  kind: 'accounts' | 'contacts' | 'people',
): { readonly causes: ReadonlyArray<Cause>; readonly refutedBy: ReadonlyArray<Refutation> } =>
  isComplete(gathered, kind)
    ? { causes: [], refutedBy: [] }
    : { causes: ['ExportIncomplete'], refutedBy: ['complete-export'] }

/** A record finding of any class. */
export type AnyRecordFinding = { readonly [Tag in RecordClass]: RecordFinding<Tag> }[RecordClass]

/**
 * If two files of people were exported at different times, a change in between can be the cause of a finding. A finding with this
 * possible cause has these keys.
 */
export const exportedApart = {
  certainty: 'open',
  alternatives: ['ExportedAtDifferentTimes', 'Unexplained'],
  refutedBy: ['later-export'],
} as const

export const keyOfAccount = ({ accounts }: Gathered, account: number): string => accounts.keys[account] as string

/**
 * Lists the people in all groups of an account. Nearly every account has one group. For one group, the function returns the list
 * of this group without a copy.
 */
export const peopleIn = (groups: ReadonlyArray<Group>): ReadonlyArray<number> => {
  const [first, ...others] = groups
  return first !== undefined && others.length === 0 ? first.people : groups.flatMap(({ people }) => people)
}

/**
 * Returns the SystemModstamp of a contact as evidence, and the possible causes of a difference. The most likely cause comes first.
 */
export const byStamp = (
  { contacts, failures, howFarContacts }: Gathered,
  contact: number,
  ifRead: ReadonlyArray<Cause>,
): Pick<About, 'certainty' | 'alternatives' | 'evidence' | 'refutedBy'> => {
  const stamp = contacts?.stamps[contact] ?? Number.NaN
  const failed = failures?.records.get(`003${contacts?.ids.idAt(contact) ?? ''}`)
  const hasFailed = failed !== undefined && !(failed.failedOn < stamp)
  const evidence: ReadonlyArray<Evidence> = [
    ...(Number.isNaN(stamp)
      ? []
      : [{ _tag: 'Stamp' as const, systemModstamp: stamp as Instant, howFar: howFarContacts }]),
    ...(hasFailed ? [{ _tag: 'SyncError' as const, failedOn: instantOrNull(failed.failedOn) }] : []),
  ]
  const isAhead = howFarContacts !== null && stamp > howFarContacts.until
  const causes: ReadonlyArray<Cause> = isAhead
    ? ['NotYetSynced', ...ifRead]
    : howFarContacts?.by === 'sync-status' && stamp <= howFarContacts.until
      ? ifRead
      : [...ifRead.filter((cause) => cause !== 'Unexplained'), 'NotYetSynced', 'Unexplained']
  const refutedBy: ReadonlyArray<Refutation> = Number.isNaN(stamp)
    ? ['systemModstamp', 'later-export']
    : ['sync-status', 'later-export']
  const alternatives: ReadonlyArray<Cause> = hasFailed
    ? ['RecordFailed', ...causes.filter((cause) => cause !== 'RecordFailed')]
    : causes
  return { certainty: 'open', alternatives, evidence, refutedBy }
}

/** The greatest number of accounts that a finding lists as evidence. */
export const longestList = 10
