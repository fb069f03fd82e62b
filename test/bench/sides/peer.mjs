// Does the steps of step.mjs with popular libraries for immutable updates. Each library is used as its documentation recommends.
import { baseline } from '../baseline.mjs'
import { factsOf, laterFactsOf, pictureOf } from '../org.mjs'

const cap = 5000

/** The state consists of Maps, because Immer and Mutative copy a Map faster than an object with so many keys. */
const recipe = (fact) => (draft) => {
  if (fact.kind === 'account') {
    const held = draft.accounts.get(fact.id)
    if (fact.stamp <= held.stamp) return
    let changed = 0
    for (const field in fact.fields) if (held.shown[field] !== fact.fields[field]) changed++
    held.stamp = fact.stamp
    held.shown = fact.fields
    if (held.contacts <= cap) draft.activities += changed * held.contacts
  } else if (fact.kind === 'contact') {
    const held = draft.contacts.get(fact.id)
    if (fact.stamp <= held.stamp) return
    held.stamp = fact.stamp
    if (held.accountId === fact.accountId) return
    draft.accounts.get(held.accountId).contacts--
    draft.accounts.get(fact.accountId).contacts++
    held.accountId = fact.accountId
  } else {
    const { shown } = draft.accounts.get(draft.contacts.get(fact.contactId).accountId)
    if (shown[fact.field] === fact.value) return
    shown[fact.field] = fact.value
    draft.activities++
  }
}

const overMaps = (update, prepared) => ({
  state: (accounts, contacts, activities) =>
    prepared({
      accounts: new Map(accounts.map((account) => [account.id, account])),
      contacts: new Map(contacts.map((contact) => [contact.id, contact])),
      activities,
    }),
  applied: (state, fact) => update(state, recipe(fact)),
  picture: ({ accounts, contacts, activities }) => pictureOf(accounts.values(), contacts.values(), activities),
})

const toolkit = ({ createEntityAdapter, createSlice }) => {
  const accounts = createEntityAdapter()
  const contacts = createEntityAdapter()
  const slice = createSlice({
    name: 'marketo',
    initialState: { accounts: accounts.getInitialState(), contacts: contacts.getInitialState(), activities: 0 },
    reducers: {
      accountSynced: (state, { payload: { id, stamp, fields } }) => {
        const held = state.accounts.entities[id]
        if (stamp <= held.stamp) return
        let changed = 0
        for (const field in fields) if (held.shown[field] !== fields[field]) changed++
        if (held.contacts <= cap) state.activities += changed * held.contacts
        accounts.updateOne(state.accounts, { id, changes: { stamp, shown: fields } })
      },
      contactSynced: (state, { payload: { id, stamp, accountId } }) => {
        const held = state.contacts.entities[id]
        if (stamp <= held.stamp) return
        if (held.accountId !== accountId) {
          const count = (of) => state.accounts.entities[of].contacts
          accounts.updateOne(state.accounts, { id: held.accountId, changes: { contacts: count(held.accountId) - 1 } })
          accounts.updateOne(state.accounts, { id: accountId, changes: { contacts: count(accountId) + 1 } })
        }
        contacts.updateOne(state.contacts, { id, changes: { stamp, accountId } })
      },
      accountEdited: (state, { payload: { contactId, field, value } }) => {
        const account = state.accounts.entities[state.contacts.entities[contactId].accountId]
        if (account.shown[field] === value) return
        state.activities++
        accounts.updateOne(state.accounts, { id: account.id, changes: { shown: { ...account.shown, [field]: value } } })
      },
    },
  })
  const { accountSynced, contactSynced, accountEdited } = slice.actions
  const actions = { account: accountSynced, contact: contactSynced, edit: accountEdited }
  return {
    state: (allAccounts, allContacts, activities) => ({
      accounts: accounts.setAll(accounts.getInitialState(), allAccounts),
      contacts: contacts.setAll(contacts.getInitialState(), allContacts),
      activities,
    }),
    applied: (state, fact) => slice.reducer(state, actions[fact.kind](fact)),
    picture: (state) =>
      pictureOf(
        accounts.getSelectors().selectAll(state.accounts),
        contacts.getSelectors().selectAll(state.contacts),
        state.activities,
      ),
  }
}

const peers = {
  immer: async () => {
    const { enableMapSet, freeze, produce } = await import('immer')
    enableMapSet()
    return overMaps(produce, (state) => freeze(state, true))
  },
  mutative: async () => {
    const { create } = await import('mutative')
    return overMaps(create, (state) => state)
  },
  toolkit: async () => toolkit(await import('@reduxjs/toolkit')),
}

export const prepare = async ({ by, part, few }) => {
  const { state, applied, picture } = await peers[by]()
  const org = baseline(factsOf(part))
  const base = state(
    [...org.accounts].map(([id, { stamp, shown, contacts }]) => ({ id, stamp, shown, contacts: contacts.size })),
    [...org.contacts].map(([id, { stamp, accountId }]) => ({ id, stamp, accountId })),
    org.activities,
  )
  org.accounts.clear()
  org.contacts.clear()
  const facts = laterFactsOf(part, 20_000).slice(0, few)
  let last
  return {
    measures: {
      few: () => {
        last = facts.reduce(applied, base)
        return few
      },
    },
    asks: { fewPicture: () => `${picture(last)}; before: ${picture(base)}` },
  }
}
