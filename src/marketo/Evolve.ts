/**
 * Applies an event to the whole Marketo state. The function never throws. If an event does not fit the state, the event
 * changes nothing. An example of such an event is a local edit of an unknown account.
 *
 * @since 0.1.0
 */
import type { Event } from '../model/Event.js'
import { applyEvent } from './state/ApplyEvent.js'
import type { Marketo, MarketoMaps, MarketoState } from './state/MarketoState.js'
import { asMarketo, asState } from './state/MarketoState.js'

/**
 * Returns the Marketo state after an event. The given state does not change.
 *
 * @category evolution
 * @since 0.1.0
 */
export const evolve = (marketo: Marketo, event: Event): Marketo => {
  const { accounts, contacts, persons, personsOf, conversions } = asState(marketo)
  const maps: MarketoMaps = { accounts, contacts, persons, personsOf, conversions }
  applyEvent(maps, event)
  // All maps stay persistent, because `set` of a persistent map returns a persistent map.
  return asMarketo(maps as MarketoState)
}

/**
 * Returns the Marketo state after many events. A service that stores events rebuilds its state with this function.
 *
 * @category evolution
 * @since 0.1.0
 */
export const replay = (events: Iterable<Event>, marketo: Marketo): Marketo => {
  let state = marketo
  for (const event of events) state = evolve(state, event)
  return state
}
