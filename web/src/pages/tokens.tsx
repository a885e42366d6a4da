import { Alert, Form, Input, InputNumber, Modal, Typography } from 'antd';
import { useState } from 'react';
import { api } from '../api/client';
import type { NewToken, Token, TokenMade } from '../api/types';
import { Action } from '../components/Action';
import { ListTable } from '../components/ListTable';
import { Page } from '../components/Page';
import { usePages } from '../lib/lists';
import { moment } from '../lib/time';
import { useWords } from '../lib/words';

/** Tokens by which machines hand in evidence in one's name. */
export default function TokensPage() {
  const { t } = useWords();
  const pages = usePages(['tokens'], api.tokens);
  const [made, setMade] = useState<TokenMade | null>(null);
  const needed = [{ required: true, message: t('app.required') }];
  return (
    <Page
      title={t('tokens.title')}
      asOf={pages.asOf}
      sub={<span>{t('tokens.hint')}</span>}
      actions={
        <Action<NewToken, TokenMade>
          label={t('tokens.new')}
          run={api.newToken}
          done={t('tokens.made')}
          after={setMade}
          initial={{ days: 90 }}
          button={{ type: 'primary' }}
          fields={
            <>
              <Form.Item name="label" label={t('tokens.label')} rules={needed}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name="days" label={t('tokens.days')} rules={needed}>
                <InputNumber min={1} max={366} precision={0} />
              </Form.Item>
            </>
          }
        />
      }
    >
      <section className="paper">
        <ListTable<Token>
          pages={pages}
          rowKey="id"
          label={t('tokens.title')}
          empty={t('tokens.empty')}
          columns={[
            { title: t('tokens.label'), dataIndex: 'label' },
            { title: t('app.madeAt'), dataIndex: 'created_at', render: (value: string) => moment(value) },
            { title: t('tokens.expires'), dataIndex: 'expires_at', render: (value: string) => moment(value) },
            { title: t('tokens.lastUsed'), dataIndex: 'last_used_at', render: (value: string | null) => (value ? moment(value) : t('tokens.never')) },
            {
              title: t('app.actions'),
              key: 'actions',
              render: (_, row) => (
                <Action
                  label={t('tokens.revoke')}
                  hint={t('tokens.revokeHint', { label: row.label })}
                  run={() => api.revokeToken(row.id)}
                  done={t('tokens.revoked')}
                  button={{ size: 'small', danger: true }}
                />
              ),
            },
          ]}
        />
      </section>
      <Modal open={made !== null} title={t('tokens.secretTitle')} width={680} onCancel={() => setMade(null)} onOk={() => setMade(null)} okText={t('tokens.kept')} cancelButtonProps={{ style: { display: 'none' } }}>
        {made && (
          <div className="stack">
            <Alert type="warning" showIcon title={t('tokens.secretHint', { time: moment(made.expires_at) })} />
            <Typography.Text copyable code>{made.secret}</Typography.Text>
            <span>{t('tokens.example')}</span>
            <pre className="mono">{`YUNJIAN_TOKEN=${made.secret} \\\n  yunjian submit --server ${window.location.origin} --platform ${t('tokens.examplePlatform')} ${t('tokens.exampleFile')}`}</pre>
          </div>
        )}
      </Modal>
    </Page>
  );
}
