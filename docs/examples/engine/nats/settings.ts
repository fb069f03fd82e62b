/** The settings, which are pages of the stream. So the stream says which decisions were made with which settings. */
import type { Settings } from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import { setTimeout as wait } from 'node:timers/promises'
import { decodedOrThrow } from '../decoded.js'
import { allPages, type Connection, lastOf, Overtaken, pages, read, write } from './connection.js'
import { type Page, pageOf, pageText, type SettingsRest, subjectOfSettings } from './page.js'
import { pagesOf } from './pages.js'

const textOf = (settings: Settings): string =>
  pageText({ _tag: 'Settings' }, new Map(), { settings: SettingsFromJson.encode(settings) })

export const settingsOf = (page: Page): Settings =>
  decodedOrThrow(SettingsFromJson, (page.rest() as SettingsRest).settings)

/** Stores the first settings. To change them later, use {@link changeSettings}. */
export const storeSettings = async (connection: Connection, settings: Settings): Promise<void> => {
  await write(connection, pages, subjectOfSettings, 0, textOf(settings))
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

/** Waits until every lane has handled all messages that were sent to it, and returns the number of the last page. */
export const untilIdle = async (connection: Connection): Promise<number> => {
  const [sent, handled] = [new Map<number, number>(), new Map<number, number>()]
  let last = 0
  for (;;) {
    for await (const { sequence, head } of pagesOf(connection, last + 1)) {
      for (const lane of head.lanes) sent.set(lane, sequence)
      if (head._tag === 'Commit') handled.set(head.lane, head.read)
      last = sequence
    }
    const isIdle = [...sent].every(([lane, page]) => page <= (handled.get(lane) ?? 0))
    if (isIdle && last === (await lastOf(connection, pages))) return last
    await wait(10)
  }
}

/**
 * Changes the settings while workers run. The function waits until no input is under way. Then it writes the settings, but only
 * if nobody has written to the stream in the meantime. Otherwise it waits again. So let the senders of inputs pause: if inputs
 * arrive all the time, the change may have to wait for long.
 */
export const changeSettings = async (connection: Connection, settings: Settings): Promise<void> => {
  for (;;) {
    const last = await untilIdle(connection)
    try {
      await write(connection, pages, subjectOfSettings, last, textOf(settings), allPages)
      return
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
}
