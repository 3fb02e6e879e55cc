export type { CurvePoint, Family, Tensor, TrainedModel, TrainingContext } from './trainer.ts';
