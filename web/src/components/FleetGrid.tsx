import { useState, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import type { Cell, ControlClass, FleetPlatform } from '../api/types';
import { countOf, looks, worsts } from '../lib/fleet';
import { useWords } from '../lib/words';
import { tones } from '../theme';
import { State } from './State';

/** What the signs mean. */
export function Legend() {
  const { word } = useWords();
  return (
    <ul className="legend">
      {worsts.map((worst) => (
        <li key={worst}>
          <Sign worst={worst} /> {word('worst', worst)}
        </li>
      ))}
    </ul>
  );
}

function Sign({ worst }: { worst: string }) {
  const look = looks[worst] ?? { tone: 'neutral' as const, sign: '' };
  const { text, ground, border, solid } = tones[look.tone];
  const style = look.strong ? { color: '#fff', background: '#a1271f', borderColor: solid } : { color: text, background: ground, borderColor: border };
  return (
    <span className="sign" style={style} aria-hidden="true">
      {look.sign}
    </span>
  );
}

interface Props {
  classes: ControlClass[];
  platforms: FleetPlatform[];
  /** Opens the reasons behind a cell; without it the cells only show. */
  open?: (platform: string, control: string) => void;
}

const steps: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** Platforms by control classes. One cell takes part in the tab order; the arrow keys move it. */
export function FleetGrid({ classes, platforms, open }: Props) {
  const { t, word, pick, named } = useWords();
  const [[row, column], setPlace] = useState<[number, number]>([0, 0]);

  function move(event: KeyboardEvent<HTMLTableElement>) {
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const next: [number, number] = [
      Math.min(platforms.length - 1, Math.max(0, row + step[0])),
      Math.min(classes.length - 1, Math.max(0, column + step[1])),
    ];
    setPlace(next);
    event.currentTarget.querySelector<HTMLButtonElement>(`[data-place="${next[0]} ${next[1]}"]`)?.focus();
  }

  if (platforms.length === 0) return <p className="quiet">{t('app.nothingMatches')}</p>;
  const spoken = (platform: FleetPlatform, cell: Cell, control: ControlClass) =>
    t('fleet.spoken', { platform: named(platform.platform), control: pick(control.title_zh, control.title_en), worst: word('worst', cell.worst), count: countOf(cell) });
  return (
    <table className="fleet" onKeyDown={move}>
      <caption className="unseen">{t('fleet.caption')}</caption>
      <thead>
        <tr>
          <th scope="col" className="name">{t('app.platform')}</th>
          {classes.map((control) => (
            <th scope="col" key={control.id}>
              <span className="quiet">{control.id}</span> {pick(control.title_zh, control.title_en)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {platforms.map((platform, y) => (
          <tr key={platform.platform.id}>
            <th scope="row" className="name">
              <Link to={`/platforms/${platform.platform.id}`}>{named(platform.platform)}</Link> {platform.state !== 'S0' && <State family="supervision" value={platform.state} />}
            </th>
            {platform.cells.map((cell, x) => {
              const control = classes[x];
              if (!control) return null;
              const look = looks[cell.worst] ?? { tone: 'neutral' as const, sign: '' };
              const { text, ground, border } = tones[look.tone];
              const style = look.strong ? { color: '#fff', background: '#a1271f', borderColor: '#a1271f' } : { color: text, background: ground, borderColor: border };
              const inner = (
                <>
                  <span aria-hidden="true">{look.sign}</span> {cell.worst === 'none' ? '' : countOf(cell)}
                </>
              );
              const label = spoken(platform, cell, control);
              return (
                <td key={control.id}>
                  {open ? (
                    <button
                      type="button"
                      className="cell"
                      style={style}
                      title={label}
                      aria-label={label}
                      tabIndex={y === Math.min(row, platforms.length - 1) && x === column ? 0 : -1}
                      data-place={`${y} ${x}`}
                      onFocus={() => setPlace([y, x])}
                      onClick={() => open(platform.platform.id, control.id)}
                    >
                      {inner}
                    </button>
                  ) : (
                    <span className="cell" style={style} title={label}>
                      {inner}
                      <span className="unseen">{label}</span>
                    </span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
