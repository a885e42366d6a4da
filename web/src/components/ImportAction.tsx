import { UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Modal, Table, type TableColumnsType } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { takeSheet } from '../api/client';
import type { Import, ImportRow } from '../api/types';
import { useWords } from '../lib/words';
import { Mark } from './State';
import { Trouble } from './Trouble';
import type { Tone } from '../theme';

const tone: Record<string, Tone> = { created: 'good', changed: 'active', refused: 'bad', unchanged: 'neutral' };

/** A filled table: first what it would do, row by row; done only when that was looked at and nothing is refused. */
export function ImportAction({ sheet, hint }: { sheet: string; hint: string }) {
  const { t, word, pick } = useWords();
  const { message } = App.useApp();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [shown, setShown] = useState<Import>();
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  function close() {
    setFile(undefined);
    setShown(undefined);
    setTrouble(undefined);
  }

  async function run(chosen: File, dryRun: boolean) {
    setBusy(true);
    setTrouble(undefined);
    try {
      const answer = await takeSheet(sheet, chosen, dryRun);
      setShown(answer);
      if (answer.done) {
        void message.success(t('sheet.done', { count: answer.created + answer.changed }));
        close();
        await client.invalidateQueries();
      }
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }

  const columns: TableColumnsType<ImportRow> = [
    { title: t('sheet.row'), key: 'row', width: 130, render: (_, row) => <span className="small">{t('sheet.place', { sheet: row.sheet, row: row.row })}</span> },
    { title: t('sheet.about'), dataIndex: 'about', width: 190 },
    { title: t('sheet.outcome'), dataIndex: 'outcome', width: 90, render: (value: string) => <Mark tone={tone[value] ?? 'neutral'}>{word('importOutcome', value)}</Mark> },
    {
      title: t('app.message'),
      key: 'says',
      render: (_, row) =>
        row.faults.length > 0 ? (
          row.faults.map((fault) => (
            <div key={fault.place + fault.rule}>
              <b className="mono">{fault.place}</b> {pick(fault.message_zh, fault.message)}
            </div>
          ))
        ) : (
          pick(row.says_zh, row.says_en)
        ),
    },
  ];
  const asks = shown ? shown.created + shown.changed : 0;
  return (
    <>
      <Button icon={<UploadOutlined />} onClick={() => input.current?.click()}>
        {t('sheet.import')}
      </Button>
      <input
        ref={input}
        type="file"
        className="unseen"
        accept=".xlsx"
        tabIndex={-1}
        aria-label={t('sheet.import')}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (!chosen) return;
          setFile(chosen);
          void run(chosen, true);
        }}
      />
      <Modal
        open={file !== undefined}
        onCancel={close}
        width={880}
        title={t('sheet.importTitle', { name: file?.name ?? '' })}
        okText={t('sheet.carryOut', { count: asks })}
        okButtonProps={{ disabled: !shown || shown.refused > 0 || asks === 0, loading: busy }}
        onOk={() => file && void run(file, false)}
      >
        <div className="stack">
          <p className="quiet">{hint}</p>
          {trouble !== undefined && <Trouble error={trouble} />}
          {shown && (
            <Alert
              type={shown.refused > 0 ? 'error' : asks > 0 ? 'info' : 'warning'}
              title={t(shown.refused > 0 ? 'sheet.someRefused' : asks > 0 ? 'sheet.ready' : 'sheet.nothing', { created: shown.created, changed: shown.changed, unchanged: shown.unchanged, refused: shown.refused })}
            />
          )}
          {shown && shown.rows.length > 0 && (
            <Table<ImportRow>
              aria-label={t('sheet.rows')}
              size="small"
              rowKey={(row) => `${row.sheet} ${row.row}`}
              columns={columns}
              dataSource={shown.rows}
              pagination={shown.rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
            />
          )}
        </div>
      </Modal>
    </>
  );
}
