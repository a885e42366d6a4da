import { DatePicker, Empty, Form, Table } from 'antd';
import { useQuery } from '@tanstack/react-query';
import type { Dayjs } from 'dayjs';
import { api } from '../api/client';
import type { Deputy } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { ColleagueField } from '../components/AssignAction';
import { Loaded, Page } from '../components/Page';
import { Mark } from '../components/State';
import { useServerClock, useSession } from '../lib/session';
import { endOfDay, moment, picker, startOfDay } from '../lib/time';
import { useWords } from '../lib/words';

/** Who stands in for whom. What a deputy does is recorded as done in the colleague's place. */
export default function DeputiesPage() {
  const { t, named } = useWords();
  const { user, role } = useSession();
  const now = useServerClock();
  const query = useQuery({ queryKey: ['deputies'], queryFn: api.deputies });
  const lead = role === 'lead';
  return (
    <Page
      title={t('deputies.title')}
      asOf={query.data?.as_of}
      sub={<span>{t('deputies.hint')}</span>}
      actions={
        <Action<{ principal?: string; deputy: string; span: [Dayjs, Dayjs]; reason: string }>
          label={t('deputies.name')}
          run={(values) => api.nameDeputy({ principal: values.principal ?? null, deputy: values.deputy, from: startOfDay(values.span[0]), until: endOfDay(values.span[1]), reason: values.reason })}
          done={t('deputies.named')}
          button={{ type: 'primary' }}
          initial={() => ({ principal: user.id, span: [picker(now), picker(now).add(7, 'day')] })}
          fields={
            <>
              {lead && <ColleagueField name="principal" label={t('deputies.principal')} />}
              <ColleagueField name="deputy" label={t('deputies.deputy')} />
              <Form.Item name="span" label={t('deputies.span')} rules={[{ required: true, message: t('app.required') }]}>
                <DatePicker.RangePicker />
              </Form.Item>
              <ReasonField />
            </>
          }
        />
      }
    >
      <Loaded query={query}>
        {(data) => (
          <section className="paper">
            <Table<Deputy>
              size="small"
              rowKey="id"
              pagination={false}
              aria-label={t('deputies.title')}
              dataSource={data.items}
              locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('deputies.empty')} /> }}
              columns={[
                { title: t('deputies.principal'), key: 'principal', render: (_, row) => named(row.principal) },
                { title: t('deputies.deputy'), key: 'deputy', render: (_, row) => named(row.deputy) },
                { title: t('deputies.span'), key: 'span', render: (_, row) => `${moment(row.from)} – ${moment(row.until)}` },
                { title: t('app.reason'), dataIndex: 'reason', render: (value: string | null) => value ?? t('app.erased') },
                {
                  title: t('app.state'), key: 'state',
                  render: (_, row) => <Mark tone={row.current ? 'good' : 'neutral'}>{t(row.current ? 'deputies.current' : row.ended_at || row.until < data.as_of ? 'deputies.over' : 'deputies.toCome')}</Mark>,
                },
                {
                  title: t('app.actions'), key: 'actions',
                  render: (_, row) =>
                    !row.ended_at && row.until > data.as_of && (lead || row.principal.id === user.id) && (
                      <Action label={t('deputies.end')} run={() => api.endDeputy(row.id)} done={t('deputies.ended')} button={{ size: 'small' }} />
                    ),
                },
              ]}
            />
          </section>
        )}
      </Loaded>
    </Page>
  );
}
