import { Table } from 'antd';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { FileSummary } from '../api/types';
import { figures, severities, summaryOf } from '../lib/summary';
import { bytes, say } from '../lib/values';
import { useWords } from '../lib/words';
import { besidePath } from '../lib/view';
import { Faults } from './Faults';
import { Place } from './Place';
import { Mark } from './State';
import { SeverityBar } from './StackedBars';
import { toneOf } from '../lib/tones';

/** Files with what the reader made of each: format, counts, severities. */
export function FilesTable({ files, submission, open = true }: { files: FileSummary[]; submission?: string; open?: boolean }) {
  const { t, word } = useWords();
  const total: Record<string, number> = {};
  for (const file of files) {
    for (const [severity, count] of Object.entries(severities(summaryOf(file.summary)) ?? {})) {
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
                <div>{submission && open ? <Link to={besidePath(submission, file.sha256)} title={t('view.open')}>{file.name ?? t('app.erased')}</Link> : (file.name ?? t('app.erased'))}</div>
                <div className="mono quiet" title={file.sha256}>
                  {file.sha256.slice(0, 16)}… {submission && open && <a href={api.fileUrl(submission, file.sha256)} download>{t('view.download')}</a>}
                </div>
              </>
            ),
          },
          { title: t('app.size'), dataIndex: 'size', width: 90, align: 'right', render: bytes },
          { title: t('submissions.format'), dataIndex: 'format', width: 150, render: (value: string | null) => value ?? <span className="quiet">{t('submissions.notRead')}</span> },
          { title: t('submissions.summary'), key: 'summary', render: (_, file) => <Summary file={file} submission={open ? submission : undefined} /> },
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

function Summary({ file, submission }: { file: FileSummary; submission: string | undefined }) {
  const { t, word } = useWords();
  const read = summaryOf(file.summary);
  const plain = figures(read);
  const bySeverity = severities(read);
  if (plain.length === 0 && !bySeverity && !read.errors?.length) return <span className="quiet">{t('app.none')}</span>;
  return (
    <>
      <div>
        {plain.map(([name, value]) => (
          <span key={name} style={{ marginRight: 14 }}>
            <span className="quiet small">{word('summary', name)}</span> {say(value, t)}
          </span>
        ))}
      </div>
      {bySeverity && (
        <span className="states">
          {Object.entries(bySeverity).map(([severity, count]) => (
            <Mark key={severity} tone={toneOf('severity', severity)}>
              {word('severity', severity)} {count}
            </Mark>
          ))}
        </span>
      )}
      {Array.isArray(read.errors) && read.errors.length > 0 && (
        <details>
          <summary>{t('submissions.rowErrors', { count: read.errors.length })}</summary>
          <Faults faults={read.errors} where={(place) => <Place submission={submission} sha256={file.sha256} place={place} />} />
        </details>
      )}
    </>
  );
}
