import { LogoutOutlined } from '@ant-design/icons';
import { App, Button, Layout } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { api } from '../api/client';
import { describe } from '../api/problem';
import { moment } from '../lib/time';
import { meKey, useServerClock, useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { Bell } from './Bell';
import { LanguageSwitch } from './LanguageSwitch';
import { sentence } from './Trouble';

/** Who is signed in, for whom, and what time the server has. */
export function TopBar() {
  const { t, word, named, language } = useWords();
  const session = useSession();
  const now = useServerClock();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();

  async function signOut() {
    try {
      await api.signOut();
      await navigate('/sign-in');
      client.clear();
      client.setQueryData(meKey, null);
    } catch (error) {
      void message.error(sentence(describe(error, language), t));
    }
  }

  return (
    <Layout.Header className="shell-head">
      <div className="grow shell-org">
        {named(session.organisation)} <span className="quiet small">{word('orgRole', session.organisation_role)}</span>
      </div>
      <span className={session.demo ? 'shell-clock demo' : 'shell-clock'} title={t('app.zoneHint')}>
        {session.demo && <b>{t('app.demoClock')} </b>}
        {moment(now)} <span className="small">{t('app.zone')}</span>
      </span>
      <Bell />
      <LanguageSwitch />
      <span className="nowrap">
        {named(session.user)} <span className="quiet small">{word('role', session.role)}</span>
      </span>
      <Button size="small" icon={<LogoutOutlined />} onClick={() => void signOut()}>
        {t('app.signOut')}
      </Button>
    </Layout.Header>
  );
}
