import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { PlatformRow } from '../api/types';
import { useWords } from '../lib/words';
import { StackedBars } from './StackedBars';
import { Trouble } from './Trouble';
import { moment } from '../lib/time';

/** How the platforms stand beside each other. */
export function HomePlatforms() {
  const { t } = useWords();
  const platforms = useQuery({ queryKey: ['platforms', 'home'], queryFn: () => api.platforms({ limit: 20 }) });
  if (platforms.error) return <Trouble error={platforms.error} retry={() => void platforms.refetch()} />;
  const rows = platforms.data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <section className="paper" aria-label={t('home.fleet')}>
      <div style={{ display: 'flex', gap: 16 }}>
        <h2 className="section-title" style={{ flex: 1 }}>
          {t('home.fleet')} <span className="quiet small" style={{ fontWeight: 400 }}>{t('app.asOf', { time: moment(platforms.data?.as_of) })}</span>
        </h2>
        <Link to="/platforms">{t('home.all')}</Link>
      </div>
      <Bars rows={rows} />
    </section>
  );
}

function Bars({ rows }: { rows: PlatformRow[] }) {
  const { t } = useWords();
  const names = useMemo(() => rows.map((row) => row.name ?? t('app.erased')), [rows, t]);
  const series = useMemo(
    () => [
      { name: t('words.standing.compliant'), tone: 'good' as const, values: rows.map((row) => row.standing.compliant) },
      { name: t('home.toReview'), tone: 'waiting' as const, values: rows.map((row) => row.standing.to_review) },
      { name: t('words.standing.open'), tone: 'active' as const, values: rows.map((row) => row.standing.open) },
      { name: t('words.standing.returned'), tone: 'remark' as const, values: rows.map((row) => row.standing.returned) },
      { name: t('app.overdue'), tone: 'unknown' as const, values: rows.map((row) => row.standing.overdue) },
      { name: t('words.standing.non_compliant'), tone: 'bad' as const, values: rows.map((row) => row.standing.non_compliant) },
    ],
    [rows, t],
  );
  return <StackedBars rows={names} series={series} label={t('home.fleet')} />;
}
