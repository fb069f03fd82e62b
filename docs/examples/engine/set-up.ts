/** Creates the tables that are missing, and stores the first settings. */
import { defaultSettings, type Settings } from 'marketo-account-sync'
import { SettingsFromJson } from 'marketo-account-sync/codecs'
import { readFileSync } from 'node:fs'
import type { Database } from './database.js'
import { lanes } from './shared/lanes.js'

export const setUp = async (database: Database, settings: Settings = defaultSettings): Promise<void> => {
  await database.execute(readFileSync(new URL('schema.sql', import.meta.url), 'utf8'))
  await database.query('insert into lane select generate_series(0, $1::int - 1) on conflict do nothing', [lanes])
  await database.transaction(async (connection) => {
    await connection.query('lock table settings in share row exclusive mode')
    await connection.query('insert into settings (settings) select $1::json where not exists (select from settings)', [
      JSON.stringify(SettingsFromJson.encode(settings)),
    ])
  })
}
