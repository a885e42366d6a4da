import { Form, Input, Select } from 'antd';
import { api } from '../api/client';
import type { NewUser, User } from '../api/types';
import { Action, ReasonField } from '../components/Action';
import { ExportButton } from '../components/ExportButton';
import { ListTable } from '../components/ListTable';
import { Page } from '../components/Page';
import { Mark } from '../components/State';
import { useOrganisations, usePages } from '../lib/lists';
import { useSession } from '../lib/session';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

/** Roles by the kind of organisation they exist in. */
const rolesOf: Record<string, string[]> = {
  supervisor: ['sysadmin', 'lead', 'reviewer', 'auditor'],
  provider: ['provider_officer', 'provider_engineer'],
  customer: ['customer_officer'],
  assessor: ['assessor_member'],
};

export default function UsersPage() {
  const { t, word, named } = useWords();
  const { may, user: self } = useSession();
  const pages = usePages(['users'], api.users);
  return (
    <Page
      title={t('users.title')}
      asOf={pages.asOf}
      actions={
        <>
          {may('manage_users') && <ExportButton sheet="users" />}
          {may('manage_users') && (
          <Action<NewUser> label={t('users.new')} run={api.newUser} done={t('users.made')} button={{ type: 'primary' }} fields={<UserFields />} />
        )}
        </>
      }
    >
      <section className="paper">
        <ListTable<User>
          pages={pages}
          rowKey="id"
          label={t('users.title')}
          empty={t('users.empty')}
          columns={[
            { title: t('users.name'), dataIndex: 'name', render: (value: string | null) => value ?? t('app.erased') },
            { title: t('signIn.login'), dataIndex: 'login', render: (value: string | null) => value ?? t('app.erased') },
            { title: t('users.role'), dataIndex: 'role', render: (value: string) => word('role', value) },
            { title: t('app.organisation'), key: 'organisation', render: (_, row) => named(row.organisation) },
            { title: t('app.madeAt'), dataIndex: 'created_at', render: (value: string) => moment(value) },
            { title: t('app.state'), dataIndex: 'disabled', render: (disabled: boolean) => <Mark tone={disabled ? 'neutral' : 'good'}>{t(disabled ? 'users.disabled' : 'users.active')}</Mark> },
            ...(may('manage_users')
              ? [
                  {
                    title: t('app.actions'),
                    key: 'actions',
                    render: (_: unknown, row: User) =>
                      row.disabled ? (
                        (row.name !== null || row.login !== null) && (
                          <Action<{ reason: string }>
                            label={t('users.erase')}
                            hint={t('users.eraseHint', { name: row.name ?? row.login ?? '' })}
                            run={(values) => api.eraseUser(row.id, values)}
                            done={t('users.erased')}
                            button={{ size: 'small', danger: true }}
                            fields={<ReasonField />}
                          />
                        )
                      ) : (
                      row.id !== self.id && (
                        <Action
                          label={t('users.disable')}
                          hint={t('users.disableHint', { name: row.name ?? row.login ?? '' })}
                          run={() => api.disableUser(row.id)}
                          done={t('users.nowDisabled')}
                          button={{ size: 'small', danger: true }}
                        />
                      )),
                  },
                ]
              : []),
          ]}
        />
      </section>
    </Page>
  );
}

function UserFields() {
  const { t, word } = useWords();
  const organisations = useOrganisations();
  const needed = [{ required: true, message: t('app.required') }];
  return (
    <>
      <Form.Item name="organisation" label={t('app.organisation')} rules={needed}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          loading={organisations.isLoading}
          options={(organisations.data ?? []).map((row) => ({ value: row.id, label: row.name ?? t('app.erased') }))}
        />
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {({ getFieldValue }) => {
          const kind = organisations.data?.find((row) => row.id === getFieldValue('organisation'))?.role ?? '';
          return (
            <Form.Item name="role" label={t('users.role')} rules={needed} extra={t('users.roleHint')}>
              <Select disabled={!kind} options={(rolesOf[kind] ?? []).map((value) => ({ value, label: word('role', value) }))} />
            </Form.Item>
          );
        }}
      </Form.Item>
      <Form.Item name="login" label={t('signIn.login')} rules={[...needed, { min: 2, message: t('app.atLeast', { count: 2 }) }]}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="name" label={t('users.name')} rules={needed}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="password" label={t('users.firstPassword')} rules={[...needed, { min: 10, message: t('app.atLeast', { count: 10 }) }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </>
  );
}
