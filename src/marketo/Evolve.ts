/**
 * How an event changes the whole state of Marketo. No event throws: an event that no decision can produce changes nothing.
 *
 * @since 0.1.0
 */
import type { Event } from '../model/Event.js'
import { applyEvent } from './state/ApplyEvent.js'
import type { Marketo, MarketoMaps, MarketoState } from './state/MarketoState.js'
import { asMarketo, asState } from './state/MarketoState.js'

/**
 * Marketo after an event. The given Marketo does not change.
 *
 * @category evolution
 * @since 0.1.0
 */
export const evolve = (marketo: Marketo, event: Event): Marketo => {
  const { accounts, contacts, persons, personsOf, conversions } = asState(marketo)
  const maps: MarketoMaps = { accounts, contacts, persons, personsOf, conversions }
  applyEvent(maps, event)
  // All maps are persistent: they were persistent before, and `set` of a persistent map returns a persistent map.
  return asMarketo(maps as MarketoState)
}

/**
 * Marketo after many events. A service that stores events rebuilds its state with this function.
 *
 * @category evolution
 * @since 0.1.0
 */
export const replay = (events: Iterable<Event>, marketo: Marketo): Marketo => {
  let state = marketo
  for (const event of events) state = evolve(state, event)
  return state
}
