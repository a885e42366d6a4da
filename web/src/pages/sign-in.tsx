import { Alert, Button, Form, Input } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { api } from '../api/client';
import type { SignIn } from '../api/types';
import { Front } from '../components/Front';
import { Trouble } from '../components/Trouble';
import { meKey } from '../lib/session';
import { useWords } from '../lib/words';

export default function SignInPage() {
  const { t, word } = useWords();
  const setup = useQuery({ queryKey: ['setup'], queryFn: api.setup });
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [form] = Form.useForm<SignIn>();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function send(values: SignIn) {
    setBusy(true);
    setError(null);
    try {
      const me = await api.signIn(values);
      client.clear();
      client.setQueryData(meKey, me);
      const next = search.get('next');
      // Only a path of this application; never another site.
      await navigate(next && /^\/(?![/\\])/.test(next) ? next : '/', { replace: true });
    } catch (reason) {
      setError(reason);
      setBusy(false);
    }
  }

  if (setup.data?.needs_bootstrap) return <Navigate replace to="/bootstrap" />;
  const demo = setup.data?.demo === true && setup.data.demo_users.length > 0 ? setup.data.demo_users : null;
  const box = (
    <section className="paper" aria-label={t('signIn.title')}>
      <h2>{t('signIn.title')}</h2>
      <div className="stack">
        {search.get('next') && <Alert type="info" title={t('signIn.needed')} showIcon />}
        <Form<SignIn> form={form} layout="vertical" requiredMark={false} onFinish={(values) => void send(values)}>
          <Form.Item name="login" label={t('signIn.login')} rules={[{ required: true, message: t('app.required') }]}>
            <Input autoComplete="username" autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('app.required') }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t('signIn.enter')}
          </Button>
        </Form>
        <Trouble error={error ?? setup.error} />
      </div>
    </section>
  );
  if (!demo) return <Front title={t('signIn.title')}>{box}</Front>;
  return (
    <Front title={t('signIn.title')} wide>
      <div className="front-grid">
        {box}
        <section className="paper" aria-label={t('signIn.demoTitle')}>
          <h2>{t('signIn.demoTitle')}</h2>
          <p className="quiet small">{t('signIn.demoHint')}</p>
          {demo.map((user) => (
            <button key={user.login} type="button" className="demo-user" disabled={busy} onClick={() => void send({ login: user.login, password: user.password })}>
              <b>{word('role', user.role)}</b>
              <span>{user.organisation}</span>
              <span className="quiet small" style={{ marginLeft: 'auto' }}>{user.login}</span>
            </button>
          ))}
        </section>
      </div>
    </Front>
  );
}
