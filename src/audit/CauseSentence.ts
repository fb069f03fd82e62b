/** Formats the possible causes of a finding. */
import type { Cause } from './Finding.js'

/** Formats a cause so that it completes the sentence "The cause is …". */
export const formatCause = (cause: Cause): string => {
  switch (cause) {
    case 'LocalEditStands':
      return 'a local edit in Marketo that no sync-down has overridden'
    case 'NotYetSynced':
      return 'a change in Salesforce that the sync has not read yet'
    case 'RecordFailed':
      return 'a sync error of this record'
    case 'HiddenField':
      return 'that the sync does not bring this field'
    case 'FieldNotSyncing':
      return 'that the field has stopped syncing'
    case 'FormulaNotStamped':
      return 'a new value of a formula field, which waits for the next SystemModstamp'
    case 'OtherAccountShown':
      return 'a company row in Marketo that the account shares with another account'
    case 'Unexplained':
      return 'something that the rules of the sync do not explain'
    case 'CompanyRowSplit':
      return 'a second company row of the account in Marketo'
    case 'LinkedElsewhere':
      return 'that Marketo links the person to another account'
    case 'StaleLink':
      return 'a link to a former account that Marketo has kept'
    case 'SyncFilter':
      return 'a sync filter that keeps the record out of Marketo'
    case 'ExportIncomplete':
      return 'an export that does not contain all records'
    case 'ExportedAtDifferentTimes':
      return 'an update between the exports of the people'
    case 'ValuesTranslated':
      return 'that Marketo shows the label of the value'
    case 'ValuesScaled':
      return 'that Marketo shows the number in a different currency'
    case 'PersonAccount':
      return 'that the account is a person account, whose fields sync in a different way'
    case 'WrittenDifferently':
      return 'a value that is not written in the stated notation or encoding, such as a number with a different decimal mark'
  }
}

/** Formats a list of causes, such as `It could also be a, b, or c.` Returns an empty string if there are no causes. */
export const formatCauses = (begin: string, causes: ReadonlyArray<Cause>): string => {
  const texts = causes.map(formatCause)
  const last = texts.at(-1)
  if (last === undefined) return ''
  const others = texts.slice(0, -1)
  return `${begin} ${others.length === 0 ? last : `${others.join(', ')}, or ${last}`}.`
}
