import { DeleteOutlined, InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Progress, Table, Upload as Drop } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client';
import { describe } from '../api/problem';
import { sendFile, type Sending } from '../api/send';
import { largeFrom, sendLarge } from '../api/tus';
import type { Upload } from '../api/types';
import { markOf } from '../lib/classified';
import { bytes } from '../lib/values';
import { useWords } from '../lib/words';
import { SubmitUnfinished } from './SubmitUnfinished';
import { sentence, Trouble } from './Trouble';

interface Row {
  name: string;
  size: number;
  sha256?: string;
  /** 0 to 1 while it is on its way. */
  share: number;
  state: 'waiting' | 'sending' | 'done' | 'failed';
  error?: unknown;
  file?: File;
}

/** How many files travel at once; the rest wait their turn. */
const lanes = 2;

/** Drop one or many files; each is sent at once and shows how far it has got. */
export function SubmitFiles({ upload, onChange }: { upload: Upload; onChange: (files: number, active: boolean) => void }) {
  const { t, language } = useWords();
  const [rows, setRows] = useState<Row[]>(() => upload.files.map(({ name, size, sha256 }) => ({ name, size, sha256, share: 1, state: 'done' })));
  const [error, setError] = useState<unknown>(null);
  const [marked, setMarked] = useState<{ name: string; mark: string } | null>(null);
  const flying = useRef(new Map<string, Sending>());
  const patch = (name: string, change: Partial<Row>) => setRows((old) => old.map((row) => (row.name === name ? { ...row, ...change } : row)));

  useEffect(() => {
    for (const row of rows) {
      if (flying.current.size >= lanes) break;
      if (row.state !== 'waiting' || !row.file || flying.current.has(row.name)) continue;
      const told = (share: number) => patch(row.name, { share });
      const sending = row.size >= largeFrom ? sendLarge(upload.id, row.file, told, api.upload) : sendFile(upload.id, row.file, told);
      flying.current.set(row.name, sending);
      patch(row.name, { state: 'sending' });
      sending.done
        .then((kept) => ({ state: 'done' as const, share: 1, size: kept.size, sha256: kept.sha256 }))
        .catch((reason: unknown) => ({ state: 'failed' as const, error: reason }))
        .then((change) => {
          flying.current.delete(row.name);
          patch(row.name, change);
        })
        .catch(() => undefined);
    }
    onChange(rows.filter((row) => row.state === 'done').length, rows.some((row) => row.state === 'waiting' || row.state === 'sending'));
    // the rows say all that matters
  }, [rows]);

  function add(file: File) {
    setError(null);
    // Nothing of a file that is marked as classified leaves this computer.
    const mark = markOf(file.name, upload.classified_marks ?? []);
    if (mark) {
      setMarked({ name: file.name, mark });
      return;
    }
    const tooLarge = file.size > upload.max_file_bytes;
    setRows((old) => {
      const others = old.filter((row) => row.name !== file.name);
      if (others.length >= upload.max_files) return old;
      return [...others, tooLarge ? { name: file.name, size: file.size, share: 0, state: 'failed' } : { name: file.name, size: file.size, share: 0, state: 'waiting', file }];
    });
  }

  async function remove(row: Row) {
    flying.current.get(row.name)?.abort();
    try {
      if (row.state === 'done') await api.removeFile(upload.id, row.name);
      setRows((old) => old.filter((each) => each.name !== row.name));
    } catch (reason) {
      setError(reason);
    }
  }

  return (
    <section className="paper" aria-label={t('submit.files')}>
      <h2>{t('submit.files')}</h2>
      {marked && <Alert type="error" showIcon closable={{ onClose: () => setMarked(null) }} style={{ marginBottom: 12 }} title={t('submit.classifiedFile', marked)} />}
      <Drop.Dragger multiple showUploadList={false} beforeUpload={(file) => { add(file); return false; }}>
        <p style={{ margin: 0 }}>
          <InboxOutlined aria-hidden="true" style={{ fontSize: 22, marginRight: 8 }} />
          {t('submit.drop')}
        </p>
        <p className="quiet small" style={{ margin: '4px 0 0' }}>{t('submit.limits', { size: bytes(upload.max_file_bytes), count: upload.max_files })}</p>
      </Drop.Dragger>
      <div className="drop-files">
        <Trouble error={error} />
        <SubmitUnfinished upload={upload.id} here={rows.filter((row) => row.state !== 'failed').map((row) => row.name)} />
        {rows.length > 0 && (
          <Table<Row>
            size="small"
            rowKey="name"
            pagination={false}
            aria-label={t('submit.files')}
            dataSource={rows}
            columns={[
              { title: t('app.file'), dataIndex: 'name' },
              { title: t('app.size'), dataIndex: 'size', width: 100, align: 'right', render: bytes },
              {
                title: t('app.state'), key: 'state', width: 420,
                render: (_, row) =>
                  row.state === 'failed' ? (
                    <span className="bad">{row.error ? sentence(describe(row.error, language), t) : t('submit.tooLarge', { size: bytes(upload.max_file_bytes) })}</span>
                  ) : row.state === 'done' ? (
                    <span className="quiet small">{t('submit.kept')} <span className="mono">{row.sha256?.slice(0, 16)}</span></span>
                  ) : (
                    <Progress percent={Math.round(row.share * 100)} size="small" aria-label={row.name} />
                  ),
              },
              {
                title: t('app.actions'), key: 'remove', width: 90,
                render: (_, row) => (
                  <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('submit.remove', { name: row.name })} onClick={() => void remove(row)} />
                ),
              },
            ]}
          />
        )}
      </div>
    </section>
  );
}
