import fc from 'fast-check'
import { EventFromJson } from 'marketo-account-sync/codecs'
import { describe, expect, it } from 'vitest'
import { eventText } from '../../docs/examples/simulate/event-text.js'
import { anyEvent } from '../helpers/arbitraries.js'

describe('the text of an event for the event store', () => {
  it('equals the JSON.stringify text of the encoded event', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        expect(eventText(event)).toBe(JSON.stringify(EventFromJson.encode(event)))
      }),
      { numRuns: 2_000 },
    )
  })
})
