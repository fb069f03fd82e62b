/** Changes the settings. */
import type { Settings } from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import type { Database } from './database.js'

/**
 * Stores new settings. Every batch locks the table while it runs, so the insert waits until no input is under way, and the
 * next batches wait for the insert. Every decision in the log names the settings that it was made with.
 */
export const changeSettings = async (database: Database, settings: Settings): Promise<void> => {
  await database.query('insert into settings (settings) values ($1)', [
    JSON.stringify(SettingsFromJson.encode(settings)),
  ])
}
