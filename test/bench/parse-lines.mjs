// Does only the necessary work to read a history: splits the file into lines, and parses each line as JSON.
import { createReadStream } from 'node:fs'

let rest = ''
let inputs = 0
for await (const chunk of createReadStream(process.argv[2], { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
  const lines = (rest + chunk).split('\n')
  rest = lines.pop()
  for (const line of lines) if (typeof JSON.parse(line)._tag === 'string') inputs++
}
console.log(inputs)
