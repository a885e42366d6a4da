import { Form, Input, Select } from 'antd';
import { api } from '../api/client';
import type { NewOrganisation, Organisation } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { ExportButton } from '../components/ExportButton';
import { ImportAction } from '../components/ImportAction';
import { ListTable } from '../components/ListTable';
import { Page } from '../components/Page';
import { usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

const roles = ['supervisor', 'provider', 'customer', 'assessor'];

export default function OrganisationsPage() {
  const { t, word } = useWords();
  const { may, organisation: own } = useSession();
  const pages = usePages(['organisations'], api.organisations);
  const needed = [{ required: true, whitespace: true, message: t('app.required') }];
  return (
    <Page
      title={t('organisations.title')}
      asOf={pages.asOf}
      actions={
        <>
          {may('manage_organisations') && <ImportAction sheet="organisations" hint={t('sheet.hint.organisations')} />}
          <ExportButton sheet="organisations" />
          {may('manage_organisations') && (
          <Action<NewOrganisation>
            label={t('organisations.new')}
            run={api.newOrganisation}
            done={t('organisations.made')}
            initial={{ role: 'provider' }}
            button={{ type: 'primary' }}
            fields={
              <>
                <Form.Item name="name" label={t('organisations.name')} rules={needed}>
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item name="role" label={t('organisations.role')} rules={needed}>
                  <Select options={roles.map((value) => ({ value, label: word('orgRole', value) }))} />
                </Form.Item>
              </>
            }
          />
        )}
        </>
      }
    >
      <section className="paper">
        <ListTable<Organisation>
          pages={pages}
          rowKey="id"
          label={t('organisations.title')}
          empty={t('organisations.empty')}
          columns={[
            { title: t('organisations.name'), dataIndex: 'name', render: (value: string | null) => value ?? t('app.erased') },
            { title: t('organisations.role'), dataIndex: 'role', render: (value: string) => word('orgRole', value) },
            { title: t('app.madeAt'), dataIndex: 'created_at', render: (value: string) => moment(value) },
            ...(may('manage_organisations')
              ? [{
                  title: t('app.actions'), key: 'actions',
                  render: (_: unknown, row: Organisation) =>
                    row.name !== null && row.id !== own.id && (
                      <Action<{ reason: string }>
                        label={t('organisations.erase')}
                        hint={t('organisations.eraseHint', { name: row.name ?? '' })}
                        run={(values) => api.eraseOrganisation(row.id, values)}
                        done={t('organisations.erased')}
                        button={{ size: 'small', danger: true }}
                        fields={<ReasonField />}
                      />
                    ),
                }]
              : []),
            { title: t('app.id'), dataIndex: 'id', render: (value: string) => <span className="mono quiet">{value}</span> },
          ]}
        />
      </section>
    </Page>
  );
}
