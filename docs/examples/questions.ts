/** Prints a week of one Marketo instance, with the questions of somebody in marketing operations: `npm run questions`. */
import { storyText } from './questions/text.js'
import { displayOf } from './terminal/display.js'

// One write for the whole text, because `| head` would end the pipe before a second write.
process.stdout.write(storyText(displayOf(process.stdout)))
