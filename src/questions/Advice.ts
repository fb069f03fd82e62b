/**
 * Describes what to do next when Marketo refused an input, or when an input has to wait.
 *
 * @since 0.4.0
 */
import type { AccountNotYetKnown, Refusal } from '../model/Refusal.js'
import { formatLeadField } from './Wording.js'

/**
 * Describes in one sentence what somebody can do after a refusal.
 *
 * @example
 * import { adviceOn } from 'marketo-account-sync/questions'
 *
 * const refusal = { _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId: 7 } as Parameters<typeof adviceOn>[0]
 * assert.match(adviceOn(refusal), /^Check the person number/)
 *
 * @category questions
 * @since 0.4.0
 */
export const adviceOn = (refusal: Refusal | AccountNotYetKnown): string => {
  switch (refusal._tag) {
    case 'UnknownContact':
      return 'Deliver the record of the contact from Salesforce first.'
    case 'ContactNotLive':
      return refusal.why === 'private'
        ? 'Give the contact an account in Salesforce, or edit through another contact.'
        : 'Edit through a live contact of the account.'
    case 'AccountDeleted':
      return 'Restore the account in Salesforce first.'
    case 'UnknownField':
      return 'Check the API name, and whether the sync user can see the field. A new field arrives with the next update of the account.'
    case 'UnknownPerson':
      return 'Add the person to Marketo first (PutPerson).'
    case 'AlreadyAContact':
      return 'Do nothing: the person already is a contact.'
    case 'ConversionUnderWay':
      return "Wait for Salesforce's answer (ConfirmConversion or FailConversion)."
    case 'NewAccountNotAccepted':
      return 'Set accepts to "new account and opportunity" if you want both. If the account exists already, convert the lead in Salesforce instead.'
    case 'OwnerNotAUser':
      return 'Assign the person to a user, whose id begins with 005.'
    case 'LeadFieldsMissing':
      return `Fill in ${refusal.missing.map(formatLeadField).join(' and ')}, or set a default in the settings (instance.personDefaults).`
    case 'NoConversionUnderWay':
      return 'Check the person number in the answer. Salesforce can answer only a conversion that Marketo has requested.'
    case 'RecordAlreadyClaimed':
      return 'Check the ids in the answer: every conversion creates its own contact, account and opportunity.'
    case 'NoSyncNeeded':
      return 'Check the answer: a person who already is a lead in Salesforce needs no sync, so only the conversion can fail.'
    case 'AccountNotYetKnown':
      return 'Deliver the record of the account, and then deliver this record again.'
  }
}
