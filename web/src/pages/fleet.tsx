import { Tabs } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { FleetMap } from '../components/FleetMap';
import { FleetProviders } from '../components/FleetProviders';
import { FleetTrend } from '../components/FleetTrend';
import { FleetWorkload } from '../components/FleetWorkload';
import { FleetWorse } from '../components/FleetWorse';
import { Page } from '../components/Page';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';

/** All platforms at a glance: where it is bad, since when, whose, and how the supervisor keeps up. */
export default function FleetPage() {
  const { t } = useWords();
  const { may } = useSession();
  const { tab = 'map' } = useParams();
  const navigate = useNavigate();
  const [asOf, setAsOf] = useState<string>();
  return (
    <Page title={t('fleet.title')} asOf={asOf}>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(key) => void navigate(key === 'map' ? '/fleet' : `/fleet/${key}`, { replace: true })}
        items={[
          { key: 'map', label: t('fleet.map'), children: <FleetMap onAsOf={setAsOf} /> },
          { key: 'worse', label: t('fleet.worse'), children: <FleetWorse onAsOf={setAsOf} /> },
          { key: 'trend', label: t('fleet.trend'), children: <FleetTrend onAsOf={setAsOf} /> },
          { key: 'providers', label: t('fleet.providers'), children: <FleetProviders onAsOf={setAsOf} /> },
          ...(may('view_workload') ? [{ key: 'workload', label: t('fleet.workload'), children: <FleetWorkload onAsOf={setAsOf} /> }] : []),
        ]}
      />
    </Page>
  );
}
