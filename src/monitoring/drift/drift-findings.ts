import type { Finding } from '../../domain/finding.ts';
import type { Drift } from './drift-schema.ts';

/** What an operator should know of the drift of a day: a finding for each field, the severe ones first. */
export function driftFindings({ drifted, cameWith, blocksTraining }: Drift): Finding[] {
  const ordered = drifted.toSorted(
    (a, b) => Number(b.severity === 'severe') - Number(a.severity === 'severe'),
  );
  const found = ordered.map((drift): Finding => ({
    check: `drift-${drift.field}`,
    severity: 'warn',
    message: `${drift.message}${came(cameWith)}`,
    count: 1,
    examples: [],
  }));
  if (!blocksTraining) return found;
  const blocking = blockingReason({ drifted, cameWith });
  return [
    {
      check: 'drift-blocks-training',
      severity: 'block',
      message: blocking,
      count: 1,
      examples: [],
    },
    ...found,
  ];
}

/** Why no model is trained, in a sentence. */
export function blockingReason({ drifted, cameWith }: Pick<Drift, 'drifted' | 'cameWith'>): string {
  const fields = drifted
    .filter(({ group, severity }) => group === 'inputs' && severity === 'severe')
    .map(({ field, segment }) => `${field} (${segment})`);
  return `Severe drift of the inputs in ${fields.join(', ')}, together with broken data: ${cameWith.quality.join(', ')}. No model is trained until a report says otherwise.`;
}

function came({ quality, release, catalogue }: Drift['cameWith']): string {
  const parts = [
    quality.length > 0 ? `a data-quality finding (${quality.join(', ')})` : '',
    release === null ? '' : `a release (${release})`,
    catalogue === null ? '' : `a catalogue change (${catalogue})`,
  ].filter(Boolean);
  return parts.length === 0
    ? ' It came with no data-quality finding, release or catalogue change.'
    : ` It came with ${parts.join(' and ')}.`;
}
