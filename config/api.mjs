// Writes the public API of each entry to a file in docs/api, so that a reviewer sees how a change affects the API. With --check,
// it only compares. It reads the declarations in dist/. A warning counts as an error, because nobody reads a report with
// warnings.
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const check = process.argv.includes('--check')

const { exports } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const declarations = Object.values(exports).flatMap((target) => target.import?.types ?? [])
const nameOf = (file) => /([^/]+)\/index\.d\.ts$/.exec(file)[1].replace('esm', 'main')
const temporary = await mkdtemp(join(tmpdir(), 'marketo-account-sync-api-'))

/** Types that several public types are built from. They are not exported, because users do not need their names. */
const common = ['AccountRecordEvent', 'ContactOf', 'EventOf', 'InputOf', 'RefusalOf']

const silent = { logLevel: 'none' }
const error = { logLevel: 'error' }

const report = (name, file) =>
  Extractor.invoke(
    ExtractorConfig.prepare({
      packageJsonFullPath: join(root, 'package.json'),
      configObjectFullPath: undefined,
      configObject: {
        projectFolder: root,
        mainEntryPointFilePath: join(root, file),
        newlineKind: 'lf',
        compiler: { tsconfigFilePath: join(root, 'config/tsconfig.esm.json') },
        apiReport: {
          enabled: true,
          reportFileName: `${name}.api.md`,
          reportFolder: join(root, 'docs/api'),
          reportTempFolder: temporary,
          includeForgottenExports: name === 'main',
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          compilerMessageReporting: { default: error },
          extractorMessageReporting: {
            default: error,
            'ae-missing-release-tag': silent,
            // The main entry exports its types itself. Other entries that use these types do not export them again.
            'ae-forgotten-export': name === 'main' ? error : silent,
            // The report already marks such items with (undocumented). A warning would add line numbers, which change with every
            // edit.
            'ae-undocumented': silent,
          },
          tsdocMessageReporting: { default: silent },
        },
      },
    }),
    {
      localBuild: !check,
      typescriptCompilerFolder: dirname(dirname(require.resolve('typescript'))),
      messageCallback: (message) => {
        const isCommon =
          message.messageId === 'ae-forgotten-export' && common.some((one) => message.text.includes(`"${one}"`))
        if (isCommon) message.logLevel = 'none'
        message.handled = message.logLevel !== 'error'
      },
    },
  )

await mkdir(join(root, 'docs/api'), { recursive: true })
for (const path of declarations) {
  const name = nameOf(path)
  const { apiReportChanged, errorCount } = report(name, path)
  const file = `docs/api/${name}.api.md`
  const isOld = check && apiReportChanged
  if (errorCount > 0 || isOld) process.exitCode = 1
  if (isOld) console.log(`${file} is not up to date: run 'npm run api' and review its diff`)
  else console.log(`${file}: ${errorCount > 0 ? 'has errors' : apiReportChanged ? 'updated' : 'unchanged'}`)
}
await rm(temporary, { recursive: true, force: true })
