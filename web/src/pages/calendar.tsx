import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Empty } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { DueRow } from '../api/types';
import { Loaded, Page } from '../components/Page';
import { PlatformSelect } from '../components/PlatformSelect';
import { all, useFilters, usePlatforms } from '../lib/lists';
import { useServerClock } from '../lib/session';
import { at, lastDay, monthGrid, shiftMonth } from '../lib/time';
import { toneOf } from '../lib/tones';
import { useWords } from '../lib/words';
import { tones } from '../theme';

/** A month of due moments of one platform. */
export default function CalendarPage() {
  const { t } = useWords();
  const today = at(useServerClock()).format('YYYY-MM-DD');
  const { values, set } = useFilters(['platform', 'month']);
  const platforms = usePlatforms();
  const platform = values.platform ?? platforms.data?.[0]?.id;
  const month = values.month && /^\d{4}-\d{2}$/.test(values.month) ? values.month : today.slice(0, 7);
  const dues = useQuery({
    queryKey: ['dues', 'calendar', platform],
    queryFn: async () => {
      let asOf = '';
      const rows = await all(async (query) => {
        const page = await api.dues({ ...query, platform });
        asOf = page.as_of;
        return page;
      });
      return { rows, asOf };
    },
    enabled: platform !== undefined,
  });
  const move = (by: number) => set({ month: shiftMonth(month, by), platform });
  return (
    <Page title={t('calendar.title')} asOf={dues.data?.asOf} sub={<span>{t('calendar.hint')}</span>}>
      <section className="paper">
        <div className="filters">
          <label>
            <span aria-hidden="true">{t('app.platform')}</span>
            <PlatformSelect value={platform} allowClear={false} onChange={(next) => set({ platform: next, month })} />
          </label>
          <Button icon={<LeftOutlined />} aria-label={t('calendar.previous')} onClick={() => move(-1)} />
          <b aria-live="polite">{t('calendar.month', { year: month.slice(0, 4), month: month.slice(5) })}</b>
          <Button icon={<RightOutlined />} aria-label={t('calendar.next')} onClick={() => move(1)} />
          <Button onClick={() => set({ month: undefined, platform })}>{t('calendar.today')}</Button>
          {platform && <Link to={`/dues?platform=${platform}`}>{t('calendar.asList')}</Link>}
        </div>
        {platforms.data?.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('calendar.noPlatform')} />
        ) : (
          <Loaded query={dues}>{({ rows }) => <Month month={month} today={today} rows={rows} />}</Loaded>
        )}
      </section>
    </Page>
  );
}

function Month({ month, today, rows }: { month: string; today: string; rows: DueRow[] }) {
  const { t } = useWords();
  const days = monthGrid(month);
  const byDay = new Map<string, DueRow[]>();
  for (const row of rows) {
    const key = lastDay(row.due_at);
    byDay.set(key, [...(byDay.get(key) ?? []), row]);
  }
  const weeks = Array.from({ length: days.length / 7 }, (_, index) => days.slice(index * 7, index * 7 + 7));
  return (
    <table className="month" aria-label={t('calendar.title')}>
      <thead>
        <tr>
          {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
            <th key={weekday} scope="col">
              {t(`calendar.weekday${weekday}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((date) => (
              <td key={date} className={`${date.startsWith(month) ? '' : 'out'} ${date === today ? 'now' : ''}`}>
                <Day date={date} rows={byDay.get(date) ?? []} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ date, rows }: { date: string; rows: DueRow[] }) {
  const { t, pick, word, period } = useWords();
  const shown = rows.slice(0, 6);
  return (
    <>
      <div className="day">{Number(date.slice(8))}</div>
      {shown.map((row) => {
        const tone = tones[row.overdue ? 'bad' : toneOf('standing', row.standing)];
        const title = pick(row.title_zh, row.title_en);
        const state = row.overdue ? t('app.overdue') : word('standing', row.standing);
        return (
          <Link
            key={row.id}
            to={`/dues/${row.id}`}
            title={`${title} · ${period(row.period)} · ${state}`}
            aria-label={`${title}, ${period(row.period)}, ${state}`}
            style={{ color: tone.text, background: tone.ground, borderLeftColor: tone.solid }}
          >
            {title}
          </Link>
        );
      })}
      {rows.length > shown.length && (
        <Link to={`/dues?platform=${rows[0]?.platform.id ?? ''}`} style={{ borderLeftColor: 'transparent' }}>
          {t('calendar.more', { count: rows.length - shown.length })}
        </Link>
      )}
    </>
  );
}
