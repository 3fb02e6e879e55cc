import { Counter, type Registry } from 'prom-client';

/** Questions to who assigns users to arms, by what became of them, since the process began. */
export type AssignmentFigures = Readonly<
  Record<'arm' | 'none' | 'late' | 'failed' | 'unknown', number>
>;

/** Adds a series that is read whenever somebody asks for the metrics. */
export function describeAssignments(registry: Registry, read: () => AssignmentFigures): void {
  const questions: Counter = new Counter({
    registers: [registry],
    name: 'showrunner_assignment_questions_total',
    help: 'Questions to the provider that assigns users, by what became of them.',
    labelNames: ['outcome'],
    collect: () => {
      questions.reset();
      for (const [outcome, count] of Object.entries(read())) questions.inc({ outcome }, count);
    },
  });
}
