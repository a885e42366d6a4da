import { Collapse, Table } from 'antd';
import type { Compared, FailingRow, FileSummary, RuleResult } from '../api/types';
import { say, worstFirst } from '../lib/values';
import { outcomes } from '../lib/walk';
import { Link } from 'react-router';
import { useWords } from '../lib/words';
import { Place } from './Place';
import { Mark, State } from './State';

/** What the rules say, worst first, each with its reasons; where it was otherwise in the period before, that too. */
export function RuleResults({ results, files, before = [], submission }: { results: RuleResult[]; files: FileSummary[]; before?: RuleResult[] | undefined; submission?: string | undefined }) {
  const { t, pick, word } = useWords();
  const then = outcomes(before);
  /** Worth a word: another outcome than before, or the same fault again. */
  const said = ({ rule, outcome }: RuleResult) => {
    const earlier = then.get(rule);
    if (!earlier || (earlier === outcome && outcome !== 'fail')) return null;
    return <Mark tone={outcome === 'fail' && earlier === 'fail' ? 'bad' : 'neutral'}>{t('results.before', { outcome: word('outcome', earlier) })}</Mark>;
  };
  const sorted = worstFirst(results);
  const names = new Map(files.map((file) => [file.sha256, file.name ?? t('app.erased')]));
  const open = sorted.flatMap((result, index) => (result.outcome === 'fail' && index < 3 ? [String(index)] : []));
  return (
    <Collapse
      size="small"
      defaultActiveKey={open}
      items={sorted.map((result, index) => ({
        // several results may be of one rule, for instance one per kind of evidence that is missing
        key: String(index),
        label: (
          <span className="rule-head">
            <State family="outcome" value={result.outcome} />
            <State family="ruleSeverity" value={result.severity} />
            <span className="grow">{result.outcome === 'pass' ? t('results.passes', { message: pick(result.message_zh, result.message_en) }) : pick(result.message_zh, result.message_en)}</span>
            {said(result)}
            {result.rows_total > 0 && <Mark tone="neutral">{t('results.rowsTotal', { count: result.rows_total })}</Mark>}
            <span className="mono quiet">{result.rule}</span>
          </span>
        ),
        children: <Reasons result={result} names={names} submission={submission} />,
      }))}
    />
  );
}

function Reasons({ result, names, submission }: { result: RuleResult; names: Map<string, string>; submission: string | undefined }) {
  const { t, pick } = useWords();
  const words = pick(result.words_zh, result.words_en);
  const missing = pick(result.missing_zh, result.missing_en) || result.missing;
  return (
    <div className="stack">
      {words && <div className="prose"><span className="quiet">{t('results.asks')}</span> {words}</div>}
      {result.clause && <div><span className="quiet">{t('results.clause')}</span> {result.clause}</div>}
      {missing && <div><span className="quiet">{t('results.missing')}</span> <b>{missing}</b></div>}
      {result.rows.length > 0 && <Rows result={result} names={names} submission={submission} />}
      <Values title={t('results.parameters')} values={result.parameters} />
      <Values title={t('results.compared')} values={result.compared} />
      {result.set_aside.length > 0 && (
        <div>
          <span className="quiet">{t('results.setAside', { count: result.set_aside.length })}</span> <span className="mono">{result.set_aside.slice(0, 50).join(', ')}</span>
          {(result.decisions ?? []).map((decision) => (
            <div key={decision}>
              <Link to={`/deviations/${decision}`}>{t('deviations.byDecision')}</Link>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Words short enough for one line; the whole of them is the title. */
function brief(words: string) {
  return words.length > 96 ? `${words.slice(0, 95)}…` : words;
}

function Values({ title, values }: { title: string; values: Compared[] }) {
  const { pick } = useWords();
  const shown = useShown();
  if (values.length === 0) return null;
  return (
    <div>
      <div className="quiet">{title}</div>
      {values.map((each, index) => {
        const label = pick(each.label_zh, each.label_en);
        return (
          <div key={`${each.name} ${index}`}>
            <span className={label ? 'quiet' : 'mono quiet'} title={label ? `${label}\n${each.name}` : each.name}>{brief(label || each.name)}</span>{' '}<b style={{ overflowWrap: 'anywhere' }}>{shown(each)}</b>
          </div>
        );
      })}
    </div>
  );
}

/** A value in the reader's words: the vocabulary's own where it has one. */
function useShown() {
  const { t, zh } = useWords();
  return (each: Compared) => (zh && each.value_zh) || say(each.value, t);
}

function Rows({ result, names, submission }: { result: RuleResult; names: Map<string, string>; submission: string | undefined }) {
  const { t, pick } = useWords();
  const shown = useShown();
  const fields = new Map(result.rows.flatMap((row) => row.values.map((value) => [value.name, pick(value.label_zh, value.label_en) || value.name] as const)));
  return (
    <div>
      <div className="quiet">{t('results.rows', { shown: result.rows.length, count: result.rows_total })}</div>
      {/* Wide reasons are moved sideways by keyboard too. */}
      <div className="sideways" role="group" aria-label={t('results.failingRows')} tabIndex={0}>
        <Table<FailingRow>
          size="small"
          aria-label={t('results.failingRows')}
          rowKey={(row) => `${row.file ?? ''} ${row.place ?? ''} ${row.id ?? ''}`}
          dataSource={result.rows}
          pagination={result.rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          columns={[
            { title: t('results.row'), dataIndex: 'id', render: (value: string | null) => <span className="mono nowrap">{value && /^[0-9a-f]{64}$/.test(value) ? `${value.slice(0, 16)}…` : value}</span> },
            ...[...fields].map(([field, label]) => ({
              title: <span title={field}>{brief(label)}</span>,
              key: field,
              render: (_: unknown, row: FailingRow) => {
                const found = row.values.find((value) => value.name === field);
                return found ? shown(found) : '';
              },
            })),
            { title: t('app.file'), dataIndex: 'file', render: (value: string | null) => (value ? (names.get(value) ?? `${value.slice(0, 12)}…`) : '') },
            {
              title: t('app.place'), dataIndex: 'place',
              // Only files of this submission are opened here; others are named.
              render: (value: string | null, row: FailingRow) => <Place submission={submission} sha256={row.file && names.has(row.file) ? row.file : null} place={value} />,
            },
          ]}
        />
      </div>
    </div>
  );
}
