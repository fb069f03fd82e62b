/** Changes the settings. */
import type { Settings } from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import type { Database } from './database.js'

/**
 * Stores new settings. Every batch locks the table of settings while it runs. So the insert waits until no batch is running, and
 * the next batches wait for the insert. The log contains the number of the settings for every decision.
 */
export const changeSettings = async (database: Database, settings: Settings): Promise<void> => {
  await database.query('insert into settings (settings) values ($1)', [
    JSON.stringify(SettingsFromJson.encode(settings)),
  ])
}
