import { Alert, Button, Input, Modal, Table, Upload } from 'antd';
import { UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import type { HistoryImported } from '../api/types';
import { day } from '../lib/time';
import { useWords } from '../lib/words';
import { sendEvidence } from './DeviationRequest';
import { Trouble } from './Trouble';

/** A register of before: first what it would do, then done at a second press. */
export function HistoryAction({ platform }: { platform: string }) {
  const { t, word, pick } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const [reason, setReason] = useState('');
  const [file, setFile] = useState<File>();
  const [upload, setUpload] = useState<string>();
  const [shown, setShown] = useState<HistoryImported>();

  async function run(dryRun: boolean) {
    if (!file) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      const sent = upload ?? (await sendEvidence(platform, 'history', [file])) ?? '';
      setUpload(sent);
      setShown(await api.importHistory(platform, { upload: sent, reason, dry_run: dryRun }));
      if (!dryRun) await client.invalidateQueries();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }

  function close() {
    setOpen(false);
    setShown(undefined);
    setUpload(undefined);
    setFile(undefined);
    setTrouble(undefined);
  }

  const told = shown?.dry_run === true;
  const done = shown?.dry_run === false;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('history.import')}</Button>
      <Modal
        open={open}
        title={t('history.import')}
        width={820}
        onCancel={close}
        okText={t(done ? 'history.close' : told ? 'history.carryOut' : 'history.rehearse')}
        cancelText={t('app.cancel')}
        confirmLoading={busy}
        okButtonProps={{ disabled: !file || !reason.trim() }}
        onOk={() => (done ? close() : void run(!told))}
      >
        <div className="stack">
          <p className="quiet prose">{t('history.hint')}</p>
          {!done && (
            <>
              <Upload maxCount={1} beforeUpload={(chosen) => { setFile(chosen); setUpload(undefined); setShown(undefined); return false; }} onRemove={() => setFile(undefined)}>
                <Button icon={<UploadOutlined />}>{t('history.choose')}</Button>
              </Upload>
              <label>
                <span>{t('app.reason')}</span>
                <Input.TextArea rows={2} maxLength={4000} value={reason} aria-label={t('app.reason')} onChange={(event) => setReason(event.target.value)} />
              </label>
            </>
          )}
          <Trouble error={trouble} />
          {shown && (
            <Alert
              type={done ? 'success' : 'info'}
              title={t(done ? 'history.done' : 'history.would')}
              description={t('history.figures', { findings: shown.findings, unknown: shown.unknown, earlier: shown.earlier, unchanged: shown.unchanged, closed: shown.closed })}
            />
          )}
          {shown?.claims.map((claim) => (
            <div key={claim.kind + claim.severity}>
              {word('deviationKind', claim.kind)} · {word('severity', claim.severity)} · {t('history.claimed', { count: claim.findings })}
              {claim.refused_zh && <div className="bad small">{pick(claim.refused_zh, claim.refused_en ?? '')}</div>}
            </div>
          ))}
          {shown && shown.rows.length > 0 && (
            <Table
              size="small"
              rowKey={(row) => `${row.place ?? ''}${row.component ?? ''}`}
              aria-label={t('history.rows')}
              pagination={{ pageSize: 10, showSizeChanger: false }}
              dataSource={shown.rows}
              columns={[
                { title: t('findings.finding'), dataIndex: 'title' },
                { title: t('findings.component'), dataIndex: 'component' },
                { title: t('findings.firstSeen'), dataIndex: 'first_seen', render: (value: string | null) => day(value) },
                { title: t('history.knownSince'), dataIndex: 'known_since', render: (value: string | null) => day(value) || t('history.unknown') },
                { title: t('app.place'), dataIndex: 'place' },
              ]}
            />
          )}
        </div>
      </Modal>
    </>
  );
}
