import './poster.css';
import { memo, useId } from 'react';
import { POSTER, posterOf, type PosterSubject } from './poster-of.ts';

const { width, height, margin } = POSTER;

/** An item's poster, drawn from what the catalogue says of it; its title stands beside it as text. */
export const Poster = memo(function Poster(subject: PosterSubject) {
  const { palette, shapes, face, lines, isTitleFirst } = posterOf(subject);
  const clip = useId();
  const step = (lines[0]?.size ?? 0) * face.leading;
  const first = isTitleFirst
    ? margin + (lines[0]?.size ?? 0) * 0.82 + 4
    : height - 34 - step * (lines.length - 1);
  return (
    <svg
      className="poster"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      data-face={face.name}
    >
      <clipPath id={clip}>
        <rect width={width} height={isTitleFirst ? height : height - 100} />
      </clipPath>
      <rect width={width} height={height} fill={palette.ground} />
      <g clipPath={isTitleFirst ? undefined : `url(#${clip})`}>
        {shapes.map(({ colour, path, stroke, opacity }, k) => (
          <path
            key={k}
            d={path}
            opacity={opacity}
            {...(stroke === undefined
              ? { fill: palette[colour] }
              : { fill: 'none', stroke: palette[colour], strokeWidth: stroke })}
          />
        ))}
      </g>
      {lines.map((line, k) => (
        <text
          key={k}
          className="poster-title"
          x={margin}
          y={first + k * step}
          fontSize={line.size}
          fill={palette.ink}
        >
          {line.text}
        </text>
      ))}
      <Foot subject={subject} colour={palette.ink} isOverPicture={isTitleFirst} />
    </svg>
  );
});

/** Year and genre, small: at the foot, or under the title where the picture fills the foot. */
function Foot({
  subject: { year, genres },
  colour,
  isOverPicture,
}: {
  readonly subject: PosterSubject;
  readonly colour: string;
  readonly isOverPicture: boolean;
}) {
  const words = [year === null ? '' : String(year), genres[0] ?? ''].filter(Boolean).join('  ');
  return (
    <text
      className="poster-foot"
      x={margin}
      y={isOverPicture ? 132 : height - margin}
      fontSize="9"
      fill={colour}
    >
      {words}
    </text>
  );
}
