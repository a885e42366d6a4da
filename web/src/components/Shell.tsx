import { Layout, Spin } from 'antd';
import { Suspense } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { MeContext, useMeQuery } from '../lib/session';
import { useWords } from '../lib/words';
import { Refusal } from '../api/problem';
import { Navigation } from './Navigation';
import { TopBar } from './TopBar';
import { Trouble } from './Trouble';

/** The frame of every page behind the sign-in: navigation by permission, who and when, the page. */
export function Shell() {
  const { t } = useWords();
  const me = useMeQuery();
  const location = useLocation();
  const signedOut = me.data === null || (me.error instanceof Refusal && me.error.status === 401);
  if (signedOut) {
    const next = location.pathname + location.search;
    return <Navigate replace to={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`} />;
  }
  if (me.error) {
    return (
      <div style={{ padding: 48, maxWidth: 720, margin: '0 auto' }}>
        <Trouble error={me.error} retry={() => void me.refetch()} />
      </div>
    );
  }
  if (!me.data) return <Spin fullscreen description={t('app.loading')} />;
  return (
    <MeContext.Provider value={me.data}>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <Layout className="shell" hasSider>
        <Layout.Sider width={200} className="shell-side" theme="light">
          <Navigation />
        </Layout.Sider>
        <Layout>
          <TopBar />
          <main id="main" className="shell-main" tabIndex={-1}>
            <Suspense fallback={<Spin />}>
              <Outlet />
            </Suspense>
          </main>
        </Layout>
      </Layout>
    </MeContext.Provider>
  );
}
