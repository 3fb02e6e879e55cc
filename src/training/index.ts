export type { CurvePoint, Family, TrainedModel, TrainingContext } from './trainer.ts';
export type { Tensor } from '../store/index.ts';
export {
  describeConfiguration,
  parseConfiguration,
  type FieldDescription,
  type FieldNote,
} from './configuration.ts';
export { drawConfiguration, TUNING_SPACES, type Range } from './tuning-space.ts';
export { alikePopularity } from './alike-popularity.ts';
export { families, requireFamily } from './families.ts';
