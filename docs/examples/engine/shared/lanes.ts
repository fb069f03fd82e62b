/** Lanes: groups of partitions. The inputs that enter at one partition are all in one lane, in the order of submission. */
import type { Key } from 'marketo-account-sync/partitions'

export const lanes = 16

/** The lane of a partition (the hash FNV-1a). It is the same in every process. */
export const laneOf = (key: Key): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % lanes
}
