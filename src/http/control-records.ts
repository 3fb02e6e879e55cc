import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { REPORT_FILES } from '../monitoring/index.ts';
import type { Home } from '../store/index.ts';
import { isReportDay, reportDays } from './control-read-reports.ts';
import { refuseControl } from './control-refusals.ts';

/** Adds the pages of the days' reports. */
export function addReportPages(app: FastifyInstance, home: Home): void {
  const files: readonly string[] = Object.values(REPORT_FILES);
  app.get('/reports', (_request, reply) => reply.redirect('/reports/', 303));
  app.get('/reports/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(listPage(reportDays(home))),
  );
  for (const path of ['/reports/:day', '/reports/:day/:file'])
    app.get<{ Params: { readonly day: string; readonly file?: string } }>(
      path,
      async (request, reply) => {
        const { day, file = REPORT_FILES.html } = request.params;
        const place = join(home.reports, day, file);
        if (!isReportDay(day) || !files.includes(file) || !existsSync(place))
          return refuseControl(reply, 'no-report');
        const text = await readFile(place, 'utf8');
        if (file === REPORT_FILES.json)
          return reply.type('application/json; charset=utf-8').send(text);
        if (file === REPORT_FILES.text) return reply.type('text/plain; charset=utf-8').send(text);
        return reply
          .header('content-security-policy', documentPolicy(text))
          .type('text/html; charset=utf-8')
          .send(text);
      },
    );
}

/** A report brings its style along: just that text is allowed, by its hash, and no script at all. */
export function documentPolicy(html: string): string {
  const hashes = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
    ([, style]) => `'sha256-${createHash('sha256').update(style!).digest('base64')}'`,
  );
  const style = hashes.length === 0 ? "'none'" : hashes.join(' ');
  return `default-src 'none'; style-src ${style}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}

/** The days, which are nothing but digits and hyphens, as links. */
const listPage = (days: readonly string[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Daily reports · Showrunner</title>
<link rel="icon" href="/assets/icon.svg">
<link rel="stylesheet" href="/assets/base.css">
<link rel="stylesheet" href="/assets/login.css">
</head>
<body>
<main class="plain">
<p><a href="/">← Status</a></p>
<h1>Daily reports</h1>
${days.length === 0 ? '<p>There is none yet: <code>npx showrunner report --day YYYY-MM-DD</code> makes one.</p>' : `<ul>\n${days.map((day) => `<li><a href="/reports/${day}">${day}</a> <a class="soft" href="/reports/${day}/report.json">JSON</a></li>`).join('\n')}\n</ul>`}
</main>
</body>
</html>
`;
