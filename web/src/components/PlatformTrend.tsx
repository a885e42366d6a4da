import { Table, type TableColumnsType } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { FindingMonth, FindingTrend, SeverityStanding } from '../api/types';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';
import { family, tones } from '../theme';
import { Loaded } from './Page';
import { State } from './State';

const Chart = lazy(() => import('./Chart'));

/** What became of a platform's findings: how they stand, how old they are, how long repairs took, month by month. */
export function PlatformTrend({ platform }: { platform: string }) {
  const query = useQuery({ queryKey: ['findingTrend', platform], queryFn: () => api.findingTrend(platform) });
  return <Loaded query={query}>{(data) => <Shown platform={platform} trend={data} />}</Loaded>;
}

function Shown({ platform, trend }: { platform: string; trend: FindingTrend }) {
  const { t, word } = useWords();
  const used = trend.severities.filter((row) => row.open + row.unverified + row.verified + row.treated_as > 0);
  const option = useMemo(() => {
    const bar = (name: string, tone: keyof typeof tones, data: number[]) => ({ name, type: 'bar', stack: 'open', barMaxWidth: 26, itemStyle: { color: tones[tone].solid }, data });
    return {
      textStyle: { fontFamily: family, fontSize: 12 },
      tooltip: { trigger: 'axis', confine: true },
      legend: { top: 0, left: 0, itemWidth: 12, textStyle: { color: '#3c474c' } },
      grid: { left: 12, right: 20, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { type: 'category', data: trend.months.map((month) => month.month), axisLabel: { color: '#56636a' } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#56636a' }, splitLine: { lineStyle: { color: '#e8ecee' } } },
      series: [
        bar(word('severity', 'critical'), 'bad', trend.months.map((month) => month.critical)),
        bar(word('severity', 'high'), 'waiting', trend.months.map((month) => month.high)),
        bar(word('severity', 'medium'), 'remark', trend.months.map((month) => month.medium)),
        bar(word('severity', 'low'), 'active', trend.months.map((month) => month.low)),
        { name: t('trend.verified'), type: 'line', symbolSize: 6, lineStyle: { color: tones.good.solid, width: 2 }, itemStyle: { color: tones.good.solid }, data: trend.months.map((month) => month.verified) },
      ],
    };
  }, [trend, t, word]);
  const bounds = trend.age_bounds;
  const days = (value: number | null | undefined) => (value === null || value === undefined ? t('app.none') : t('trend.days', { count: value }));
  const standing: TableColumnsType<SeverityStanding> = [
    { title: t('findings.severity'), dataIndex: 'severity', render: (value: string) => <State family="severity" value={value} /> },
    { title: t('trend.exploited'), dataIndex: 'known_exploited', align: 'right', render: (value: number) => (value > 0 ? <b className="bad">{value}</b> : 0) },
    { title: t('trend.open'), dataIndex: 'open', align: 'right' },
    { title: t('trend.withDeviation'), dataIndex: 'with_deviation', align: 'right' },
    { title: t('trend.treatedAs'), dataIndex: 'treated_as', align: 'right' },
    { title: t('trend.overdue'), dataIndex: 'overdue', align: 'right' },
    { title: t('trend.notScanned'), dataIndex: 'not_scanned', align: 'right' },
    { title: t('trend.outside'), dataIndex: 'outside_inventory', align: 'right' },
    { title: t('trend.unverified'), dataIndex: 'unverified', align: 'right' },
    { title: t('trend.verified'), dataIndex: 'verified', align: 'right' },
    { title: t('trend.median'), dataIndex: 'repair_median_days', align: 'right', render: days },
    { title: t('trend.p90'), dataIndex: 'repair_p90_days', align: 'right', render: days },
  ];
  const ages: TableColumnsType<SeverityStanding> = [
    { title: t('findings.severity'), dataIndex: 'severity', render: (value: string) => <State family="severity" value={value} /> },
    ...[...bounds, null].map((bound, index) => ({
      title: bound === null ? t('trend.older', { days: bounds.at(-1) ?? 0 }) : t('trend.upTo', { days: bound }),
      key: index, align: 'right' as const, render: (_: unknown, row: SeverityStanding) => row.ages[index] ?? 0,
    })),
  ];
  const months: TableColumnsType<FindingMonth> = [
    { title: t('trend.month'), dataIndex: 'month' },
    { title: t('trend.exploited'), dataIndex: 'known_exploited', align: 'right' },
    { title: t('trend.openAtEnd'), dataIndex: 'open', align: 'right' },
    { title: t('trend.firstSeen'), dataIndex: 'first_seen', align: 'right' },
    { title: t('trend.verified'), dataIndex: 'verified', align: 'right' },
    { title: t('trend.unverified'), dataIndex: 'unverified', align: 'right' },
  ];
  return (
    <div className="stack">
      <section className="paper" aria-label={t('trend.standing')}>
        <h2>{t('trend.standing')}</h2>
        <p className="quiet small">
          {t('app.asOf', { time: moment(trend.as_of) })}{' '}
          {trend.exploited_list ? t('trend.comparedWith', { version: trend.exploited_list }) : t('trend.noList')}
        </p>
        <Table<SeverityStanding> aria-label={t('trend.standing')} size="small" rowKey="severity" columns={standing} dataSource={used} pagination={false} scroll={{ x: true }} />
        <p className="quiet small prose">{t('trend.hint')}</p>
        {(trend.disowned > 0 || trend.unmatched_assets > 0) && (
          <p className="small">
            {trend.disowned > 0 && t('trend.disowned', { count: trend.disowned })}{' '}
            {trend.unmatched_assets > 0 && <Link to={`/platforms/${platform}/assets`}>{t('trend.unmatched', { count: trend.unmatched_assets })}</Link>}
          </p>
        )}
      </section>
      <section className="paper" aria-label={t('trend.ages')}>
        <h2>{t('trend.ages')}</h2>
        <Table<SeverityStanding> aria-label={t('trend.ages')} size="small" rowKey="severity" columns={ages} dataSource={used.filter((row) => row.open > 0)} pagination={false} />
      </section>
      <section className="paper" aria-label={t('trend.months')}>
        <h2>{t('trend.months')}</h2>
        <Suspense fallback={<div style={{ height: 260 }} />}>
          <Chart option={option} height={260} label={t('trend.spoken')} />
        </Suspense>
        <Table<FindingMonth> aria-label={t('trend.months')} size="small" rowKey="month" columns={months} dataSource={[...trend.months].reverse()} pagination={false} style={{ marginTop: 12 }} />
      </section>
    </div>
  );
}
