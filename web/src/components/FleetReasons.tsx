import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { CellReason, CellReasons } from '../api/types';
import { deadline, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Loaded } from './Page';
import { DueMarks, Mark, State } from './State';

/** What stands behind a cell: due items, submissions, failing rules, rectifications. */
export function FleetReasons({ platform, control, title, close }: { platform: string; control: string; title: string; close: () => void }) {
  const { t, pick, named } = useWords();
  const query = useQuery({ queryKey: ['fleet', 'cell', platform, control], queryFn: () => api.fleetCell(platform, control) });
  const data = query.data;
  return (
    <Drawer open size={760} onClose={close} title={data ? `${named(data.platform)} · ${pick(data.class.title_zh, data.class.title_en)}` : title}>
      <Loaded query={query}>{(loaded) => <Reasons data={loaded} />}</Loaded>
      {data && <p className="quiet small">{t('app.asOf', { time: moment(data.as_of) })}</p>}
    </Drawer>
  );
}

function Reasons({ data }: { data: CellReasons }) {
  const { t, word, pick } = useWords();
  const wanting = data.reasons.filter((r) => r.due.standing !== 'compliant' && !(r.due.standing === 'open' && !r.due.overdue));
  const fine = data.reasons.length - wanting.length;
  return (
    <div className="stack">
      <p className="states">
        {(['failing', 'overdue', 'returned', 'waiting', 'compliant', 'ahead'] as const).map((name) => (
          <Mark key={name} tone={data.cell[name] > 0 && name !== 'compliant' && name !== 'ahead' && name !== 'waiting' ? 'bad' : 'neutral'}>
            {t(`fleet.count.${name}`)} {data.cell[name]}
          </Mark>
        ))}
      </p>
      {data.rectifications.length > 0 && (
        <section>
          <h2 className="section-title">{t('fleet.rectifications')}</h2>
          <ul className="plain">
            {data.rectifications.map((row) => (
              <li key={row.id}>
                <Link to={`/rectifications/${row.id}`}>{pick(row.title_zh, row.title_en)}</Link> <State family="rectification" value={row.state} />{' '}
                <span className="nowrap quiet small">{t('fleet.until', { time: deadline(row.deadline) })}</span> {row.overdue && <Mark tone="bad">{t('app.overdue')}</Mark>}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2 className="section-title">{t('fleet.wanting')}</h2>
        {wanting.length === 0 && <p className="quiet">{t('fleet.nothingWanting')}</p>}
        <ul className="plain">
          {wanting.map((reason) => (
            <Reason key={reason.due.id} reason={reason} />
          ))}
        </ul>
        {data.total > data.reasons.length && <p className="quiet small">{t('fleet.more', { count: data.total - data.reasons.length })}</p>}
        {fine > 0 && <p className="quiet small">{t('fleet.fine', { count: fine })}</p>}
        <Link to={`/dues?platform=${data.platform.id}`}>{t('fleet.allDues', { what: word('standing', 'open') })}</Link>
      </section>
    </div>
  );
}

function Reason({ reason }: { reason: CellReason }) {
  const { t, word, pick, period } = useWords();
  const { due } = reason;
  return (
    <li>
      <Link to={`/dues/${due.id}`}>{pick(due.title_zh, due.title_en)}</Link> <span className="quiet small">{due.obligation}</span>{' '}
      <span className="nowrap small">{period(due.period)}</span> <DueMarks due={due} />{' '}
      {reason.submission && (
        <Link className="nowrap" to={`/submissions/${reason.submission}`}>
          {t('fleet.submission')}
        </Link>
      )}
      {reason.failing.length > 0 && (
        <ul>
          {reason.failing.map((rule) => (
            <li key={rule.rule + (rule.text_zh ?? '')}>
              <Mark tone={rule.severity === 'blocking' ? 'bad' : 'waiting'}>{word('ruleSeverity', rule.severity)}</Mark> {pick(rule.text_zh, rule.text_en)}{' '}
              <span className="quiet small">{rule.rule}</span>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}
