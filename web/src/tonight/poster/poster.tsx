import './poster.css';
import { memo, useId } from 'react';
import { POSTER, posterOf, type PosterSubject } from './poster-of.ts';

const { width, height, margin } = POSTER;

/** An item's poster, drawn from what the catalogue says of it; its title stands beside it as text. */
export const Poster = memo(function Poster(subject: PosterSubject) {
  const { palette, shapes, picture, face, lines, footY } = posterOf(subject);
  const clip = useId();
  const foot = [subject.year ?? '', subject.genres[0] ?? ''].join('  ').trim();
  return (
    <svg
      className="poster"
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      data-face={face.name}
    >
      <clipPath id={clip}>
        <rect y={picture.top} width={width} height={picture.bottom - picture.top} />
      </clipPath>
      <rect width={width} height={height} fill={palette.ground} />
      <g clipPath={`url(#${clip})`}>
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
      <g fill={palette.ink}>
        {lines.map(({ text, size, y }) => (
          <text key={y} className="poster-title" x={margin} y={y} fontSize={size}>
            {text}
          </text>
        ))}
        <text className="poster-foot" x={margin} y={footY} fontSize="9">
          {foot}
        </text>
      </g>
    </svg>
  );
});
