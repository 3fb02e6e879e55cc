import { createReadStream } from 'node:fs';

/** Counts the line feeds of a file as plain Node does it. */
let lines = 0;
for await (const chunk of createReadStream(process.argv[2]!, { highWaterMark: 1 << 20 }))
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++;
process.stdout.write(`${lines}\n`);
