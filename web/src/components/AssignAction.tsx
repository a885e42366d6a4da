import { Form, Select } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Submission } from '../api/types';
import { useWords } from '../lib/words';
import { Action } from './Action';

/** People of one's own organisation who review. */
export function useColleagues() {
  return useQuery({ queryKey: ['colleagues'], queryFn: api.colleagues, staleTime: 60_000 });
}

export function ColleagueField({ name, label, but }: { name: string; label: string; but?: string | undefined }) {
  const { t, named } = useWords();
  const colleagues = useColleagues();
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: t('app.required') }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        loading={colleagues.isLoading}
        options={(colleagues.data?.items ?? []).filter((each) => each.id !== but).map((each) => ({ value: each.id, label: named(each) }))}
      />
    </Form.Item>
  );
}

/** Gives a review to a colleague. */
export function AssignAction({ submission }: { submission: Submission }) {
  const { t } = useWords();
  return (
    <Action<{ reviewer: string }>
      label={t('procedure.assign')}
      hint={t('procedure.assignHint')}
      run={(values) => api.assign(submission.id, values)}
      done={t('procedure.assigned')}
      fields={<ColleagueField name="reviewer" label={t('submissions.reviewer')} but={submission.reviewer?.id} />}
    />
  );
}
