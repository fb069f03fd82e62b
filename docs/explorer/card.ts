/**
 * The card of the chosen line. It shows what happened at this line, the state of Marketo after it, and a "why?" button for every
 * value.
 */
import {
  type Account,
  accountsOf,
  type Contact,
  contactsOf,
  countLiveContacts,
  type FieldName,
  fieldNames,
  localEditOf,
  type Marketo,
  type Person,
  personsOf,
  type RuleId,
  shownFields,
  valueOf,
} from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import { nameOfId, nameOfPerson, printFieldValue, printLine } from 'marketo-account-sync/histories'
import { counted, explain, groupedNumber, sentence } from 'marketo-account-sync/questions'
import { byId, el } from './dom.js'
import { outcomeParts, resultKind } from './ledger.js'
import { inWords } from './naming.js'
import type { Played } from './play.js'

/** The greatest number of contacts, persons or fields that the card lists. */
const most = 12

const contactState = (contact: Contact): string => {
  switch (contact._tag) {
    case 'LiveContact':
      return `live in ${nameOfId(contact.accountId)}`
    case 'DeletedContact':
      return 'deleted'
    case 'PrivateContact':
      return 'private'
  }
}

const personState = ({ sfdc }: Person): string => {
  switch (sfdc._tag) {
    case 'NotInSalesforce':
      return 'not in Salesforce'
    case 'SfdcLead':
      return sfdc.isDeleted ? 'deleted lead' : 'lead'
    case 'Converting':
      return 'converting'
    case 'SfdcContact':
      return `contact ${nameOfId(sfdc.contactId)}`
  }
}

const isCrowd = (contact: Contact): boolean => nameOfId(contact.id).startsWith('Crowd')

interface Known {
  readonly accounts: ReadonlyArray<Account>
  /** The contacts of the account. Contacts with a name come first. */
  readonly contacts: ReadonlyArray<Contact>
  readonly contactCount: number
  readonly persons: ReadonlyArray<Person>
  readonly personCount: number
}

const knownIn = (marketo: Marketo): Known => {
  const named: Array<Contact> = []
  const crowd: Array<Contact> = []
  let contactCount = 0
  for (const contact of contactsOf(marketo)) {
    contactCount++
    const kind = isCrowd(contact) ? crowd : named
    if (kind.length < most) kind.push(contact)
  }
  const persons: Array<Person> = []
  let personCount = 0
  for (const person of personsOf(marketo)) {
    personCount++
    if (persons.length < most) persons.push(person)
  }
  return {
    accounts: [...accountsOf(marketo)],
    contacts: [...named, ...crowd.slice(0, named.length === 0 ? 3 : 1)].slice(0, most),
    contactCount,
    persons,
    personCount,
  }
}

/** The question that the reader asked last, so that the page can answer it again for the next line. */
interface Asked {
  readonly contact: Contact
  readonly field: FieldName
}

interface Card {
  readonly show: (played: Played | undefined) => void
  /** Asks why Marketo shows the value that the line changes. */
  readonly ask: () => void
}

const row = (term: string, texts: ReadonlyArray<string>): ReadonlyArray<Node> =>
  texts.length === 0 ? [] : [el('dt', {}, term), el('dd', {}, ...texts.map((text) => el('div', {}, inWords(text))))]

const settingsText = ({ before, line, after }: Played): string => {
  const { settings } = line?._tag === 'SettingsLine' ? after : before
  const text = printLine({ _tag: 'SettingsLine', settings }, { at: 0 as never, firstOfCrowd: 1 }).slice(
    'settings '.length,
  )
  return text === '{}' ? 'the default settings' : text
}

const titleOf = (played: Played): string => {
  const { chip } = outcomeParts(played)
  return `Line ${played.number}${chip === '' ? '' : `: ${chip}`}`
}

const shownText = (fields: Readonly<Record<string, unknown>>): string => {
  const pairs = Object.entries(fields as Readonly<Record<string, string>>).map(
    ([field, value]) => `${field}=${printFieldValue(value)}`,
  )
  const more = pairs.length - most
  return pairs.length === 0 ? 'nothing' : pairs.slice(0, most).join(', ') + (more > 0 ? `, and ${more} more` : '')
}

/** Scrolls to a rule below. The address stays unchanged, because its hash contains the history. */
const jump = (event: Event): void => {
  event.preventDefault()
  const id = (event.currentTarget as HTMLElement).innerText
  document.querySelector<HTMLElement>(`[data-rule="${id}"]`)?.scrollIntoView()
}

export const card = (onRules: (rules: ReadonlyArray<RuleId>) => void): Card => {
  let current: Played | undefined
  let chosenAccount = ''

  const answer = (asked: Asked, button: HTMLElement | undefined): void => {
    if (current === undefined) return
    const { settings, marketo } = current.after
    const explanation = explain(settings)({ contactId: asked.contact.id, field: asked.field }, marketo)
    const text = inWords(sentence(explanation))
    const [, words = text] = /^([^]*) \[[^\]]*\]$/.exec(text) ?? []
    for (const other of document.querySelectorAll('.why')) other.setAttribute('aria-pressed', String(other === button))
    byId('answer').replaceChildren(
      el('strong', {}, `Why, after line ${current.number}? `),
      words,
      el('span', { class: 'soft' }, ` Rule: ${explanation.rule}.`),
    )
    onRules([explanation.rule])
    byId('answer').scrollIntoView({ block: 'nearest' })
  }

  const whyButton = (asked: Asked, about: string): HTMLElement => {
    const button: HTMLButtonElement = el(
      'button',
      {
        type: 'button',
        class: 'why',
        'aria-pressed': 'false',
        'data-field': asked.field,
        'data-contact': nameOfId(asked.contact.id),
        onclick: () => answer(asked, button),
      },
      'why?',
      el('span', { class: 'unseen' }, ` ${about}`),
    )
    return button
  }

  const valuesTable = (account: Account, through: Contact | undefined, marketo: Marketo): HTMLElement => {
    const shown = shownFields(account)
    const names = fieldNames(shown)
    const count = countLiveContacts(account.id)(marketo)
    const master = account.masterRecordId === null ? '' : `, merged into ${nameOfId(account.masterRecordId)}`
    return el(
      'table',
      { 'data-account': nameOfId(account.id) },
      el(
        'caption',
        {},
        `${nameOfId(account.id)}, ${counted(count, 'live contact')}${account.isDeleted ? ', deleted in Salesforce' : ''}${master}`,
      ),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          ...['Field', 'Salesforce sent', 'Marketo shows'].map((text) => el('th', { scope: 'col' }, text)),
          el('td', {}),
        ),
      ),
      el(
        'tbody',
        {},
        ...names.map((field) => {
          const sent = O.match(() => '', printFieldValue)(valueOf(field)(account.synced))
          const value = printFieldValue(shown[field] ?? null)
          const isEdited = O.isSome(localEditOf(field)(account))
          return el(
            'tr',
            {},
            el('th', { scope: 'row' }, field),
            el('td', {}, sent),
            el(
              'td',
              {},
              isEdited ? el('strong', {}, value) : value,
              isEdited ? el('span', { class: 'soft' }, ' (local edit)') : '',
            ),
            el(
              'td',
              {},
              through === undefined
                ? ''
                : whyButton({ contact: through, field }, `does Marketo show ${value} in ${field}`),
            ),
          )
        }),
      ),
    )
  }

  const contactsTable = (known: Known, field: FieldName): Node => {
    if (known.contactCount === 0) return el('p', { class: 'hint' }, 'Marketo knows no contact yet.')
    const shownBy = (contact: Contact): string => {
      const account =
        contact._tag === 'LiveContact' ? known.accounts.find(({ id }) => id === contact.accountId) : undefined
      return account === undefined ? 'nothing' : shownText(shownFields(account))
    }
    const more = known.contactCount - known.contacts.length
    return el(
      'table',
      { id: 'contacts' },
      el(
        'caption',
        {},
        `Contacts${more > 0 ? ` (${groupedNumber(known.contacts.length)} of ${groupedNumber(known.contactCount)})` : ''}`,
      ),
      el(
        'thead',
        {},
        el('tr', {}, ...['Contact', 'is', 'shows'].map((text) => el('th', { scope: 'col' }, text)), el('td', {})),
      ),
      el(
        'tbody',
        {},
        ...known.contacts.map((contact) =>
          el(
            'tr',
            {},
            el('th', { scope: 'row' }, nameOfId(contact.id)),
            el('td', {}, contactState(contact)),
            el('td', {}, shownBy(contact)),
            el('td', {}, whyButton({ contact, field }, `does ${nameOfId(contact.id)} show this in ${field}`)),
          ),
        ),
      ),
    )
  }

  const personsTable = ({ persons, personCount }: Known): Node | null =>
    personCount === 0
      ? null
      : el(
          'table',
          { id: 'persons' },
          el(
            'caption',
            {},
            `Persons${personCount > persons.length ? ` (${persons.length} of ${groupedNumber(personCount)})` : ''}`,
          ),
          el(
            'tbody',
            {},
            ...persons.map((person) =>
              el(
                'tr',
                {},
                el('th', { scope: 'row' }, `person ${nameOfPerson(person.id)}`),
                el('td', {}, personState(person)),
              ),
            ),
          ),
        )

  const accountChoice = (accounts: ReadonlyArray<Account>, redraw: () => void): Node | null => {
    if (accounts.length < 2) return null
    const select: HTMLSelectElement = el(
      'select',
      {
        id: 'account',
        onchange: () => {
          chosenAccount = select.value
          redraw()
        },
      },
      ...accounts
        .slice(0, 200)
        .map(({ id }) => el('option', { value: id, selected: id === chosenAccount }, nameOfId(id))),
    )
    return el('label', { class: 'hint' }, 'Account ', select)
  }

  const drawValues = (): void => {
    if (current === undefined) return
    const { marketo } = current.after
    const known = knownIn(marketo)
    const account = known.accounts.find(({ id }) => id === chosenAccount) ?? known.accounts[0]
    const live = known.contacts.find((contact) => contact._tag === 'LiveContact' && contact.accountId === account?.id)
    const field = current.changedFields[0] ?? (account === undefined ? undefined : fieldNames(account.synced)[0])
    byId('values').replaceChildren(
      ...[
        el('h3', {}, 'What Marketo knows now'),
        el(
          'p',
          { class: 'hint', id: 'counts' },
          [
            counted(known.accounts.length, 'account'),
            counted(known.contactCount, 'contact'),
            ...(known.personCount === 0 ? [] : [counted(known.personCount, 'person')]),
          ].join(', '),
        ),
        accountChoice(known.accounts, drawValues),
        account === undefined ? null : valuesTable(account, live, marketo),
        account !== undefined && live === undefined
          ? el('p', { class: 'hint' }, 'No live contact shows these values yet.')
          : null,
        contactsTable(known, field ?? ('Industry' as FieldName)),
        personsTable(known),
      ].filter((node) => node !== null),
    )
  }

  const show = (played: Played | undefined): void => {
    current = played
    byId('answer').replaceChildren()
    if (played === undefined) {
      byId('step-title').textContent = 'No line'
      byId('card').replaceChildren()
      byId('values').replaceChildren()
      onRules([])
      return
    }
    const { chip } = outcomeParts(played)
    const told = played.narration()
    byId('step-title').replaceChildren(
      `Line ${played.number} `,
      chip === '' ? '' : el('span', { class: `chip ${played.kind === 'error' ? 'error' : resultKind(chip)}` }, chip),
    )
    byId('card').replaceChildren(
      el('code', { class: 'command' }, played.text.trim() || '(empty line)'),
      el(
        'dl',
        {},
        ...(played.error === undefined
          ? []
          : row('Error', [played.error.message, 'The other lines are played without this line.'])),
        ...row('Happened', told?.happened ?? []),
        ...row('Shows', told?.shown ?? []),
        ...(told === undefined || played.line?._tag === 'SettingsLine'
          ? []
          : row('Logged', told.logged.length === 0 ? ['nothing'] : told.logged)),
        ...row('Salesforce is asked', played.asked.length === 0 ? [] : [played.asked.join(', ')]),
        ...(told === undefined || told.rules.length === 0
          ? []
          : [
              el('dt', {}, told.rules.length === 1 ? 'Rule' : 'Rules'),
              el(
                'dd',
                {},
                ...told.rules.map((id) => el('div', {}, el('a', { href: `#rule-${id}`, onclick: jump }, id))),
              ),
            ]),
        ...row('Settings', [settingsText(played)]),
      ),
    )
    byId('spoken').textContent = inWords(
      `${titleOf(played)}. ${played.error?.message ?? told?.happened.join('. ') ?? ''}`,
    )
    if (played.account !== undefined) chosenAccount = played.account.id
    drawValues()
    onRules(told?.rules ?? [])
  }

  const ask = (): void => {
    const changed = current?.changedFields[0]
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('.why')]
    const button = buttons.find((one) => one.dataset['field'] === changed) ?? buttons[0]
    button?.click()
  }
  return { show, ask }
}
