import { Tabs } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { api } from '../api/client';
import { ExportButton } from '../components/ExportButton';
import { Loaded, Page } from '../components/Page';
import { PlatformActions } from '../components/PlatformActions';
import { PlatformAssets } from '../components/PlatformAssets';
import { PlatformComponents } from '../components/PlatformComponents';
import { PlatformDues } from '../components/PlatformDues';
import { PlatformFindings } from '../components/PlatformFindings';
import { PlatformOverview } from '../components/PlatformOverview';
import { PlatformPlan } from '../components/PlatformPlan';
import { PlatformReconciliation } from '../components/PlatformReconciliation';
import { PlatformTrend } from '../components/PlatformTrend';
import { State } from '../components/State';
import { Timeline } from '../components/Timeline';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

export default function PlatformPage() {
  const { platform = '', tab = 'overview' } = useParams();
  const { t, word, named } = useWords();
  const { may } = useSession();
  const navigate = useNavigate();
  const query = useQuery({ queryKey: ['platform', platform], queryFn: () => api.platform(platform) });
  const data = query.data;
  return (
    <Page
      title={data ? (data.name ?? t('app.erased')) : t('app.platform')}
      trail={[{ to: '/platforms', title: t('platforms.title') }]}
      marks={<State family="supervision" value={data?.state} />}
      asOf={data?.as_of}
      sub={
        data && (
          <>
            <span>{named(data.provider)}</span>
            <span>{word('level', data.level)}</span>
          </>
        )
      }
      actions={data && <PlatformActions platform={data} />}
    >
      <Loaded query={query}>
        {(loaded) => (
          <Tabs
            activeKey={tab}
            onChange={(key) => void navigate(`/platforms/${platform}/${key}`, { replace: true })}
            items={[
              { key: 'overview', label: t('platforms.overview'), children: <PlatformOverview platform={loaded} /> },
              ...(may('view_dues') ? [{ key: 'dues', label: t('platforms.dues'), children: <PlatformDues platform={platform} /> }] : []),
              ...(may('view_submissions')
                ? [
                    { key: 'findings', label: t('platforms.findings'), children: <PlatformFindings platform={platform} /> },
                    ...(may('view_deviations') ? [{ key: 'trend', label: t('platforms.trend'), children: <PlatformTrend platform={platform} /> }] : []),
                    { key: 'components', label: t('platforms.components'), children: <PlatformComponents platform={platform} /> },
                    ...(may('view_deviations')
                      ? [
                          { key: 'assets', label: t('platforms.assets'), children: <PlatformAssets platform={platform} /> },
                          { key: 'reconciliation', label: t('platforms.reconciliation'), children: <PlatformReconciliation platform={platform} /> },
                        ]
                      : []),
                  ]
                : []),
              ...(may('view_plan') ? [{ key: 'plan', label: t('platforms.plan'), children: <PlatformPlan platform={loaded} /> }] : []),
              ...(may('view_submissions')
                ? [
                    {
                      key: 'timeline',
                      label: t('platforms.timeline'),
                      children: (
                        <section className="paper">
                          <ExportButton sheet={`timeline/${platform}`} />
                          <Timeline about={['platform', platform]} ask={(page) => api.platformTimeline(platform, page)} />
                        </section>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Page>
  );
}
