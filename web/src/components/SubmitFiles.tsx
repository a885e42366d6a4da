import { DeleteOutlined, InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Progress, Table, Upload as Drop } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/client';
import { describe } from '../api/problem';
import { sendFile, type Sending } from '../api/send';
import { largeFrom, sendLarge } from '../api/tus';
import type { KnownFile, Needs, Upload } from '../api/types';
import { markOf } from '../lib/classified';
import { digestOf, remarksOn, type Chosen, type Remark } from '../lib/look/faults';
import { headBytes, lookAt } from '../lib/look/look';
import { bytes } from '../lib/values';
import { useWords } from '../lib/words';
import { FileRemarks } from './FileRemarks';
import { SubmitUnfinished } from './SubmitUnfinished';
import { sentence, Trouble } from './Trouble';

interface Row extends Chosen {
  /** 0 to 1 while it is on its way. */
  share: number;
  state: 'looking' | 'waiting' | 'sending' | 'done' | 'failed';
  error?: unknown;
  file?: File;
}

/** What the page needs to know of the files chosen so far. */
export interface FilesState {
  files: Chosen[];
  /** Names of those that have arrived. */
  arrived: string[];
  active: boolean;
  held: number;
}

interface Props {
  upload: Upload;
  needs: Needs[];
  onChange: (state: FilesState) => void;
}

/** How many files travel at once; the rest wait their turn. */
const lanes = 2;

/** Drop one or many files; each is looked at here first, and sent at once when nothing speaks against it. */
export function SubmitFiles({ upload, needs, onChange }: Props) {
  const { t, language } = useWords();
  const [rows, setRows] = useState<Row[]>(() => upload.files.map(({ name, size, sha256 }) => ({ name, size, sha256, share: 1, state: 'done' })));
  const [known, setKnown] = useState<KnownFile[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [marked, setMarked] = useState<{ name: string; mark: string } | null>(null);
  const flying = useRef(new Map<string, Sending>());
  const patch = (name: string, change: Partial<Row>) => setRows((old) => old.map((row) => (row.name === name ? { ...row, ...change } : row)));
  const remarks = (row: Row): Remark[] => remarksOn(row, rows, needs, known);
  const isHeld = (row: Row) => row.state === 'waiting' && remarks(row).some((remark) => remark.held);

  useEffect(() => {
    for (const row of rows) {
      if (flying.current.size >= lanes) break;
      if (row.state !== 'waiting' || !row.file || flying.current.has(row.name) || isHeld(row)) continue;
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
    onChange({
      files: rows,
      arrived: rows.filter((row) => row.state === 'done').map((row) => row.name),
      active: rows.some((row) => row.state === 'looking' || row.state === 'sending' || (row.state === 'waiting' && !isHeld(row))),
      held: rows.filter(isHeld).length,
    });
    // the rows say all that matters
  }, [rows, needs]);

  async function look(file: File) {
    const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
    const sha256 = await digestOf(file);
    patch(file.name, { look: lookAt(head, file.size), sha256, state: 'waiting' });
    if (!sha256) return;
    const { items } = await api.knownFiles([sha256]);
    setKnown((old) => [...old.filter((each) => each.sha256 !== sha256), ...items]);
  }

  function add(file: File) {
    setError(null);
    // Nothing of a file that is marked as classified leaves this computer.
    const mark = markOf(file.name, upload.classified_marks ?? []);
    if (mark) {
      setMarked({ name: file.name, mark });
      return;
    }
    setRows((old) => {
      const others = old.filter((row) => row.name !== file.name);
      if (others.length >= upload.max_files) return old;
      return [...others, { name: file.name, size: file.size, share: 0, state: 'looking', file }];
    });
    look(file).catch((reason: unknown) => patch(file.name, { state: 'failed', error: reason }));
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

  function stateOf(row: Row) {
    if (row.state === 'failed') return <span className="bad">{sentence(describe(row.error, language), t)}</span>;
    if (row.state === 'done') {
      return (
        <span className="quiet small">
          {t('submit.kept')} <span className="mono">{row.sha256?.slice(0, 16)}</span>
        </span>
      );
    }
    if (row.state === 'looking') return <span className="quiet small">{t('submit.looking')}</span>;
    if (isHeld(row)) return <span className="bad small">{t('submit.held')}</span>;
    return <Progress percent={Math.round(row.share * 100)} size="small" aria-label={row.name} />;
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
        <p className="quiet small" style={{ margin: '2px 0 0' }}>{t('submit.lookHint')}</p>
      </Drop.Dragger>
      <div className="drop-files" aria-live="polite">
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
              { title: t('app.file'), dataIndex: 'name', width: 260 },
              { title: t('app.size'), dataIndex: 'size', width: 90, align: 'right', render: bytes },
              {
                title: t('submit.looks'), key: 'looks',
                render: (_, row) => <FileRemarks file={row} remarks={remarks(row)} onClear={() => patch(row.name, { cleared: true })} />,
              },
              { title: t('app.state'), key: 'state', width: 240, render: (_, row) => stateOf(row) },
              {
                title: t('app.actions'), key: 'remove', width: 60,
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
