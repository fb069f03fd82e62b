import type { Answer } from 'marketo-account-sync/questions'
import { sentence } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { story } from '../../docs/examples/questions/story.js'
import { withNames } from '../../docs/examples/questions/text.js'
import { run } from '../examples/scripts.js'

const summary = (answer: Answer): string => {
  switch (answer._tag) {
    case 'NotShown':
      return `${answer._tag} ${answer.why}`
    case 'ShownEdited':
      return `${answer._tag} ${String(answer.value)}, synced ${String(answer.synced)}`
    case 'ShownSynced':
    case 'ShownKept':
      return `${answer._tag} ${String(answer.value)}`
    case 'EditAtRisk':
      return `${answer._tag} ${answer.field}, ${answer.liveContacts} contacts`
    case 'NotLogged':
      return `${answer._tag} ${answer.reason._tag}`
    case 'Logged':
      return `${answer._tag} ${String(answer.activity.newValue)}`
    case 'WillSyncDown':
      return `${answer._tag} ${answer.changes.length} changes, ${answer.editsLost.length} lost, ${answer.logging.activities} logged`
    case 'WillConvert':
      return `${answer._tag} ${answer.asks.length} requests, ${answer.sameName.length} of that name`
    case 'WillRefuse':
      return `${answer._tag} ${answer.refusal._tag}`
    case 'WillSkip':
      return answer._tag
    case 'WillIgnore':
      return `${answer._tag} ${answer.why}`
  }
}

describe('the command `npm run questions`', () => {
  test('asks every kind of question about one history', () => {
    const answers = story()
      .flatMap(({ asked }) => asked)
      .flatMap((one) => one.answers)
    expect(answers.map(summary)).toEqual([
      'ShownEdited Food & Drink, synced Food',
      'ShownSynced +44 20 7946 0100',
      'NotShown ignored',
      'NotShown hidden',
      'NotShown unknown contact',
      'EditAtRisk Industry, 2 contacts',
      'EditAtRisk SLA__c, 2 contacts',
      'NotLogged OverTheCap',
      'NotLogged Deferred',
      'NotLogged OtherContact',
      'NotLogged NotLive',
      'NotLogged Moved',
      'Logged Food & Drink',
      'WillSyncDown 2 changes, 1 lost, 4 logged',
      'WillIgnore repeated',
      'WillConvert 2 requests, 1 of that name',
      'WillRefuse NewAccountNotAccepted',
      'ShownSynced Food',
      'ShownEdited Gold, synced Silver',
    ])
  })

  test('prints every question with its answers as sentences', async () => {
    const { code, out } = await run(['questions'])
    const text = out.replaceAll(/\s+/g, ' ')
    expect(code).toBe(0)
    for (const { title, asked } of story()) {
      expect(text).toContain(title)
      for (const { question, answers } of asked) {
        expect(text).toContain(question)
        for (const answer of answers) expect(text).toContain(withNames(sentence(answer)))
      }
    }
    // The answers use names instead of ids wherever the records have names.
    expect(text).toContain('through contact Ada on 2026-03-02 14:00:00 UTC, for its account Harbour Foods.')
    expect(text).not.toMatch(/(?:account 001|contact 003)[A-Za-z0-9]{15}/)
  })
})
