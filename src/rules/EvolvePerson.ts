/**
 * Applies events to a person.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { ConversionFailed, PersonEvent } from '../model/Event.js'
import type { Converting, Person } from '../model/Person.js'

const afterFailure = (event: ConversionFailed, converting: Converting): Person['sfdc'] =>
  event.failedAt === 'sync' ? converting.from : { _tag: 'SfdcLead', isDeleted: false }

/**
 * Returns the person after an event. Only `PersonPut` creates a person. If the person is unknown, every other event changes
 * nothing.
 *
 * @rule convert.answered-once
 * @category evolution
 * @since 0.1.0
 */
export const evolvePerson = (person: O.Option<Person>, event: PersonEvent): O.Option<Person> => {
  if (event._tag === 'PersonPut') return O.some(event.person)
  return O.map((known: Person): Person => {
    switch (event._tag) {
      case 'ConversionRequested':
        return { ...known, sfdc: { _tag: 'Converting', from: event.from, since: event.at, terms: event.terms } }
      case 'ConversionConfirmed':
        return { ...known, sfdc: { _tag: 'SfdcContact', contactId: event.contactId } }
      case 'ConversionFailed':
        return known.sfdc._tag === 'Converting' ? { ...known, sfdc: afterFailure(event, known.sfdc) } : known
    }
  })(person)
}
