import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, webTypes } from './web-types/web-types.ts';

/** Writes the types of the web app anew; a test holds the committed files against this. */
for (const [path, text] of Object.entries(await webTypes())) writeFileSync(join(ROOT, path), text);
