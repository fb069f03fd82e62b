/**
 * Gives each id a number, in the order in which the ids were added. The table stores the ids in arrays of numbers. With a million
 * ids, the table takes about 30 bytes for each id. A `Map` with strings as keys takes four times as much memory.
 */
export interface IdTable<Id> {
  /** Returns the number of an id, or `undefined` if the table does not contain the id. */
  readonly get: (id: Id) => number | undefined
  /**
   * Returns the number of an id. If the id is new, adds the id. The ids are numbered from 0, in the order in which they were
   * added.
   */
  readonly getOrAdd: (id: Id) => number
  readonly idAt: (index: number) => Id
}

/** Converts an id to two whole numbers below 2^53, and back. */
interface Packing<Id> {
  readonly high: (id: Id) => number
  readonly low: (id: Id) => number
  readonly unpack: (high: number, low: number) => Id
}

const fewest = 1_024

const hashOf = (high: number, low: number): number => {
  let hash = Math.imul(low % 4_294_967_296, 0x9e3779b1) ^ Math.imul((low / 4_294_967_296) >>> 0, 0x85ebca6b)
  hash ^= Math.imul(high % 4_294_967_296, 0xc2b2ae35) ^ Math.imul((high / 4_294_967_296) >>> 0, 0x27d4eb2f)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}

const tableOf = <Id>({ high, low, unpack }: Packing<Id>): IdTable<Id> => {
  let size = 0
  /** Two numbers for each id. They are side by side, so that the processor fetches both of them at once. */
  let pairs = new Float64Array(2 * fewest)
  /**
   * The number of the greatest id, or -1 if the table is empty. Most exports are sorted, so most new ids are greater than all
   * earlier ids.
   */
  let greatest = -1
  /**
   * The places of the hash table. A free place contains zero. Any other place contains the number of an id, plus one.
   *
   * At first, the hash table contains no ids. The code fills the hash table when the caller passes an id that is not greater than
   * all earlier ids. If the file is sorted and has no repeated records, the hash table stays empty.
   */
  let places = new Int32Array(0)
  let hashed = 0

  const isGreatest = (a: number, b: number): boolean => {
    if (greatest === -1) return true
    const [most, least] = [pairs[2 * greatest] as number, pairs[2 * greatest + 1] as number]
    return a > most || (a === most && b > least)
  }

  /** Finds the place of an id, or the free place where the id would be stored. */
  const placeOf = (a: number, b: number): number => {
    const last = places.length - 1
    let place = hashOf(a, b) & last
    for (;;) {
      const at = 2 * ((places[place] as number) - 1)
      if (at < 0 || (pairs[at + 1] === b && pairs[at] === a)) return place
      place = (place + 1) & last
    }
  }

  const hashRest = (): void => {
    if (places.length < pairs.length) {
      places = new Int32Array(pairs.length)
      hashed = 0
    }
    for (; hashed < size; hashed++)
      places[placeOf(pairs[2 * hashed] as number, pairs[2 * hashed + 1] as number)] = hashed + 1
  }

  const grow = (): void => {
    const older = pairs
    pairs = new Float64Array(2 * older.length)
    pairs.set(older)
  }

  return {
    get: (id) => {
      const a = high(id)
      const b = low(id)
      if (isGreatest(a, b)) return undefined
      hashRest()
      const place = places[placeOf(a, b)] as number
      return place === 0 ? undefined : place - 1
    },
    getOrAdd: (id) => {
      const a = high(id)
      const b = low(id)
      if (isGreatest(a, b)) greatest = size
      else {
        hashRest()
        const place = places[placeOf(a, b)] as number
        if (place !== 0) return place - 1
      }
      if (2 * size === pairs.length) grow()
      pairs[2 * size] = a
      pairs[2 * size + 1] = b
      size += 1
      return size - 1
    },
    idAt: (index) => unpack(pairs[2 * index] as number, pairs[2 * index + 1] as number),
  }
}

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Converts a digit, a capital letter or a small letter to a number below 62. */
const digitOf = (code: number): number => (code <= 57 ? code - 48 : code <= 90 ? code - 55 : code - 61)

/** Reads the digits from the index `from` up to, but not including, the index `until`. */
const numberIn = (text: string, from: number, until: number): number => {
  let number = 0
  for (let at = from; at < until; at++) number = number * 62 + digitOf(text.charCodeAt(at))
  return number
}

const textOf = (number: number, length: number): string => {
  let [rest, text] = [number, '']
  for (let place = 0; place < length; place++) {
    text = digits.charAt(rest % 62) + text
    rest = Math.floor(rest / 62)
  }
  return text
}

/** Makes a table of strings with twelve characters. Each character is a letter or a digit. */
export const keyTable = (): IdTable<string> =>
  tableOf<string>({
    high: (key) => numberIn(key, 0, 6),
    low: (key) => numberIn(key, 6, 12),
    unpack: (high, low) => textOf(high, 6) + textOf(low, 6),
  })

/**
 * Makes a table of Salesforce ids. The table stores the first 15 characters of each id, and ignores the other three characters.
 * The function `idAt` returns 15 characters.
 */
export const salesforceTable = (): IdTable<string> =>
  tableOf<string>({
    high: (id) => numberIn(id, 0, 7),
    low: (id) => numberIn(id, 7, 15),
    unpack: (high, low) => textOf(high, 7) + textOf(low, 8),
  })

/** Makes a table of numbers. */
export const numberTable = (): IdTable<number> =>
  tableOf<number>({ high: () => 0, low: (id) => id, unpack: (_, low) => low })
