export type { AccountStatus } from './AccountStatus.js'
export { type AccountOverCap, accountsOverCap } from './AccountsOverCap.js'
export { adviceOn } from './Advice.js'
export {
  AnswerFromJson,
  ConversionPreviewFromJson,
  EditAtRiskFromJson,
  ExplanationFromJson,
  LogAnswerFromJson,
  PreviewFromJson,
} from './AnswerFromJson.js'
export { atRisk, type EditAtRisk } from './AtRisk.js'
export {
  explain,
  type Explanation,
  type ExplainQuestion,
  type MarketoAndDeferred,
  type NotShown,
  type ShownEdited,
  type ShownKept,
  type ShownSynced,
} from './Explain.js'
export type { LogAnswer, Logged, LogQuestion, NotLogged, Reason } from './LogAnswer.js'
export type { MeantField, Misspelt } from './MeantField.js'
export { knownBefore, narrate } from './Narrate.js'
export type { AroundStep, KnownBefore, Narration } from './NarrateEvent.js'
export type { NextOverride, NotSynced } from './NextOverride.js'
export { counted, groupedNumber, minuteWords, plainText } from './PlainText.js'
export {
  type LeftOut,
  type NotNew,
  type Logging,
  preview,
  previewAccount,
  type Preview,
  type PreviewedDelivery,
  type WillIgnore,
  type WillSkip,
  type WillSyncDown,
} from './Preview.js'
export {
  accountsNamed,
  type ConversionPreview,
  type ConversionQuestion,
  type NamedAccount,
  previewConversion,
  type WillConvert,
  type WillRefuse,
} from './PreviewConversion.js'
export {
  ConversionQuestionFromJson,
  ExplainQuestionFromJson,
  LogQuestionFromJson,
  PreviewQuestionFromJson,
} from './QuestionFromJson.js'
export { type Answer, sentence } from './Sentence.js'
export { type ScannedHistory, whyNotLogged } from './WhyNotLogged.js'
