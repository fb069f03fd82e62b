/** A lane is a queue for a group of partitions. All inputs that enter at the same partition are in the same lane, in order. */
import type { Key } from 'marketo-account-sync/partitions'

export const lanes = 16

/** The lane of a partition (the hash FNV-1a). It is the same in every process. */
export const laneOf = (key: Key): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % lanes
}
