/**
 * The small parsers from which the parser of a line is built. Each parser starts at an index in the line, and succeeds or fails.
 */

export const endOfLine = 'the end of the line'

/**
 * The index at which a parser did not match, and a description of what the parser expected there. If several parsers did not
 * match, the code keeps the largest index and the descriptions for this index.
 */
export interface Miss {
  readonly at: number
  readonly expected: ReadonlyArray<string>
  /**
   * Whether the text at this index has the right form but a wrong value. The error for such a text does not list what else could
   * be there.
   */
  readonly isForm: boolean
}

interface Read<A> {
  readonly isRead: true
  readonly value: A
  /** Where the next parser continues. */
  readonly at: number
  readonly miss: Miss
}

interface NotRead {
  readonly isRead: false
  readonly miss: Miss
}

/**
 * The result of a parser that starts at an index. A successful result also describes what else the parser would have accepted.
 */
export type Scanned<A> = Read<A> | NotRead

export type Parser<A> = (text: string, at: number) => Scanned<A>

const noMiss: Miss = { at: -1, expected: [], isForm: false }

/** Returns the miss with the larger index. The text before a miss is correct, so the larger index is nearer to the error. */
const further = (one: Miss, other: Miss): Miss => {
  if (one.at !== other.at) return one.at > other.at ? one : other
  if (one.isForm !== other.isForm) return one.isForm ? one : other
  if (other.expected.length === 0) return one
  return one.expected.length === 0 ? other : { ...one, expected: [...one.expected, ...other.expected] }
}

const read = <A>(value: A, at: number, miss: Miss = noMiss): Read<A> => ({ isRead: true, value, at, miss })

const notRead = (at: number, expected: string): NotRead => ({
  isRead: false,
  miss: { at, expected: [expected], isForm: false },
})

/** Makes the result for a text that could not be read. The text has the right form, but a wrong value. */
export const wrongValue = (at: number, expected: string): NotRead => ({
  isRead: false,
  miss: { at, expected: [expected], isForm: true },
})

const blanks = /[ \t]*/y

/** Returns the first index, from `at` on, at which the text is not blank. */
export const skipBlanks = (text: string, at: number): number => {
  blanks.lastIndex = at
  return at + (blanks.exec(text)?.[0].length ?? 0)
}

const isWordCharacter = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character)

/**
 * Skips blanks, and then reads exactly the words or the sign in `expected`. Fails if a word character follows the last word.
 */
export const words = (expected: string): Parser<string> => {
  const parts = expected.split(' ')
  const needsEnd = isWordCharacter(expected.slice(-1))
  const quoted = JSON.stringify(expected)
  return (text, start) => {
    const from = skipBlanks(text, start)
    let at = from
    for (const part of parts) {
      at = skipBlanks(text, at)
      if (!text.startsWith(part, at)) return notRead(from, quoted)
      at += part.length
    }
    return needsEnd && isWordCharacter(text.charAt(at)) ? notRead(from, quoted) : read(expected, at)
  }
}

/** Skips blanks, and then reads the text that a pattern matches. */
export const matching = (pattern: RegExp, expected: string): Parser<string> => {
  const sticky = new RegExp(pattern, 'yu')
  return (text, start) => {
    const at = skipBlanks(text, start)
    sticky.lastIndex = at
    const found = sticky.exec(text)?.[0]
    return found === undefined || found === '' ? notRead(at, expected) : read(found, at + found.length)
  }
}

export const map =
  <A, B>(toB: (value: A) => B) =>
  (parser: Parser<A>): Parser<B> =>
  (text, at) => {
    const scanned = parser(text, at)
    return scanned.isRead ? { ...scanned, value: toB(scanned.value) } : scanned
  }

/**
 * Turns the text that was read into a value, or fails with a description of the expected text. The error points to the beginning
 * of the text.
 */
export const checked =
  <A, B>(check: (value: A) => { readonly value: B } | { readonly expected: string }) =>
  (parser: Parser<A>): Parser<B> =>
  (text, at) => {
    const scanned = parser(text, at)
    if (!scanned.isRead) return scanned
    const result = check(scanned.value)
    return 'value' in result ? { ...scanned, value: result.value } : wrongValue(skipBlanks(text, at), result.expected)
  }

type Values<P> = { readonly [K in keyof P]: P[K] extends Parser<infer A> ? A : never }

/** Reads all parts in the order of the keys, and combines them into one value. */
export const inOrder =
  <P extends Readonly<Record<string, Parser<unknown>>>, A>(parts: P, make: (values: Values<P>) => A): Parser<A> =>
  (text, start) => {
    const values: Record<string, unknown> = {}
    let at = start
    let miss = noMiss
    for (const [key, part] of Object.entries(parts)) {
      const scanned = part(text, at)
      miss = further(miss, scanned.miss)
      if (!scanned.isRead) return { isRead: false, miss }
      values[key] = scanned.value
      at = scanned.at
    }
    return read(make(values as Values<P>), at, miss)
  }

/** Reads the words and then the value, and returns the value. */
export const after = <A>(expected: string, parser: Parser<A>): Parser<A> =>
  inOrder({ words: words(expected), value: parser }, ({ value }) => value)

/** Reads the expected words, and returns the value that these words stand for. */
export const meaning = <A>(expected: string, value: A): Parser<A> => map(() => value)(words(expected))

/** Tries the parsers in order. Returns the result of the first parser that succeeds. */
export const firstOf =
  <A>(...parsers: ReadonlyArray<Parser<A>>): Parser<A> =>
  (text, at) => {
    let miss = noMiss
    for (const parser of parsers) {
      const scanned = parser(text, at)
      miss = further(miss, scanned.miss)
      if (scanned.isRead) return { ...scanned, miss }
    }
    return { isRead: false, miss }
  }

/** Reads a value, or returns a default if the line does not have the value. */
export const optional =
  <A, B>(parser: Parser<A>, ifAbsent: B): Parser<A | B> =>
  (text, at) => {
    const scanned = parser(text, at)
    return scanned.isRead ? scanned : read(ifAbsent, at, scanned.miss)
  }

/** Reads one or more values, separated by commas. */
export const list =
  <A>(parser: Parser<A>): Parser<ReadonlyArray<A>> =>
  (text, start) => {
    const values: Array<A> = []
    const more = after(',', parser)
    let scanned = parser(text, start)
    let miss = scanned.miss
    let at = start
    while (scanned.isRead) {
      values.push(scanned.value)
      at = scanned.at
      scanned = more(text, at)
      miss = further(miss, scanned.miss)
    }
    return values.length === 0 ? { isRead: false, miss } : read(values, at, miss)
  }

/** Reads the whole line with one parser. Fails if anything except blanks follows the text that the parser reads. */
export const wholeLine =
  <A>(parser: Parser<A>): Parser<A> =>
  (text, start) => {
    const scanned = parser(text, start)
    if (!scanned.isRead) return scanned
    const end = skipBlanks(text, scanned.at)
    return end === text.length
      ? scanned
      : { isRead: false, miss: further({ at: end, expected: [endOfLine], isForm: false }, scanned.miss) }
  }
