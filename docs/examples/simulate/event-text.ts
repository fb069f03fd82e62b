/**
 * Writes an event as JSON text. Nearly all events of a long history are sync-downs of accounts and contacts, and edits. This
 * module builds their text by hand, because to encode each event as an object first would take a tenth of the time of the whole
 * command.
 */
import {
  type AccountFieldEdited,
  type AccountSyncedDown,
  type ContactSynced,
  type Event,
  type FieldChange,
  type FieldValue,
  Instant,
} from 'marketo-account-sync'
import { EventFromJson } from 'marketo-account-sync/codecs'

/** The characters that JSON escapes with a backslash: quotes, backslashes, control characters and lone surrogates. */
const isEscaped = /["\\\u0000-\u001f\ud800-\udfff]/

const valueText = (value: FieldValue): string =>
  typeof value !== 'string' ? String(value) : isEscaped.test(value) ? JSON.stringify(value) : `"${value}"`

const dayLength = 86_400_000
let day = NaN
let dayText = ''

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))
const three = (n: number): string => (n < 100 ? `0${two(n)}` : String(n))

/** Most instants of a history are on the day of the previous one. So the text of the date is kept until the date changes. */
const instantText = (instant: Instant): string => {
  const itsDay = Math.floor(instant / dayLength)
  if (itsDay !== day) {
    day = itsDay
    dayText = Instant.encode(instant).slice(0, 'YYYY-MM-DDT'.length)
  }
  const time = instant - day * dayLength
  const [seconds, minutes] = [Math.floor(time / 1_000), Math.floor(time / 60_000)]
  return `"${dayText}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}.${three(time % 1_000)}Z"`
}

const changeText = ({ field, oldValue, newValue }: FieldChange): string =>
  `"field":"${field}","oldValue":${valueText(oldValue)},"newValue":${valueText(newValue)}`

const syncedDownText = (event: AccountSyncedDown): string => {
  const { at, accountId, systemModstamp, isDeleted, masterRecordId, fields, liveContacts, logged } = event
  let changes = ''
  for (const change of event.changes) changes += `${changes === '' ? '' : ','}{${changeText(change)}}`
  const record = `"systemModstamp":${instantText(systemModstamp)},"isDeleted":${isDeleted},"masterRecordId":${valueText(masterRecordId)}`
  return `{"_tag":"AccountSyncedDown","at":${instantText(at)},"accountId":"${accountId}",${record},"fields":${JSON.stringify(fields)},"changes":[${changes}],"liveContacts":${liveContacts},"logged":${logged}}`
}

const editedText = ({ at, accountId, contactId, field, oldValue, newValue, logged }: AccountFieldEdited): string =>
  `{"_tag":"AccountFieldEdited","at":${instantText(at)},"accountId":"${accountId}","contactId":"${contactId}",${changeText({ field, oldValue, newValue })},"logged":"${logged}"}`

const contactText = ({ at, record: { id, accountId, isDeleted, systemModstamp } }: ContactSynced): string =>
  `{"_tag":"ContactSynced","at":${instantText(at)},"record":{"attributes":{"type":"Contact"},"Id":"${id}","AccountId":${valueText(accountId)},"IsDeleted":${isDeleted},"SystemModstamp":${instantText(systemModstamp)}}}`

/** Returns the same text as `JSON.stringify(EventFromJson.encode(event))`. */
export const eventText = (event: Event): string => {
  switch (event._tag) {
    case 'AccountSyncedDown':
      return syncedDownText(event)
    case 'AccountFieldEdited':
      return editedText(event)
    case 'ContactSynced':
      return contactText(event)
    case 'AccountSkipped':
    case 'PersonPut':
    case 'ConversionRequested':
    case 'ConversionConfirmed':
    case 'ConversionFailed':
      return JSON.stringify(EventFromJson.encode(event))
  }
}
