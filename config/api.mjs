// The public surface of each entry as one reviewed file under docs/api: written anew, or with --check compared, so that a
// change of what the package exports is seen in review. Reads the declarations in dist/.
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Extractor, ExtractorConfig } from '@microsoft/api-extractor'

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const check = process.argv.includes('--check')

const entries = {
  main: 'index',
  codecs: 'codecs/index',
  questions: 'questions/index',
  records: 'records/index',
  rules: 'rules/index',
  testing: 'testing/index',
}
const temporary = await mkdtemp(join(tmpdir(), 'marketo-account-sync-api-'))

const silent = { logLevel: 'none' }
const inReport = { logLevel: 'warning', addToApiReportFile: true }

const report = (name, entry) =>
  Extractor.invoke(
    ExtractorConfig.prepare({
      packageJsonFullPath: join(root, 'package.json'),
      configObjectFullPath: undefined,
      configObject: {
        projectFolder: root,
        mainEntryPointFilePath: join(root, 'dist/esm', `${entry}.d.ts`),
        newlineKind: 'lf',
        compiler: { tsconfigFilePath: join(root, 'config/tsconfig.esm.json') },
        apiReport: {
          enabled: true,
          reportFileName: `${name}.api.md`,
          reportFolder: join(root, 'docs/api'),
          reportTempFolder: temporary,
        },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        messages: {
          compilerMessageReporting: { default: { logLevel: 'error' } },
          extractorMessageReporting: {
            default: inReport,
            'ae-missing-release-tag': silent,
            // The other entries speak of the main entry's types, which are exported there.
            'ae-forgotten-export': name === 'main' ? inReport : silent,
            // The report itself says (undocumented), without line numbers that every edit moves.
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
        message.handled = message.logLevel !== 'error'
      },
    },
  )

await mkdir(join(root, 'docs/api'), { recursive: true })
for (const [name, entry] of Object.entries(entries)) {
  const { apiReportChanged, errorCount } = report(name, entry)
  const file = `docs/api/${name}.api.md`
  const failed = errorCount > 0 || (check && apiReportChanged)
  if (failed) process.exitCode = 1
  console.log(
    failed && apiReportChanged
      ? `${file} is not up to date: run 'npm run api' and review its diff`
      : `${file}: ${failed ? 'failed' : apiReportChanged ? 'updated' : 'unchanged'}`,
  )
}
await rm(temporary, { recursive: true, force: true })
