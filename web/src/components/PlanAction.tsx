import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, DatePicker, Form, Input } from 'antd';
import type { Dayjs } from 'dayjs';
import { api } from '../api/client';
import type { Rectification } from '../api/types';
import { endOfDay, picker } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';

interface Line {
  id?: string | undefined;
  what: string;
  who: string;
  by: Dayjs;
  measure?: string | undefined;
}

/** States or revises the plan: what will be done, and its steps with person, day and measure. */
export function PlanAction({ item }: { item: Rectification }) {
  const { t } = useWords();
  const required = [{ required: true, whitespace: true, message: t('app.required') }];
  return (
    <Action<{ plan: string; milestones?: Line[] }>
      label={t(item.plan ? 'rectifications.revisePlan' : 'rectifications.makePlan')}
      hint={t('rectifications.planHint')}
      width={860}
      initial={() => ({
        plan: item.plan ?? '',
        milestones: item.steps.map((step) => ({ id: step.id, what: step.what ?? '', who: step.who ?? '', by: picker(step.by), measure: step.measure ?? undefined })),
      })}
      run={(values) =>
        api.planRectification(item.id, {
          plan: values.plan,
          milestones: (values.milestones ?? []).map((line) => ({ id: line.id ?? null, what: line.what, who: line.who, by: endOfDay(line.by), measure: line.measure?.trim() ? line.measure : null })),
        })
      }
      done={t('rectifications.planned')}
      fields={
        <>
          <ReasonField name="plan" label={t('rectifications.plan')} max={8000} />
          <Form.List name="milestones">
            {(lines, { add, remove }) => (
              <div role="group" aria-label={t('rectifications.milestones')}>
                {lines.map(({ key, name }) => (
                  <div key={key} className="milestone">
                    <Form.Item name={[name, 'id']} hidden><Input /></Form.Item>
                    <Form.Item name={[name, 'what']} label={t('rectifications.what')} rules={required} style={{ flex: 3 }}><Input maxLength={2000} /></Form.Item>
                    <Form.Item name={[name, 'who']} label={t('rectifications.whoDoes')} rules={required} style={{ flex: 1 }}><Input maxLength={200} /></Form.Item>
                    <Form.Item name={[name, 'by']} label={t('rectifications.byWhen')} rules={[{ required: true, message: t('app.required') }]}><DatePicker maxDate={picker(item.deadline)} /></Form.Item>
                    <Form.Item name={[name, 'measure']} label={t('rectifications.measure')} style={{ flex: 2 }}><Input maxLength={2000} /></Form.Item>
                    <Button type="text" icon={<DeleteOutlined />} aria-label={t('rectifications.dropMilestone', { number: name + 1 })} onClick={() => remove(name)} />
                  </div>
                ))}
                <Button size="small" icon={<PlusOutlined />} onClick={() => add({})}>{t('rectifications.addMilestone')}</Button>
              </div>
            )}
          </Form.List>
        </>
      }
    />
  );
}
