/**
 * What a member's scores are divided by before they are mixed: the highest of them, so that each
 * member's favourite counts 1; 1 where no score is above 0.
 */
export function scaleOf(scores: ArrayLike<number>): number {
  let highest = 0;
  for (let item = 0; item < scores.length; item++)
    if (scores[item]! > highest) highest = scores[item]!;
  return highest === 0 ? 1 : highest;
}
