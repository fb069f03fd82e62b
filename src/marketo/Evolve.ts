/**
 * How the whole of Marketo changes by its events. It is total: an event that cannot come from a decision changes nothing
 * rather than failing.
 *
 * @since 0.1.0
 */
import type { Event } from '../model/Event.js'
import { applyEvent } from './state/ApplyEvent.js'
import type { Marketo, MarketoMaps, MarketoState } from './state/MarketoState.js'
import { asMarketo, asState } from './state/MarketoState.js'

/**
 * Marketo after an event. The Marketo before it stays as it was.
 *
 * @category evolution
 * @since 0.1.0
 */
export const evolve = (marketo: Marketo, event: Event): Marketo => {
  const { accounts, contacts, persons, personsOf, conversions } = asState(marketo)
  const maps: MarketoMaps = { accounts, contacts, persons, personsOf, conversions }
  applyEvent(maps, event)
  // Every map came from a persistent one, so it still is one.
  return asMarketo(maps as MarketoState)
}

/**
 * Marketo after many events: how a service that stores events rebuilds its state.
 *
 * @category evolution
 * @since 0.1.0
 */
export const replay = (events: Iterable<Event>, marketo: Marketo): Marketo => {
  let state = marketo
  for (const event of events) state = evolve(state, event)
  return state
}
