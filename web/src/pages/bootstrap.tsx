import { Alert, Button, Form, Input } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useNavigate } from 'react-router';
import { api } from '../api/client';
import type { Bootstrap } from '../api/types';
import { Front } from '../components/Front';
import { Trouble } from '../components/Trouble';
import { meKey } from '../lib/session';
import { useWords } from '../lib/words';

/** The first administrator, made once with the code that the server's operator printed. */
export default function BootstrapPage() {
  const { t } = useWords();
  const setup = useQuery({ queryKey: ['setup'], queryFn: api.setup });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function send({ repeat: _, ...values }: Bootstrap & { repeat: string }) {
    setBusy(true);
    setError(null);
    try {
      const me = await api.bootstrap(values);
      client.setQueryData(meKey, me);
      await navigate('/', { replace: true });
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  }

  if (setup.data && !setup.data.needs_bootstrap && !busy) return <Navigate replace to="/sign-in" />;
  const needed = [{ required: true, whitespace: true, message: t('app.required') }];
  return (
    <Front title={t('bootstrap.title')}>
      <section className="paper" aria-label={t('bootstrap.title')}>
        <h2>{t('bootstrap.title')}</h2>
        <div className="stack">
          <Alert type="info" title={t('bootstrap.hint')} description={<code className="mono">{'yunjian admin bootstrap'}</code>} />
          <Form layout="vertical" requiredMark={false} onFinish={(values: Bootstrap & { repeat: string }) => void send(values)}>
            <Form.Item name="code" label={t('bootstrap.code')} rules={needed}>
              <Input autoFocus autoComplete="one-time-code" className="mono" />
            </Form.Item>
            <Form.Item name="organisation" label={t('bootstrap.organisation')} rules={needed}>
              <Input autoComplete="organization" maxLength={200} />
            </Form.Item>
            <Form.Item name="login" label={t('signIn.login')} rules={[...needed, { min: 2, message: t('app.atLeast', { count: 2 }) }]}>
              <Input autoComplete="username" maxLength={100} />
            </Form.Item>
            <Form.Item name="name" label={t('bootstrap.name')} rules={needed}>
              <Input autoComplete="name" maxLength={200} />
            </Form.Item>
            <Form.Item name="password" label={t('signIn.password')} rules={[...needed, { min: 10, message: t('app.atLeast', { count: 10 }) }]}>
              <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Form.Item
              name="repeat"
              label={t('bootstrap.repeat')}
              dependencies={['password']}
              rules={[
                ...needed,
                ({ getFieldValue }) => ({
                  validator: (_, value) =>
                    !value || value === getFieldValue('password') ? Promise.resolve() : Promise.reject(new Error(t('bootstrap.differs'))),
                }),
              ]}
            >
              <Input.Password autoComplete="new-password" />
            </Form.Item>
            <Button type="primary" htmlType="submit" block loading={busy}>
              {t('bootstrap.make')}
            </Button>
          </Form>
          <Trouble error={error ?? setup.error} />
        </div>
      </section>
    </Front>
  );
}
