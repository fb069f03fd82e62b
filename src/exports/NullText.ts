/** The texts that tools write in place of a blank value. */

/**
 * Texts that programs write for a blank value. Marketo's bulk extract writes `null`. Database clients and warehouses write the
 * other texts in this list.
 *
 * In a file of Marketo, each of these texts counts as blank, because Marketo itself reads `NULL` in a flow step as blank. In a
 * file of Salesforce, each of these texts can be the value of a text field.
 */
const nullTexts: ReadonlySet<string> = /* @__PURE__ */ new Set(['null', 'NULL', 'Null', '(null)', '(NULL)', '\\N'])

const longest = 6

/** Except for `null`, each text in the list begins with one of these characters. */
const mayBegin = (code: number): boolean => code === 78 || code === 40 || code === 92

/** Tests whether a text in a Marketo file stands for a blank value. The first character rules out nearly all other texts. */
export const isNullText = (text: string): boolean =>
  text === 'null' || (text.length <= longest && mayBegin(text.charCodeAt(0)) && nullTexts.has(text))

/**
 * Tests whether a cell stands for a blank value. The column must not be a column of texts. Python writes `None` for a blank
 * value. In a column of texts, `None` can be a real value, because many picklists contain the value `None`.
 */
export const isNullOrNone = (text: string): boolean => isNullText(text) || text === 'None'
