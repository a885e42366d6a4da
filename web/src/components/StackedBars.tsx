import { lazy, Suspense, useMemo } from 'react';
import { chartInk, family, tones, type Tone } from '../theme';

const Chart = lazy(() => import('./Chart'));

export interface Series {
  name: string;
  tone: Tone;
  values: number[];
}

/** Horizontal bars, one per row, made of coloured parts; the same figures stand as text in the label. */
export function StackedBars({ rows, series, label, legend = true }: { rows: string[]; series: Series[]; label: string; legend?: boolean }) {
  const option = useMemo(() => {
    const used = series.filter((part) => part.values.some((value) => value > 0));
    return {
      textStyle: { fontFamily: family, fontSize: 12 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      legend: legend ? { top: 0, left: 0, itemWidth: 10, itemHeight: 10, itemGap: 16, textStyle: { color: chartInk.text } } : undefined,
      grid: { left: 12, right: 20, top: legend ? 28 : 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      xAxis: { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: chartInk.line } }, axisLabel: { color: chartInk.text } },
      yAxis: { type: 'category', inverse: true, data: rows, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: chartInk.text, width: 150, overflow: 'truncate' } },
      series: used.map((part) => ({
        name: part.name,
        type: 'bar',
        stack: 'all',
        barMaxWidth: 16,
        itemStyle: { color: tones[part.tone].solid },
        data: part.values,
      })),
    };
  }, [rows, series, legend]);
  const height = (legend ? 34 : 8) + 24 + rows.length * 26;
  const spoken = rows.map((row, index) => `${row}: ${series.map((part) => `${part.name} ${part.values[index] ?? 0}`).join(', ')}`).join('; ');
  return (
    <Suspense fallback={<div style={{ height }} />}>
      <Chart option={option} height={height} label={`${label}. ${spoken}`} />
    </Suspense>
  );
}

const severities: { word: string; tone: Tone }[] = [
  { word: 'critical', tone: 'bad' },
  { word: 'high', tone: 'waiting' },
  { word: 'medium', tone: 'remark' },
  { word: 'low', tone: 'active' },
  { word: 'info', tone: 'neutral' },
  { word: 'unknown', tone: 'unknown' },
];

/** One bar of findings by severity, as a reader's summary counts them. */
export function SeverityBar({ counts, name, word }: { counts: Record<string, number>; name: string; word: (family: string, value: string) => string }) {
  const rows = useMemo(() => [''], []);
  const series = useMemo(
    () => severities.map(({ word: severity, tone }) => ({ name: word('severity', severity), tone, values: [counts[severity] ?? 0] })),
    [counts, word],
  );
  return <StackedBars rows={rows} series={series} label={name} />;
}
