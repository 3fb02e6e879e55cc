import { errorOf } from '../domain/errors.ts';
import type { TrainedModel } from './trainer.ts';

/**
 * A model's float32 tensor of an expected shape.
 *
 * @param shape `null` where any length will do
 * @throws DataError `ARTIFACT_CORRUPT` when it is missing, of another type or shape, or not finite
 */
export function requireTensor(
  model: Pick<TrainedModel, 'tensors'>,
  name: string,
  shape: readonly (number | null)[],
): { readonly shape: readonly number[]; readonly data: Float32Array } {
  const tensor = Object.hasOwn(model.tensors, name) ? model.tensors[name] : undefined;
  const expected = `F32 [${shape.map((length) => length ?? 'any').join(', ')}], all finite`;
  const fail = (found: string): never => {
    throw errorOf('ARTIFACT_CORRUPT', { kind: 'model', id: name, found, expected });
  };
  if (tensor === undefined) return fail('no such tensor');
  const { data } = tensor;
  const fits =
    tensor.shape.length === shape.length &&
    shape.every((length, i) => length === null || length === tensor.shape[i]);
  if (!fits || !(data instanceof Float32Array))
    return fail(`${data.constructor.name} [${tensor.shape.join(', ')}]`);
  if (!data.every(Number.isFinite)) return fail('numbers that are not finite');
  return { shape: tensor.shape, data };
}
