import fc from 'fast-check'
import { defaultSettings, settingsWith } from 'marketo-account-sync'
import { anySettings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'

describe('the settings from `settingsWith`', () => {
  test('are the default settings if the caller changes nothing', () => {
    for (const changed of [{}, { instance: {} }, { readings: {} }, { instance: {}, readings: {} }])
      expect(settingsWith(changed)).toEqual(defaultSettings)
  })

  test('have the default for everything that the caller does not change', () => {
    expect(settingsWith({ instance: { activityCap: 3 } })).toEqual({
      instance: { ...defaultSettings.instance, activityCap: 3 },
      readings: defaultSettings.readings,
    })
    expect(settingsWith({ readings: { overrideOn: 'field-change' } })).toEqual({
      instance: defaultSettings.instance,
      readings: { ...defaultSettings.readings, overrideOn: 'field-change' },
    })
  })

  test('can have any values', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        expect(settingsWith(settings)).toEqual(settings)
      }),
    )
  })

  test('do not change the default settings', () => {
    settingsWith({ instance: { activityCap: 3 }, readings: { localEditLog: 'none' } })
    expect(defaultSettings).toEqual({
      instance: {
        activityCap: 5_000,
        hiddenFields: [],
        formulaFields: [],
        personDefaults: { lastName: null, company: null },
      },
      readings: { overrideOn: 'every-update', localEditLog: 'edited-contact' },
    })
  })
})
