import type { Home } from '../api/types';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { Figures, type Figure } from './Figures';

/** The counts each kind of organisation asks for first. */
export function HomeFigures({ home }: { home: Home }) {
  const { t } = useWords();
  const { organisation_role: role, may } = useSession();
  const { standing } = home;
  const dues = may('view_dues');
  const figures: (Figure | false)[] = [
    role === 'supervisor' && { label: t('home.toReview'), value: standing.to_review, tone: 'waiting', ...(may('review_submissions') ? { to: '/queue' } : {}) },
    dues && { label: t('home.overdue'), value: standing.overdue, tone: 'bad', to: '/dues?overdue=true' },
    dues && { label: t('home.open'), value: standing.open, tone: 'active', to: '/dues?standing=open' },
    dues && { label: t('home.returned'), value: standing.returned, tone: 'bad', to: '/dues?standing=returned' },
    role !== 'supervisor' && dues && { label: t('home.beingReviewed'), value: standing.to_review, tone: 'waiting', to: '/dues?standing=submitted' },
    may('view_rectifications') && { label: t('home.rectificationsOpen'), value: standing.rectifications_open, tone: 'waiting', to: '/rectifications' },
    may('view_rectifications') && {
      label: t('home.rectificationsOverdue'), value: standing.rectifications_overdue, tone: 'bad', to: '/rectifications?overdue=true',
    },
    may('view_escalations') && { label: t('home.escalations'), value: home.escalations_open, tone: 'bad', to: '/escalations' },
    role !== 'assessor' && { label: t('home.renewals'), value: home.renewals_due, tone: 'waiting', to: '/platforms' },
    role !== 'assessor' && { label: t('home.severeFindings'), value: standing.findings_critical + standing.findings_high, tone: 'bad' },
    { label: t('home.platforms'), value: home.platforms, tone: 'active', to: '/platforms' },
  ];
  return <Figures figures={figures.filter((figure): figure is Figure => figure !== false)} />;
}
