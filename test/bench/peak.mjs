// Preloaded into a process that is measured. At the end of the process it writes its peak memory, in bytes, to file descriptor 3.
import { writeSync } from 'node:fs'

process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS * 1024)))
