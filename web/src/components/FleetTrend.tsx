import { Table, type TableColumnsType } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { TrendMonth } from '../api/types';
import { percent, useFleet } from '../lib/fleet';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { chartInk, family, tones } from '../theme';
import { Loaded } from './Page';

const Chart = lazy(() => import('./Chart'));

/** Month by month: punctuality and findings as lines, the same figures as a table beneath. */
export function FleetTrend({ onAsOf }: { onAsOf: (asOf: string | undefined) => void }) {
  const query = useFleet(['trend'], () => api.fleetTrend({ months: 12 }), onAsOf);
  return <Loaded query={query}>{(data) => <Months months={data.months} />}</Loaded>;
}

function Months({ months }: { months: TrendMonth[] }) {
  const { t } = useWords();
  const { may } = useSession();
  const option = useMemo(() => {
    const share = (part: number, whole: number) => (whole > 0 ? Math.round((part / whole) * 1000) / 10 : null);
    const line = (name: string, colour: string, type: 'solid' | 'dashed', data: (number | null)[]) => ({
      name, type: 'line', data, symbolSize: 6, lineStyle: { color: colour, width: 2, type }, itemStyle: { color: colour },
    });
    return {
      textStyle: { fontFamily: family, fontSize: 12 },
      tooltip: { trigger: 'axis', confine: true },
      legend: { top: 0, left: 0, itemWidth: 22, textStyle: { color: chartInk.text } },
      grid: { left: 12, right: 20, top: 34, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { type: 'category', data: months.map((month) => month.month), axisLabel: { color: chartInk.text } },
      yAxis: { type: 'value', min: (range: { min: number }) => Math.max(0, Math.floor((range.min - 5) / 10) * 10), max: 100, axisLabel: { color: chartInk.text, formatter: '{value}%' }, splitLine: { lineStyle: { color: chartInk.line } } },
      series: [
        line(t('fleet.onTimeShare'), tones.active.solid, 'solid', months.map((month) => share(month.on_time, month.due))),
        line(t('fleet.compliantShare'), tones.good.solid, 'dashed', months.map((month) => share(month.compliant, month.compliant + month.non_compliant))),
      ],
    };
  }, [months, t]);
  const columns: TableColumnsType<TrendMonth> = [
    { title: t('fleet.month'), dataIndex: 'month', render: (month: string) => <Link to={`/calendar?month=${month}`}>{month}</Link> },
    { title: t('fleet.due'), dataIndex: 'due', align: 'right' },
    { title: t('fleet.onTimeShare'), key: 'onTime', align: 'right', render: (_, row) => percent(row.on_time, row.due) },
    { title: t('fleet.missing'), key: 'missing', align: 'right', render: (_, row) => row.due - row.handed_in },
    { title: t('fleet.compliantShare'), key: 'compliant', align: 'right', render: (_, row) => percent(row.compliant, row.compliant + row.non_compliant) },
    { title: t('fleet.nonCompliant'), dataIndex: 'non_compliant', align: 'right' },
    ...(may('view_rectifications')
      ? ([
          { title: t('fleet.ordered'), dataIndex: 'rectifications_ordered', align: 'right' },
          { title: t('fleet.closed'), dataIndex: 'rectifications_closed', align: 'right' },
          { title: t('fleet.openAtEnd'), dataIndex: 'rectifications_open', align: 'right' },
        ] satisfies TableColumnsType<TrendMonth>)
      : []),
  ];
  return (
    <section className="paper">
      <Suspense fallback={<div style={{ height: 260 }} />}>
        <Chart option={option} height={260} label={t('fleet.trendSpoken')} />
      </Suspense>
      <Table<TrendMonth> aria-label={t('fleet.trend')} size="small" rowKey="month" columns={columns} dataSource={[...months].reverse()} pagination={false} style={{ marginTop: 12 }} />
      <p className="quiet small">{t('fleet.trendHint')}</p>
    </section>
  );
}
