// The rules once more, the way somebody in a hurry would write them down: one big mutable thing that holds every value of
// every contact, and copies it about. Slow and plain; shares nothing with src but types.
import type { ContactRecord, FieldName, FieldValue, Input, Settings } from 'marketo-account-sync'

type Values = Map<string, FieldValue>

interface ObviousAccount {
  stamp: number
  isDeleted: boolean
  synced: Values
  edits: Map<string, { value: FieldValue; through: string; at: number }>
  /** The records applied at the stamp, each as text. */
  applied: Array<string>
}

interface ObviousContact {
  status: 'live' | 'deleted' | 'private'
  accountId: string | null
  stamp: number | null
  applied: Array<string>
  /** What Marketo shows for this contact: its own copy. */
  values: Values
}

interface ObviousPerson {
  lastName: string | null
  company: string | null
  status: 'none' | 'lead' | 'deleted lead' | 'contact' | 'converting'
  contactId: string | null
  before: 'none' | 'lead' | 'deleted lead' | null
  since: number | null
  terms: { assignTo: string; convertedStatus: string; notifyOwner: boolean } | null
}

interface Outcome {
  readonly personId: number
  readonly accountId: string
  readonly contactId: string
  readonly opportunityId: string
}

/** What came of an input: what was logged; or a refusal or deferral, whole. */
export interface ObviousAnswer {
  readonly logged: ReadonlyArray<object>
  readonly refused: object | null
}

const ignored =
  'Fax Ownership Rating ShippingCity ShippingCountry ShippingPostalCode ShippingState ShippingStreet TickerSymbol'.split(
    ' ',
  )

const text = (isDeleted: boolean, fields: Iterable<readonly [string, FieldValue]>): string =>
  JSON.stringify([isDeleted, [...fields].sort(([a], [b]) => (a < b ? -1 : 1))])

const isBlank = (name: string | null): boolean => name === null || /^\s*$/.test(name)

export const obviousMarketo = (settings: Settings) => {
  const { activityCap, hiddenFields, personDefaults } = settings.instance
  const { overrideOn, localEditLog } = settings.readings
  const accounts = new Map<string, ObviousAccount>()
  const contacts = new Map<string, ObviousContact>()
  const persons = new Map<number, ObviousPerson>()
  const outcomes: Array<Outcome> = []

  const liveContactsOf = (accountId: string) =>
    [...contacts].filter(([, contact]) => contact.status === 'live' && contact.accountId === accountId)

  const shown = (account: ObviousAccount): Values => {
    const values = new Map(account.synced)
    for (const [field, { value }] of account.edits) values.set(field, value)
    return values
  }

  const fanOut = (accountId: string): void => {
    const account = accounts.get(accountId)
    if (account !== undefined) for (const [, contact] of liveContactsOf(accountId)) contact.values = shown(account)
  }

  const syncAccount = (at: number, record: Extract<Input, { _tag: 'SyncAccount' }>['record']): Array<object> => {
    const { id, systemModstamp: stamp, isDeleted } = record
    const carried = new Map(
      Object.entries(record.fields as Record<string, FieldValue>).filter(
        ([field]) => !ignored.includes(field) && !hiddenFields.includes(field as FieldName),
      ),
    )
    const account = accounts.get(id)
    if (account !== undefined) {
      if (stamp < account.stamp) return []
      if (stamp === account.stamp && account.applied.includes(text(isDeleted, carried))) return []
      account.applied = [...(stamp === account.stamp ? account.applied : []), text(isDeleted, carried)]
      account.stamp = stamp
      account.isDeleted = isDeleted
      const nothingNew = [...carried].every(
        ([field, value]) => account.synced.has(field) && account.synced.get(field) === value,
      )
      if (overrideOn === 'field-change' && nothingNew) return []
    }
    const now: ObviousAccount = account ?? {
      stamp,
      isDeleted,
      synced: new Map(),
      edits: new Map(),
      applied: [text(isDeleted, carried)],
    }
    accounts.set(id, now)
    const before = shown(now)
    for (const [field, value] of carried) {
      now.synced.set(field, value)
      now.edits.delete(field)
    }
    fanOut(id)
    const live = liveContactsOf(id)
    if (live.length > activityCap) return []
    return live.flatMap(([contactId]) =>
      [...carried].flatMap(([field, newValue]) => {
        const oldValue = before.get(field) ?? null
        return oldValue === newValue
          ? []
          : [{ _tag: 'ChangeDataValue', at, contactId, accountId: id, field, oldValue, newValue, cause: 'sync-down' }]
      }),
    )
  }

  const place = (
    id: string,
    status: ObviousContact['status'],
    accountId: string | null,
    record: ContactRecord,
  ): void => {
    const known = contacts.get(id)
    const said = text(record.isDeleted, [['AccountId', record.accountId]])
    const applied = known?.stamp === record.systemModstamp ? [...known.applied, said] : [said]
    const account = accountId === null ? undefined : accounts.get(accountId)
    const values: Values = account === undefined ? new Map<string, FieldValue>() : shown(account)
    contacts.set(id, { status, accountId, stamp: record.systemModstamp, applied, values })
  }

  const syncContact = (record: ContactRecord): object | null => {
    const { id, systemModstamp: stamp, isDeleted, accountId } = record
    const known = contacts.get(id)
    if (known !== undefined && known.stamp !== null) {
      if (stamp < known.stamp) return null
      if (stamp === known.stamp && known.applied.includes(text(isDeleted, [['AccountId', accountId]]))) return null
    }
    if (isDeleted) place(id, 'deleted', null, record)
    else if (accountId === null) place(id, 'private', null, record)
    else if (!accounts.has(accountId))
      return { _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId: id, accountId }
    else place(id, 'live', accountId, record)
    return null
  }

  const edit = (input: Extract<Input, { _tag: 'EditAccountField' }>): ObviousAnswer => {
    const { contactId, field, value, at } = input
    const refuse = (refused: object): ObviousAnswer => ({ logged: [], refused })
    const contact = contacts.get(contactId)
    if (contact === undefined) return refuse({ _tag: 'UnknownContact', rule: 'edit.live-contact', contactId })
    if (contact.status !== 'live' || contact.accountId === null)
      return refuse({ _tag: 'ContactNotLive', rule: 'edit.live-contact', contactId, why: contact.status })
    const accountId = contact.accountId
    const account = accounts.get(accountId)
    if (account?.isDeleted !== false)
      return refuse({ _tag: 'AccountDeleted', rule: 'edit.live-contact', contactId, accountId })
    const oldValue = contact.values.get(field)
    if (oldValue === undefined) return refuse({ _tag: 'UnknownField', rule: 'edit.known-field', accountId, field })
    if (oldValue === value) return { logged: [], refused: null }
    if (account.synced.get(field) === value) account.edits.delete(field)
    else account.edits.set(field, { value, through: contactId, at })
    fanOut(accountId)
    const logFor =
      localEditLog === 'none'
        ? []
        : localEditLog === 'edited-contact'
          ? [contactId]
          : liveContactsOf(accountId).map(([id]) => id)
    return {
      logged: logFor.map((id) => ({
        _tag: 'ChangeDataValue',
        at,
        contactId: id,
        accountId,
        field,
        oldValue,
        newValue: value,
        cause: 'local edit',
      })),
      refused: null,
    }
  }

  const convertLead = (at: number, personId: number, person: ObviousPerson, rest: object): object => ({
    _tag: 'ConvertLead',
    at,
    personId,
    ...person.terms,
    ...rest,
  })

  const settled = (
    person: ObviousPerson,
    status: ObviousPerson['status'],
    contactId: string | null,
  ): ObviousPerson => ({
    ...person,
    status,
    contactId,
    before: null,
    since: null,
    terms: null,
  })

  const apply = (input: Input): ObviousAnswer => {
    const refuse = (refused: object): ObviousAnswer => ({ logged: [], refused })
    const silence: ObviousAnswer = { logged: [], refused: null }
    switch (input._tag) {
      case 'SyncAccount':
        return { logged: syncAccount(input.at, input.record), refused: null }
      case 'SyncContact':
        return { logged: [], refused: syncContact(input.record) }
      case 'EditAccountField':
        return edit(input)
      case 'PutPerson': {
        const { id, lastName, company, sfdc } = input.person
        const known = persons.get(id)
        if (known?.status === 'converting')
          return refuse({
            _tag: 'ConversionUnderWay',
            rule: 'convert.not-a-contact',
            personId: id,
            since: known.since,
          })
        const status =
          sfdc._tag === 'NotInSalesforce'
            ? 'none'
            : sfdc._tag === 'SfdcContact'
              ? 'contact'
              : sfdc.isDeleted
                ? 'deleted lead'
                : 'lead'
        const contactId = sfdc._tag === 'SfdcContact' ? sfdc.contactId : null
        persons.set(id, { lastName, company, status, contactId, before: null, since: null, terms: null })
        return silence
      }
      case 'ConvertPerson': {
        const { personId, assignTo, convertedStatus, notifyOwner, accepts, at } = input
        const person = persons.get(personId)
        if (person === undefined) return refuse({ _tag: 'UnknownPerson', rule: 'convert.known-person', personId })
        if (person.status === 'contact')
          return refuse({
            _tag: 'AlreadyAContact',
            rule: 'convert.not-a-contact',
            personId,
            contactId: person.contactId,
          })
        if (person.status === 'converting')
          return refuse({
            _tag: 'ConversionUnderWay',
            rule: 'convert.not-a-contact',
            personId,
            since: person.since,
          })
        if (accepts !== 'new account and opportunity')
          return refuse({ _tag: 'NewAccountNotAccepted', rule: 'convert.guarded', personId, accepts })
        if (!assignTo.startsWith('005'))
          return refuse({ _tag: 'OwnerNotAUser', rule: 'convert.user-owner', personId, assignTo })
        const missing = (['lastName', 'company'] as const).filter(
          (name) => isBlank(person[name]) && isBlank(personDefaults[name]),
        )
        if (person.status !== 'lead' && missing.length > 0)
          return refuse({ _tag: 'LeadFieldsMissing', rule: 'convert.syncs-first', personId, missing })
        const terms = { assignTo, convertedStatus, notifyOwner }
        persons.set(personId, { ...person, status: 'converting', before: person.status, since: at, terms })
        return silence
      }
      case 'ConfirmConversion': {
        const { personId, account, contactId, opportunityId, at } = input
        const person = persons.get(personId)
        if (person === undefined) return refuse({ _tag: 'UnknownPerson', rule: 'convert.known-person', personId })
        const ids = { personId, accountId: account.id, contactId, opportunityId }
        if (outcomes.some((outcome) => JSON.stringify(outcome) === JSON.stringify(ids))) return silence
        if (person.status !== 'converting')
          return refuse({ _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId })
        const recordAlreadyClaimed = (id: string, why: string, of: number) =>
          refuse({ _tag: 'RecordAlreadyClaimed', rule: 'convert.never-joins', personId, id, why, of })
        const holders = [...persons].flatMap(([id, other]) =>
          id !== personId && other.contactId === contactId ? [id] : [],
        )
        if (holders.length > 0) return recordAlreadyClaimed(contactId, 'contact of another person', Math.min(...holders))
        for (const id of [account.id, contactId, opportunityId]) {
          const outcome = outcomes.find((made) => [made.accountId, made.contactId, made.opportunityId].includes(id))
          if (outcome !== undefined) return recordAlreadyClaimed(id, 'outcome of another conversion', outcome.personId)
        }
        const logged = syncAccount(at, account)
        const values = shown(accounts.get(account.id) as ObviousAccount)
        if (!contacts.has(contactId))
          contacts.set(contactId, { status: 'live', accountId: account.id, stamp: null, applied: [], values })
        outcomes.push(ids)
        persons.set(personId, settled(person, 'contact', contactId))
        const activity = convertLead(at, personId, person, { outcome: 'succeeded', failedAt: null, reason: null })
        return { logged: [...logged, activity], refused: null }
      }
      case 'FailConversion': {
        const { personId, failedAt, reason, at } = input
        const person = persons.get(personId)
        if (person === undefined) return refuse({ _tag: 'UnknownPerson', rule: 'convert.known-person', personId })
        if (person.status !== 'converting' || person.before === null)
          return refuse({ _tag: 'NoConversionUnderWay', rule: 'convert.answered-once', personId })
        if (failedAt === 'sync' && person.before === 'lead')
          return refuse({ _tag: 'NoSyncNeeded', rule: 'convert.syncs-first', personId })
        persons.set(personId, settled(person, failedAt === 'sync' ? person.before : 'lead', null))
        return { logged: [convertLead(at, personId, person, { outcome: 'failed', failedAt, reason })], refused: null }
      }
    }
  }

  return { apply, accounts, contacts, persons, liveContactsOf }
}
