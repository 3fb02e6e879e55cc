import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { damagedPart } from '../../../scripts/report-docs/damaged-part.ts';
import { dataFlows } from '../../../scripts/report-docs/data-sets.ts';
import { withBlock } from '../../../scripts/report-docs/generated-block.ts';
import { deadLinks } from '../../../scripts/report-docs/links.ts';
import { importOrder, readSources } from '../../../scripts/report-docs/source-graph.ts';
import { structureSvg } from '../../../scripts/report-docs/structure-svg.ts';
import { temporaryFolder } from '../../support/installation.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('the pages for reviewers', () => {
  it('have no link that leads nowhere', () => {
    expect(deadLinks(join(ROOT, 'docs/report'))).toEqual([]);
  });

  it('name every link that leads nowhere', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'there.md'), '# A `b`, and C\n');
    const links = [
      'there.md',
      'there.md#a-b-and-c',
      '#here',
      'https://x.org',
      'gone.md',
      'there.md#no',
    ];
    const page = `# Here\n${links.map((link) => `[x](${link})`).join(' ')}\n\`[x](code.md)\`\n`;
    writeFileSync(join(folder, 'page.md'), page);
    expect(deadLinks(folder)).toEqual([
      'page.md: gone.md leads nowhere',
      'page.md: there.md#no leads nowhere',
    ]);
  });
});

describe('a generated block', () => {
  it('is replaced in place, the rest stays', () => {
    const page =
      'a\n<!-- generated: x -->\nold\n<!-- end -->\nb\n<!-- generated: y -->\nstays\n<!-- end -->\n';
    expect(withBlock(page, 'x', 'new\n')).toBe(
      'a\n<!-- generated: x -->\n\nnew\n\n<!-- end -->\nb\n<!-- generated: y -->\nstays\n<!-- end -->\n',
    );
  });

  it('must be there and have an end', () => {
    expect(() => withBlock('a', 'x', 'new')).toThrow("no block 'x'");
    expect(() => withBlock('<!-- generated: x -->', 'x', 'new')).toThrow("no block 'x'");
  });
});

describe('the matrix of the sources', () => {
  it('counts imports between folders and marks those against the order', () => {
    const source = temporaryFolder();
    for (const room of ['low', 'high']) mkdirSync(join(source, room));
    writeFileSync(join(source, 'low/a.ts'), "import { b } from '../high/b.ts';\n");
    const own = "import type { A } from '../low/a.ts';\nexport * from './c.ts';\n";
    writeFileSync(join(source, 'high/b.ts'), `${own}// import x from '../low/x.ts'\n`);
    const graph = readSources(source, ['low', 'high', 'absent']);
    expect(graph.rooms).toEqual(['low', 'high']);
    expect(graph.importsBetween('high', 'low')).toBe(1);
    expect(graph.importsBetween('high', 'high')).toBe(0);
    // low imports high: one cell in the colour of a forbidden import.
    expect(structureSvg(graph, []).match(/#ff8182/g)).toHaveLength(1);
    expect(() => readSources(source, ['low'])).toThrow('found high');
  });

  it('finds who writes each data set, and that nobody in src reads the truth', () => {
    const order = importOrder(join(ROOT, 'test/unit/architecture/import-order.test.ts'));
    const flows = dataFlows(readSources(join(ROOT, 'src'), order));
    const of = (name: string) => flows.find((flow) => flow.name === name)!;
    expect(of('segments').writers).toEqual(['ingest', 'maintenance']);
    expect(of('segments').readers).toContain('datasets');
    expect(of('truth').readers).toEqual([]);
  });
});

describe('the part of a line that was damaged', () => {
  it.each([
    [
      '2026-01-05T00:01,12,GET /data/m/up+2009/7.mpg',
      '2026-01-05T0x0:01,12,GET /data/m/up+2009/7.mpg',
      'another part',
    ],
    [
      '2026-01-05T00:01,12,GET /data/m/up+2009/7.mpg',
      '2026-01-05T00:01,192,GET /data/m/up+2009/7.mpg',
      'user id',
    ],
    [
      '2026-01-05T00:01,12,GET /data/m/up+2009/7.mpg',
      '2026-01-05T00:01,12,GET /data/m/usp+2009/7.mpg',
      'movie id',
    ],
    [
      '2026-01-05T00:01,12,GET /data/m/up+2009/7.mpg',
      '2026-01-05T00:01,12,GET /data/m/up+2009/75.mpg',
      'minute',
    ],
    [
      '2026-01-05T00:01,12,GET /data/m/up+2009/7.mpg',
      '2026-01-05T00:01,12,GET /data/m/up+2009/7.mxpg',
      'another part',
    ],
    [
      '2026-01-05T00:01,12,GET /rate/up+2009=1',
      '2026-01-05T00:01,12,GET /rate/up+2009=10',
      'rating',
    ],
    [
      '2026-01-05T00:01,1,recommendation request h:8082, status 200, result: a, b, 7 ms',
      '2026-01-05T00:01,1,recommendation request h:8082, status 200, result: a, bc, 7 ms',
      'movie id',
    ],
    [
      '2026-01-05T00:01,1,recommendation request h:8082, status 200, result: a, b, 7 ms',
      '2026-01-05T00:01,1,recommendation request h:8082, status 200, result: a, b, 71 ms',
      'latency',
    ],
  ])('of %s in %s is: %s', (original, damaged, part) => {
    expect(damagedPart(original, damaged)).toBe(part);
  });
});
