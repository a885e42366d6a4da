import { api } from '../api/client';
import type { Component } from '../api/types';
import { usePages } from '../lib/lists';
import { day, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { ExportButton } from './ExportButton';
import { ListTable } from './ListTable';
import { Mark } from './State';

export function PlatformComponents({ platform }: { platform: string }) {
  const { t } = useWords();
  const pages = usePages(['components', platform], (query) => api.components(platform, query));
  return (
    <section className="paper">
      <div className="filters">
        <ExportButton sheet={`components/${platform}`} />
        {pages.asOf && <span className="quiet small">{t('app.asOf', { time: moment(pages.asOf) })}</span>}
      </div>
      <ListTable<Component>
        pages={pages}
        rowKey="id"
        label={t('platforms.components')}
        empty={t('components.empty')}
        columns={[
          { title: t('components.name'), key: 'name', width: 260, render: (_, row) => row.name ?? <span className="mono">{row.id}</span> },
          { title: t('components.kind'), dataIndex: 'type' },
          { title: t('components.version'), dataIndex: 'version' },
          { title: t('components.boundary'), dataIndex: 'boundary' },
          { title: t('components.owner'), dataIndex: 'owner' },
          { title: t('findings.firstSeen'), dataIndex: 'first_seen', render: (value: string) => <span className="nowrap">{day(value)}</span> },
          { title: t('findings.lastSeen'), dataIndex: 'last_seen', render: (value: string) => <span className="nowrap">{day(value)}</span> },
          { title: t('app.state'), dataIndex: 'current', render: (current: boolean) => <Mark tone={current ? 'good' : 'neutral'}>{t(current ? 'components.current' : 'components.gone')}</Mark> },
        ]}
      />
    </section>
  );
}
