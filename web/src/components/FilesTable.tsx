import { Table } from 'antd';
import { api } from '../api/client';
import type { FileSummary } from '../api/types';
import { bytes, say } from '../lib/values';
import { useWords } from '../lib/words';
import { Mark } from './State';
import { SeverityBar } from './StackedBars';
import { toneOf } from '../lib/tones';

const counts = (value: unknown): Record<string, number> | null => {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return null;
  const entries = Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return entries.length > 0 ? Object.fromEntries(entries) : null;
};

/** Files with what the reader made of each: format, counts, severities. */
export function FilesTable({ files, submission }: { files: FileSummary[]; submission?: string }) {
  const { t, word } = useWords();
  const total: Record<string, number> = {};
  for (const file of files) {
    for (const [severity, count] of Object.entries(counts((file.summary as Record<string, unknown> | null)?.by_severity) ?? {})) {
      total[severity] = (total[severity] ?? 0) + count;
    }
  }
  return (
    <>
      <Table<FileSummary>
        size="small"
        rowKey={(file) => `${file.sha256}${file.name ?? ''}`}
        pagination={false}
        aria-label={t('submit.files')}
        dataSource={files}
        columns={[
          {
            title: t('app.file'), key: 'name', width: 300,
            render: (_, file) => (
              <>
                {submission ? <a href={api.fileUrl(submission, file.sha256)} download>{file.name ?? t('app.erased')}</a> : (file.name ?? t('app.erased'))}
                <div className="mono quiet" title={file.sha256}>{file.sha256.slice(0, 16)}…</div>
              </>
            ),
          },
          { title: t('app.size'), dataIndex: 'size', width: 90, align: 'right', render: bytes },
          { title: t('submissions.format'), dataIndex: 'format', width: 150, render: (value: string | null) => value ?? <span className="quiet">{t('submissions.notRead')}</span> },
          { title: t('submissions.summary'), key: 'summary', render: (_, file) => <Summary summary={file.summary} /> },
        ]}
      />
      {Object.keys(total).length > 0 && (
        <div style={{ maxWidth: 620, marginTop: 8 }}>
          <SeverityBar counts={total} name={t('submissions.bySeverity')} word={word} />
        </div>
      )}
    </>
  );
}

function Summary({ summary }: { summary: unknown }) {
  const { t, word } = useWords();
  if (!summary || typeof summary !== 'object') return <span className="quiet">{t('app.none')}</span>;
  const record = summary as Record<string, unknown>;
  const severities = counts(record.by_severity);
  const plain = Object.entries(record).filter(([, value]) => value !== null && (typeof value !== 'object' || (Array.isArray(value) && value.length <= 6 && value.every((each) => typeof each !== 'object'))));
  return (
    <>
      <div>
        {plain.map(([name, value]) => (
          <span key={name} style={{ marginRight: 14 }}>
            <span className="quiet small">{word('summary', name)}</span> {say(value, t)}
          </span>
        ))}
      </div>
      {severities && (
        <span className="states">
          {Object.entries(severities).map(([severity, count]) => (
            <Mark key={severity} tone={count > 0 ? toneOf('severity', severity) : 'neutral'}>
              {word('severity', severity)} {count}
            </Mark>
          ))}
        </span>
      )}
    </>
  );
}
