import { Form, Input, InputNumber, Radio, Select } from 'antd';
import { api } from '../api/client';
import type { ChangeTerm, Plan } from '../api/types';
import { parseValue } from '../lib/values';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { ObligationSelect } from './ObligationSelect';

const frequencies = ['realtime', 'weekly', 'monthly', 'quarterly', 'yearly', 'two_yearly', 'three_yearly', 'five_yearly', 'on_demand'];

interface Values {
  obligation: string;
  what: 'applies' | 'frequency' | 'parameter';
  applies?: boolean;
  frequency?: string;
  due_workdays?: number;
  parameter?: string;
  value?: string;
  immediate: boolean;
  reason: string;
}

/** One term, one reason: whether an obligation applies, how often, or an agreed value. */
export function PlanTermAction({ plan }: { plan: Plan }) {
  const { t, word } = useWords();
  const needed = [{ required: true, message: t('app.required') }];
  const item = (obligation: string | undefined) => plan.items.find((each) => each.obligation === obligation);
  return (
    <Action<Values>
      label={t('plan.change')}
      done={t('plan.changed')}
      initial={{ what: 'frequency', immediate: false, applies: false }}
      run={(values) => api.changeTerm(plan.platform.id, request(values))}
      fields={
        <>
          <Form.Item name="obligation" label={t('app.obligation')} rules={needed}>
            <ObligationSelect />
          </Form.Item>
          <Form.Item name="what" label={t('plan.term')}>
            <Radio.Group
              options={[
                { value: 'frequency', label: t('plan.term_frequency') },
                { value: 'parameter', label: t('plan.parameter') },
                { value: 'applies', label: t('plan.term_applies') },
              ]}
            />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) => {
              const chosen = item(getFieldValue('obligation') as string | undefined);
              const what = getFieldValue('what') as Values['what'];
              if (what === 'applies') {
                return (
                  <Form.Item name="applies" label={t('plan.applies')} rules={needed}>
                    <Radio.Group options={[{ value: true, label: t('app.yes') }, { value: false, label: t('app.no') }]} />
                  </Form.Item>
                );
              }
              if (what === 'frequency') {
                return (
                  <>
                    <Form.Item name="frequency" label={t('app.frequency')} rules={needed}>
                      <Select options={frequencies.map((value) => ({ value, label: word('frequency', value) }))} />
                    </Form.Item>
                    <Form.Item name="due_workdays" label={t('plan.dueWorkdays')} rules={needed}>
                      <InputNumber min={0} max={366} precision={0} />
                    </Form.Item>
                  </>
                );
              }
              return (
                <>
                  <Form.Item name="parameter" label={t('plan.parameter')} rules={needed}>
                    <Select options={(chosen?.parameters ?? []).map((each) => ({ value: each.name, label: each.name }))} />
                  </Form.Item>
                  <Form.Item name="value" label={t('plan.value')} rules={needed} extra={t('plan.valueHint')}>
                    <Input className="mono" />
                  </Form.Item>
                </>
              );
            }}
          </Form.Item>
          <Form.Item name="immediate" label={t('plan.effective')}>
            <Radio.Group options={[{ value: false, label: t('plan.nextPeriod') }, { value: true, label: t('plan.immediately') }]} />
          </Form.Item>
          <ReasonField />
        </>
      }
    />
  );
}

function request(values: Values): ChangeTerm {
  const common = { obligation: values.obligation, immediate: values.immediate, reason: values.reason };
  if (values.what === 'applies') return { ...common, applies: values.applies ?? false };
  if (values.what === 'frequency') return { ...common, frequency: values.frequency ?? '', due_workdays: values.due_workdays ?? 0 };
  return { ...common, parameter: values.parameter ?? '', value: parseValue(values.value ?? '') };
}
