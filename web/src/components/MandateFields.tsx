import { Checkbox, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import type { NewMandate } from '../api/types';
import { civil } from '../lib/time';
import { useWords } from '../lib/words';

export interface MandateValues {
  commissioned_by: string;
  areas: string[];
  validity: [Dayjs, Dayjs];
}

export const mandateOf = (values: MandateValues): NewMandate => ({
  commissioned_by: values.commissioned_by,
  areas: values.areas,
  valid_from: civil(values.validity[0]),
  valid_until: civil(values.validity[1]),
});

/** Under whose commission, over what, and for how long (5.2.1 b). */
export function MandateFields({ prefix }: { prefix?: string }) {
  const { t, word } = useWords();
  const name = (field: string) => (prefix ? [prefix, field] : field);
  const needed = [{ required: true, message: t('app.required') }];
  return (
    <>
      <Form.Item name={name('commissioned_by')} label={t('platforms.commissionedBy')} rules={needed}>
        <Input maxLength={400} />
      </Form.Item>
      <Form.Item name={name('areas')} label={t('platforms.areas')} rules={[{ validator: (_, areas?: string[]) => (areas?.length ? Promise.resolve() : Promise.reject(new Error(t('app.required')))) }]} initialValue={['controls', 'changes', 'incidents']}>
        <Checkbox.Group options={['controls', 'changes', 'incidents'].map((area) => ({ value: area, label: word('area', area) }))} />
      </Form.Item>
      <Form.Item name={name('validity')} label={t('platforms.validity')} rules={needed}>
        <DatePicker.RangePicker style={{ width: '100%' }} />
      </Form.Item>
    </>
  );
}
