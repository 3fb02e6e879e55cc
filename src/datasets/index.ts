export { slicePositives, type Positives } from './positives.ts';
