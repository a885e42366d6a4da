import { Link } from 'react-router';
import { tones, type Tone } from '../theme';

export interface Figure {
  label: string;
  value: number;
  /** The colour when there is something to look at. */
  tone: Tone;
  to?: string;
}

/** Counts that open the lists they count. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <div className="figures">
      {figures.map(({ label, value, tone, to }) => {
        const colour = value > 0 ? tones[tone] : tones.neutral;
        const inner = (
          <>
            <b style={{ color: colour.text }}>{value}</b>
            <span>{label}</span>
          </>
        );
        const style = { borderLeftColor: colour.solid };
        return to ? (
          <Link key={label} to={to} className="figure" style={style}>
            {inner}
          </Link>
        ) : (
          <div key={label} className="figure" style={style}>
            {inner}
          </div>
        );
      })}
    </div>
  );
}
