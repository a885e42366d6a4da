import { Button, Checkbox, DatePicker, Form, Input, Select, Upload } from 'antd';
import { UploadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import dayjs, { type Dayjs } from 'dayjs';
import type { ReactNode } from 'react';
import { api } from '../api/client';
import { sendFile } from '../api/send';
import type { DeviationKind } from '../api/types';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { SourceMarks } from './State';

interface Values {
  kind: string;
  adjusted?: string;
  until: Dayjs;
  reason: string;
  measures?: string;
  vendor_contact?: Dayjs;
  everywhere?: boolean;
  files?: { originFileObj?: File }[];
}

/** Sends chosen files into an upload of their own; nothing when there are none. */
export async function sendEvidence(platform: string, purpose: 'deviation' | 'history', files: File[]): Promise<string | null> {
  if (files.length === 0) return null;
  const upload = await api.openUpload({ platform, purpose, dues: [] });
  for (const file of files) await sendFile(upload.id, file, () => undefined).done;
  return upload.id;
}

const chosen = (files: Values['files']) => (files ?? []).flatMap((file) => (file.originFileObj ? [file.originFileObj] : []));

/** What a kind allows, in a sentence, with where that comes from. */
export function KindLaw({ kind }: { kind: DeviationKind }) {
  const { t, pick, word } = useWords();
  const list = (severities: string[]) => severities.map((severity) => word('severity', severity)).join(t('app.comma'));
  return (
    <div className="quiet small prose">
      <div>
        {t('deviations.latest', { day: kind.latest })}
        {kind.never.length > 0 && ` ${t('deviations.never', { severities: list(kind.never) })}`}
        {kind.second_person.length > 0 && ` ${t('deviations.second', { severities: list(kind.second_person) })}`}
        {!kind.known_exploited && ` ${t('deviations.notExploited')}`}
        {kind.evidence && ` ${t('deviations.needsEvidence')}`}
        {kind.measures && ` ${t('deviations.needsMeasures')}`}
      </div>
      <div>
        {pick(kind.source, kind.source_en)} <SourceMarks applicability={kind.applicability} verified={kind.verified} />
      </div>
    </div>
  );
}

function Fields({ kinds }: { kinds: DeviationKind[] }) {
  const { t, word } = useWords();
  const form = Form.useFormInstance<Values>();
  const asked: unknown = Form.useWatch('kind', form);
  const kind = kinds.find((each) => each.id === asked);
  const required = [{ required: true, message: t('app.required') }];
  return (
    <>
      <Form.Item name="kind" label={t('deviations.kind')} rules={required}>
        <Select options={kinds.map((each) => ({ value: each.id, label: word('deviationKind', each.id) }))} />
      </Form.Item>
      {kind && <KindLaw kind={kind} />}
      {kind && kind.steps > 0 && (
        <Form.Item name="adjusted" label={t('deviations.adjusted')} rules={required}>
          <Select options={['high', 'medium', 'low', 'info'].map((value) => ({ value, label: word('severity', value) }))} />
        </Form.Item>
      )}
      <Form.Item name="until" label={t('deviations.lastDay')} rules={required}>
        <DatePicker {...(kind ? { maxDate: dayjs(kind.latest) } : {})} />
      </Form.Item>
      <ReasonField />
      <Form.Item name="measures" label={t('deviations.measures')} rules={kind?.measures ? required : []}>
        <Input.TextArea rows={2} maxLength={4000} />
      </Form.Item>
      {kind?.contact_within && (
        <Form.Item name="vendor_contact" label={t('deviations.vendorContact')} rules={required}>
          <DatePicker />
        </Form.Item>
      )}
      <Evidence required={kind?.evidence ?? false} />
      <Form.Item name="everywhere" valuePropName="checked">
        <Checkbox>{t('deviations.everywhere')}</Checkbox>
      </Form.Item>
    </>
  );
}

/** Files that prove it. */
export function Evidence({ required, one = false, label }: { required: boolean; one?: boolean; label?: string }) {
  const { t } = useWords();
  return (
    <Form.Item
      name="files"
      label={label ?? t('deviations.evidence')}
      valuePropName="fileList"
      getValueFromEvent={(event: { fileList: unknown }) => event.fileList}
      rules={required ? [{ required: true, message: t('app.required') }] : []}
    >
      <Upload multiple={!one} {...(one ? { maxCount: 1 } : {})} beforeUpload={() => false}>
        <Button icon={<UploadOutlined />}>{t('deviations.chooseFiles')}</Button>
      </Upload>
    </Form.Item>
  );
}

/** Ask for a deviation from the findings that are ticked. */
export function DeviationRequest({ platform, findings, renews, label, onDone }: { platform: string; findings: string[]; renews?: string; label?: string; onDone?: () => void }) {
  const { t } = useWords();
  const kinds = useQuery({ queryKey: ['deviationKinds', platform], queryFn: () => api.deviationKinds(platform) });
  const body: ReactNode = <Fields kinds={kinds.data?.items ?? []} />;
  return (
    <Action<Values>
      label={label ?? t('deviations.ask', { count: findings.length })}
      hint={t('deviations.askHint', { count: findings.length })}
      button={{ type: 'primary', disabled: findings.length === 0 }}
      width={640}
      run={async (values) => {
        const upload = await sendEvidence(platform, 'deviation', chosen(values.files));
        return api.askDeviation(platform, {
          kind: values.kind, findings, everywhere: values.everywhere ?? false, adjusted: values.adjusted ?? null, until: values.until.format('YYYY-MM-DD'),
          reason: values.reason, measures: values.measures ?? null, vendor_contact: values.vendor_contact?.format('YYYY-MM-DD') ?? null, upload, renews: renews ?? null,
        });
      }}
      done={t('deviations.asked')}
      {...(onDone ? { after: onDone } : {})}
      fields={body}
    />
  );
}

/** Ask again after it was returned. */
export function DeviationResubmit({ platform, deviation, adjusts }: { platform: string; deviation: string; adjusts: boolean }) {
  const { t, word } = useWords();
  const required = [{ required: true, message: t('app.required') }];
  return (
    <Action<Values>
      label={t('deviations.resubmit')}
      button={{ type: 'primary' }}
      run={async (values) => {
        const upload = await sendEvidence(platform, 'deviation', chosen(values.files));
        return api.resubmitDeviation(deviation, { adjusted: values.adjusted ?? null, until: values.until.format('YYYY-MM-DD'), reason: values.reason, upload });
      }}
      done={t('deviations.asked')}
      fields={
        <>
          {adjusts && (
            <Form.Item name="adjusted" label={t('deviations.adjusted')} rules={required}>
              <Select options={['high', 'medium', 'low', 'info'].map((value) => ({ value, label: word('severity', value) }))} />
            </Form.Item>
          )}
          <Form.Item name="until" label={t('deviations.lastDay')} rules={required}>
            <DatePicker />
          </Form.Item>
          <ReasonField />
          <Evidence required={false} />
        </>
      }
    />
  );
}
