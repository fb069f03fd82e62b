/** Recognises damaged texts. A text can be damaged by a program that used the wrong encoding, or by a spreadsheet. */

const isAscii = (code: number): boolean => code < 0x80

/** Returns two numbers about a character in UTF-8: the value of its first byte, and how many bytes it has. */
const utf8Of = (code: number): readonly [first: number, length: number] => {
  if (code < 0x800) return [0xc0 | (code >> 6), 2]
  return code < 0x10000 ? [0xe0 | (code >> 12), 3] : [0xf0 | (code >> 18), 4]
}

/**
 * Skips a character whose UTF-8 bytes were read as Latin-1 or as the Windows version of Latin-1. The first byte is the same
 * character in both encodings. A later byte can be a no-break space. In that case, the copy contains a space.
 */
const skipUtf8 = (copy: string, at: number, code: number): number | undefined => {
  const [first, length] = utf8Of(code)
  const part = copy.slice(at, at + length)
  const isBytes = part.length === length && part.charCodeAt(0) === first && !/[!-~]/.test(part)
  return isBytes ? at + length : undefined
}

/**
 * A character that does not exist in the encoding was replaced by `?`. If the character has two halves in UTF-16, each half can
 * have its own `?`.
 */
const skipReplaced = (copy: string, at: number, code: number): number | undefined => {
  if (!/[?\uFFFD]/.test(copy.charAt(at))) return undefined
  return code >= 0x10000 && copy.charAt(at + 1) === copy.charAt(at) ? at + 2 : at + 1
}

/**
 * Tests whether a copy is a damaged form of a text. The copy must differ from the text, but all ASCII characters must be
 * unchanged. Any other character can be unchanged, or it can be replaced. The replacement is `?`, the replacement character
 * (U+FFFD), or one character for each UTF-8 byte of the original, such as `Ã³` for `ó`.
 */
export const isDamagedCopy = (text: string, copy: string): boolean => {
  if (text === copy) return false
  let at = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const next = copy.startsWith(character, at)
      ? at + character.length
      : isAscii(code)
        ? undefined
        : (skipReplaced(copy, at, code) ?? skipUtf8(copy, at, code))
    if (next === undefined) return false
    at = next
  }
  return at === copy.length
}

/**
 * Removes the zeros and the plus sign at the start of a text of digits. Removes the apostrophe before a formula. Any other text
 * stays unchanged.
 */
const inSpreadsheet = (text: string): string =>
  /^\+?0*(\d+)$/.exec(text)?.[1] ?? (/^'[=+\-@]/.test(text) ? text.slice(1) : text)

/**
 * Tests whether a spreadsheet or an export can have turned one of two texts into the other. A spreadsheet turns `0064` into 64.
 * Some exports turn `=1+1` into `'=1+1`.
 */
export const maySpreadsheetChange = (a: string, b: string): boolean => a !== b && inSpreadsheet(a) === inSpreadsheet(b)
