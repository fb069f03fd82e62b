/** Formats the fact of a finding about a record. */
import { formatPeople } from './EvidenceSentence.js'
import type { RecordFinding } from './Finding.js'

/**
 * A missing row does not prove that the record is deleted. The export can be incomplete, or the row can be unreadable.
 */
const formatAbsence = ({ evidence }: RecordFinding, object: 'account' | 'contact'): string =>
  evidence.some((each) => each._tag === 'Deleted' && each.how === 'not in the export')
    ? `the audit has read no row of the ${object}`
    : `Salesforce has deleted the ${object}`

/** Formats the fact as a sentence. The sentence can begin with a small letter. */
export const formatRecordIs = (finding: RecordFinding): string => {
  const { _tag, certainty, accountId, contactId, otherAccountId, people, peopleCount } = finding
  const account = accountId === null ? 'no account' : `account ${accountId}`
  const other = otherAccountId === null ? 'no account' : `account ${otherAccountId}`
  const person = `person ${people[0] ?? ''}`
  const mayBeIncomplete = finding.alternatives.includes('ExportIncomplete')
  switch (_tag) {
    case 'CompanyRowSplit':
      return `The ${formatPeople(peopleCount)} of ${account} belong to several company rows in Marketo.`
    case 'CompanyRowShared':
      return `${account} and ${other} share one company row in Marketo, with ${formatPeople(peopleCount)}.`
    case 'LinkedElsewhere':
      return `Marketo links ${person} to ${account}, and Salesforce says that contact ${contactId ?? ''} belongs to ${other}.`
    case 'LinkedToMergedAccount':
      return `Marketo links ${formatPeople(peopleCount)} to ${account}, which Salesforce has merged into ${other}.`
    case 'LinkUnclear':
      return `The link of ${person} is not known, because the file has no SFDC Account Id. Contact ${contactId ?? ''} belongs to ${other}, but Marketo shows the values of ${accountId === null ? 'no account with this name' : account}.`
    case 'ContactMissing':
      return mayBeIncomplete
        ? `The file of people has no person for contact ${contactId ?? ''} of ${account}.`
        : `Contact ${contactId ?? ''} of ${account} has no person in Marketo.`
    case 'DeletedInSalesforce':
      return contactId === null
        ? `Marketo shows ${account} for ${formatPeople(peopleCount)}, but ${formatAbsence(finding, 'account')}.`
        : `Marketo shows contact ${contactId} as ${person}, but ${formatAbsence(finding, 'contact')}.`
    case 'DuplicatePerson':
      return `${certainty === 'shown' ? 'Marketo has' : 'The files of people together have'} ${formatPeople(peopleCount)} for contact ${contactId ?? ''}.`
    case 'LeadOfSameCompany':
      return `The company of ${person} has the name of ${account}, but the person is not a contact of the account. An edit of the account changes the person only if both belong to the same company row in Marketo.`
    case 'OverTheCap':
      return certainty === 'shown'
        ? `The sync-downs of ${account} are not logged.`
        : `The sync-downs of ${account} are not logged if Marketo has all its contacts, but Marketo has only ${formatPeople(peopleCount)} of the account.`
    case 'DuplicateName':
      return `${account} and ${other} have the same name.`
    case 'NoPeople':
      return mayBeIncomplete
        ? `The file of people has no person of ${account}.`
        : `Marketo has no person of ${account}.`
    case 'SyncFailed':
      return `The sync of ${contactId === null ? (accountId === null ? person : account) : `contact ${contactId}`} failed.`
  }
}
