/**
 * Arbitrary cycles of the sync.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import { emptyMarketo } from '../marketo/Marketo.js'
import type { SyncState, Cycle } from '../records/SyncCycle.js'
import { syncCycle } from '../records/SyncCycle.js'
import { anyDelivery } from './ArbitraryDelivery.js'
import { anyMarketo } from './ArbitraryHistory.js'
import { anySettings } from './ArbitrarySettings.js'

const anyBatch = fc.array(anyDelivery, { maxLength: 8 })

const first = (marketo: SyncState['marketo']): SyncState => ({ marketo, deferred: [] })

/**
 * Where a cycle ends, now and then with deliveries that still wait: the first begins with nothing known.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anySyncState: fc.Arbitrary<SyncState> = fc
  .tuple(anySettings, fc.oneof(fc.constant(emptyMarketo), anyMarketo), anyBatch)
  .map(([settings, marketo, batch]) => {
    const { deferred, marketo: after } = syncCycle(settings)(batch)(first(marketo))
    return { deferred, marketo: after }
  })

/**
 * A cycle after another, which takes what that has deferred together with what is new.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyCycle: fc.Arbitrary<Cycle> = fc
  .tuple(anySettings, anySyncState, anyBatch)
  .map(([settings, between, batch]) => syncCycle(settings)(batch)(between))
