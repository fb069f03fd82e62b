/** Formats texts and numbers for the table. */
export {
  counted as count,
  groupedNumber as number,
  minuteWords as whenWords,
  plainText as plain,
} from 'marketo-account-sync/questions'
