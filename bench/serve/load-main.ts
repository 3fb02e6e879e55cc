/** Loads a server from a process of its own: settings on the command line, arrivals on stdout. */
import { openLoad, type LoadSettings } from './open-load.ts';

const arrivals = await openLoad(JSON.parse(process.argv[2]!) as LoadSettings);
process.stdout.write(JSON.stringify(arrivals));
