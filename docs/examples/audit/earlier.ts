/** What came, went and stayed since an earlier audit. */
import type { Finding } from 'marketo-account-sync/audit'

export interface Comparison {
  readonly came: number
  readonly went: number
  readonly stayed: number
  /** A few findings that came or went. */
  readonly examples: ReadonlyArray<readonly [what: 'came' | 'went', finding: Finding]>
}
