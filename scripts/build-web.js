// In JavaScript, because npm runs it at the end of an install, with whatever Node there is.
// Builds the web app into web/dist; without the libraries that build it (an install without
// devDependencies) it says so and leaves what is there.
import { fileURLToPath } from 'node:url';

const REQUIRED_MAJOR = 22;
const folder = fileURLToPath(new URL('../web', import.meta.url));

/** @param {string} why */
const without = (why) => {
  process.stdout.write(
    `The web app is not built: ${why}. The control server shows its status page instead; ` +
      '`npm install` with devDependencies, then `npm run build-web` builds it.\n',
  );
};

if (Number(process.versions.node.split('.')[0]) < REQUIRED_MAJOR)
  without(`Node ${process.versions.node} cannot build it`);
else {
  const vite = await import('vite').catch(() => null);
  if (vite === null) without('vite is not installed');
  else await vite.build({ root: folder, configFile: `${folder}/vite.config.ts`, logLevel: 'warn' });
}
