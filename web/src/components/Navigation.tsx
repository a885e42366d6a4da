import {
  AlertOutlined, ApartmentOutlined, AuditOutlined, BookOutlined, BugOutlined, CalendarOutlined, CloudServerOutlined, ExceptionOutlined, FileDoneOutlined,
  FileProtectOutlined, HeatMapOutlined, HomeOutlined, KeyOutlined, MailOutlined, SafetyCertificateOutlined, SwapOutlined, TeamOutlined, ToolOutlined, UploadOutlined,
} from '@ant-design/icons';
import { Menu } from 'antd';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

const places: { to: string; icon: ReactNode; needs: string; title: string }[] = [
  { to: '/', icon: <HomeOutlined />, needs: 'signed_in', title: 'nav.home' },
  { to: '/fleet', icon: <HeatMapOutlined />, needs: 'view_dues', title: 'nav.fleet' },
  { to: '/queue', icon: <AuditOutlined />, needs: 'review_submissions', title: 'nav.queue' },
  { to: '/submit', icon: <UploadOutlined />, needs: 'submit', title: 'nav.submit' },
  { to: '/platforms', icon: <CloudServerOutlined />, needs: 'view_platforms', title: 'nav.platforms' },
  { to: '/calendar', icon: <CalendarOutlined />, needs: 'view_dues', title: 'nav.calendar' },
  { to: '/dues', icon: <FileProtectOutlined />, needs: 'view_dues', title: 'nav.dues' },
  { to: '/submissions', icon: <FileDoneOutlined />, needs: 'view_submissions', title: 'nav.submissions' },
  { to: '/rectifications', icon: <ToolOutlined />, needs: 'view_rectifications', title: 'nav.rectifications' },
  { to: '/notices', icon: <MailOutlined />, needs: 'view_notices', title: 'nav.notices' },
  { to: '/deviations', icon: <ExceptionOutlined />, needs: 'view_deviations', title: 'nav.deviations' },
  { to: '/escalations', icon: <AlertOutlined />, needs: 'view_escalations', title: 'nav.escalations' },
  { to: '/catalogue', icon: <BookOutlined />, needs: 'signed_in', title: 'nav.catalogue' },
  { to: '/deputies', icon: <SwapOutlined />, needs: 'review_submissions', title: 'nav.deputies' },
  { to: '/exploited', icon: <BugOutlined />, needs: 'signed_in', title: 'nav.exploited' },
  { to: '/organisations', icon: <ApartmentOutlined />, needs: 'view_organisations', title: 'nav.organisations' },
  { to: '/users', icon: <TeamOutlined />, needs: 'manage_users', title: 'nav.users' },
  { to: '/tokens', icon: <KeyOutlined />, needs: 'signed_in', title: 'nav.tokens' },
  { to: '/ledger', icon: <SafetyCertificateOutlined />, needs: 'view_ledger', title: 'nav.ledger' },
];

export function Navigation() {
  const { t } = useWords();
  const session = useSession();
  const { pathname } = useLocation();
  const shown = places.filter((place) => session.may(place.needs) || place.needs === 'signed_in');
  const current = shown.find((place) => place.to !== '/' && (pathname === place.to || pathname.startsWith(`${place.to}/`)));
  return (
    <nav aria-label={t('nav.label')}>
      <Link to="/" className="shell-brand">
        <img src="/mark.svg" alt="" />
        {t('app.name')}
      </Link>
      <Menu
        mode="inline"
        style={{ borderInlineEnd: 0, padding: '0 4px' }}
        selectedKeys={[current?.to ?? (pathname === '/' ? '/' : '')]}
        items={shown.map(({ to, icon, title }) => ({ key: to, icon, label: <Link to={to}>{t(title)}</Link> }))}
      />
    </nav>
  );
}
