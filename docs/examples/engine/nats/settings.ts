/** The settings, which are pages of the stream. So the stream says which decisions were made with which settings. */
import type { Settings } from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import { setTimeout as wait } from 'node:timers/promises'
import { decodedOrThrow } from '../decoded.js'
import { allPages, type Connection, lastOf, Overtaken, pages, read, write } from './connection.js'
import { type Page, pageOf, pageText, type SettingsRest, subjectOfSettings } from './page.js'
import { pagesOf } from './pages.js'
import { advance, isIdle, noProgress } from './progress.js'

const textOf = (settings: Settings): string =>
  pageText({ _tag: 'Settings' }, new Map(), { settings: SettingsFromJson.encode(settings) })

export const settingsOf = (page: Page): Settings =>
  decodedOrThrow(SettingsFromJson, (page.rest() as SettingsRest).settings)

/** Stores the first settings. To change them later, use {@link changeSettings}. */
export const storeSettings = async (connection: Connection, settings: Settings): Promise<void> => {
  await write(connection, pages, subjectOfSettings, 0, textOf(settings))
}

/** Stores the settings, unless there are settings. */
export const storeFirstSettings = async (connection: Connection, settings: Settings): Promise<void> => {
  try {
    await storeSettings(connection, settings)
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error
  }
}

/**
 * Returns the settings for all messages that a lane has not handled yet. These are always the newest settings, because every
 * message before their page was handled before the page was written.
 */
export const currentSettings = async (connection: Connection): Promise<Settings> => {
  const message = await read(connection, pages, { last_by_subj: subjectOfSettings })
  if (message === undefined) throw new Error('there are no settings: store some with `storeSettings`')
  return settingsOf(pageOf(message.sequence, message.text))
}

/**
 * Waits until every lane has handled all messages that were sent to it, and returns the number of the last page. It rejects if it
 * is stopped.
 */
export const untilIdle = async (connection: Connection, stopped?: AbortSignal): Promise<number> => {
  const progress = noProgress()
  for (;;) {
    stopped?.throwIfAborted()
    for await (const page of pagesOf(connection, progress.page + 1)) advance(progress, page)
    if (isIdle(progress) && progress.page === (await lastOf(connection, pages))) return progress.page
    await wait(10)
  }
}

/**
 * Writes a page at a moment at which no input is under way. `textAt` makes the page from the number of the last page. If somebody
 * writes to the stream in the meantime, the function waits again.
 */
export const writeWhenIdle = async (
  connection: Connection,
  subject: string,
  textAt: (last: number) => Promise<string | undefined>,
  stopped?: AbortSignal,
): Promise<void> => {
  for (;;) {
    const last = await untilIdle(connection, stopped)
    const text = await textAt(last)
    if (text === undefined) return
    try {
      await write(connection, pages, subject, last, text, allPages)
      return
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
}

/**
 * Changes the settings while workers run. The function waits until no input is under way. So let the senders of inputs pause: if
 * inputs arrive all the time, the change may have to wait for long.
 */
export const changeSettings = (connection: Connection, settings: Settings, stopped?: AbortSignal): Promise<void> =>
  writeWhenIdle(connection, subjectOfSettings, () => Promise.resolve(textOf(settings)), stopped)
