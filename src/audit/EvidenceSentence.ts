/** Formats the evidence of a finding. */
import { formatCount, formatInstant, formatList, formatValue } from '../questions/Wording.js'
import type { Evidence, HowFar } from './Evidence.js'

export const formatPeople = (count: number): string => (count === 1 ? '1 person' : `${count} people`)

const formatHowFar = (howFar: HowFar | null): string => {
  if (howFar === null) return 'It is not known how far the sync has read.'
  const until = formatInstant(howFar.until)
  switch (howFar.by) {
    case 'sync-status':
      return `According to Sync Status, the sync has read all records until ${until}.`
    case 'log':
      return `According to the log, the sync has read the records until ${until} (our reading).`
    case 'patience':
      return `The sync has probably read the records until ${until}, one day before the export.`
  }
}

export const formatEvidence = (evidence: Evidence): string => {
  switch (evidence._tag) {
    case 'LastLogged': {
      const by = { sync: 'The sync', edit: 'Somebody', unknown: 'An unknown source' }[evidence.by]
      const change = `from ${formatValue(evidence.oldValue)} to ${formatValue(evidence.newValue)}`
      return `${by} last changed the field ${change} on ${formatInstant(evidence.at)}, according to the log of person ${evidence.personId}.`
    }
    case 'EditElsewhere':
      return `The log has an edit of the field to this value on ${formatInstant(evidence.at)}, and the person may have belonged to this account.`
    case 'EarlierValue':
      return `The earlier export of Salesforce has ${formatValue(evidence.value)}.`
    case 'Stamp':
      return `The record was last updated on ${formatInstant(evidence.systemModstamp)}. ${formatHowFar(evidence.howFar)}`
    case 'SyncedDown':
      return `The last sync-down of the account in the log is of ${formatInstant(evidence.at)}.`
    case 'LogSince':
      return `The log begins on ${formatInstant(evidence.from)}.`
    case 'LogGap':
      return `The log has no entry from ${formatInstant(evidence.from)} until ${formatInstant(evidence.until)}, so it may lack changes from this time.`
    case 'NoEditsLogged':
      return 'The log has no local edits of account fields, so it does not show whether somebody edited.'
    case 'OverCap':
      return `The account has ${formatCount(evidence.liveContacts, 'live contact')}, and the cap is ${evidence.activityCap}.`
    case 'LeftOut':
      return ''
    case 'BlankForAll':
      return `Marketo shows no value of the field for anybody, and Salesforce has a value in ${formatCount(evidence.filled, 'account')}.`
    case 'KeptOverSyncDown':
      return `${formatCount(evidence.accounts, 'account')} kept a difference in this field over an update.`
    case 'Calculated':
      return 'Salesforce calculates the field.'
    case 'Shown':
      return formatList(
        'The people show',
        evidence.values.map(({ value, count }) => `${formatValue(value)} (${formatPeople(count)})`),
      )
    case 'CompanyRows':
      return formatList(
        'The company rows are',
        evidence.rows.map(
          ({ row, count, accounts }) =>
            `${row} (${formatPeople(count)}${accounts.length > 1 ? ` of the accounts ${accounts.join(' and ')}` : ''})`,
        ),
      )
    case 'Table':
      return formatList(
        'The values are',
        evidence.rows.map(
          ({ salesforce, marketo }) =>
            `${formatValue(salesforce)} in Salesforce and ${formatValue(marketo)} in Marketo`,
        ),
      )
    case 'Ratio':
      return `The number in Marketo is ${evidence.ratio} times the number in Salesforce.`
    case 'SyncError':
      return evidence.failedOn === null
        ? 'Sync Errors lists the record.'
        : `Sync Errors lists the record on ${formatInstant(evidence.failedOn)}.`
    case 'Converted':
      return `Person ${evidence.personId} was converted on ${formatInstant(evidence.at)}.`
    case 'Deleted':
      return ''
    case 'Accounts':
      return formatList('The accounts are', [
        ...evidence.ids,
        ...Array.from({ length: Math.max(0, evidence.count - evidence.ids.length) }, () => ''),
      ])
  }
}
