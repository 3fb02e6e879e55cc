import { partHead } from '../parts/part-head.tsx';
import { MODEL_VIEWS } from './views.ts';

/** The head of every view of Models. */
export const ModelsHead = partHead('Models', MODEL_VIEWS);
