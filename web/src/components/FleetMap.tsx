import { Select } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { Fleet } from '../api/types';
import { rankOf, useFleet, worsts } from '../lib/fleet';
import { useFilters } from '../lib/lists';
import { useSession } from '../lib/session';
import { useWords } from '../lib/words';
import { Figures, type Figure } from './Figures';
import { FleetGrid, Legend } from './FleetGrid';
import { FleetReasons } from './FleetReasons';
import { Loaded } from './Page';
import { Mark } from './State';
import { WordSelect } from './WordSelect';

/** The map, with the figures above it, what ends soon beneath it, and the reasons behind a cell beside it. */
export function FleetMap({ onAsOf }: { onAsOf: (asOf: string | undefined) => void }) {
  const query = useFleet(['map'], api.fleet, onAsOf);
  return <Loaded query={query}>{(fleet) => <Map fleet={fleet} />}</Loaded>;
}

function Map({ fleet }: { fleet: Fleet }) {
  const { t, word, named } = useWords();
  const { may } = useSession();
  const { values, set } = useFilters(['provider', 'worst', 'order', 'platform', 'class']);
  const providers = useMemo(() => [...new globalThis.Map(fleet.platforms.map((p) => [p.provider.id, named(p.provider)]))], [fleet, named]);
  const shown = useMemo(() => {
    const rows = fleet.platforms.filter(
      (p) => (!values.provider || p.provider.id === values.provider) && (!values.worst || p.cells.some((cell) => cell.worst === values.worst)),
    );
    if (values.order === 'name') return [...rows].sort((a, b) => named(a.platform).localeCompare(named(b.platform), 'zh-CN'));
    const weight = (p: (typeof rows)[number]) => p.cells.map((cell) => rankOf(cell.worst)).sort((a, b) => a - b);
    return [...rows].sort((a, b) => {
      const [left, right] = [weight(a), weight(b)];
      const at = left.findIndex((rank, index) => rank !== right[index]);
      return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
    });
  }, [fleet, values.provider, values.worst, values.order, named]);
  return (
    <div className="stack">
      <div className="tight">
        <Figures figures={figures(fleet, t, may)} />
      </div>
      <section className="paper">
        <div className="filters" role="search">
          {providers.length > 1 && (
            <label>
              <span aria-hidden="true">{t('fleet.provider')}</span>
              <Select
                aria-label={t('fleet.provider')}
                allowClear
                showSearch={{ optionFilterProp: 'label' }}
                style={{ minWidth: 200 }}
                placeholder={t('app.any')}
                value={values.provider ?? null}
                onChange={(next: string | null | undefined) => set({ provider: next ?? undefined })}
                options={providers.map(([value, label]) => ({ value, label }))}
              />
            </label>
          )}
          <WordSelect family="worst" values={worsts} label={t('fleet.contains')} value={values.worst} onChange={(worst) => set({ worst })} width={170} />
          <WordSelect family="fleetOrder" values={['worst', 'name']} label={t('fleet.order')} value={values.order} onChange={(order) => set({ order })} width={120} />
        </div>
        <Legend />
        <FleetGrid
          classes={fleet.classes}
          platforms={shown}
          {...(may('view_submissions') ? { open: (platform: string, control: string) => set({ platform, class: control }) } : {})}
        />
      </section>
      {fleet.expiring.length > 0 && (
        <section className="paper" id="expiring">
          <h2>{t('fleet.expiring')}</h2>
          <ul className="plain">
            {fleet.expiring.map((each) => (
              <li key={each.platform.id}>
                <Link to={`/platforms/${each.platform.id}`}>{named(each.platform)}</Link> <span className="nowrap">{each.valid_until}</span>{' '}
                <Mark tone={each.renewal_applied ? 'active' : each.days < 0 ? 'bad' : 'waiting'}>
                  {each.days < 0 ? t('fleet.ended', { count: -each.days }) : t('fleet.daysLeft', { count: each.days })}
                </Mark>{' '}
                {each.renewal_applied && <span className="quiet small">{t('fleet.renewalApplied')}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {values.platform && values.class && (
        <FleetReasons
          platform={values.platform}
          control={values.class}
          close={() => set({ platform: undefined, class: undefined })}
          title={word('worst', fleet.platforms.find((p) => p.platform.id === values.platform)?.cells.find((c) => c.class === values.class)?.worst)}
        />
      )}
    </div>
  );
}

function figures(fleet: Fleet, t: (key: string) => string, may: (permission: string) => boolean): Figure[] {
  const { totals } = fleet;
  const rectifications = may('view_rectifications');
  const all: (Figure | false)[] = [
    { label: t('fleet.platforms'), value: totals.platforms, tone: 'active', to: '/platforms' },
    rectifications && { label: t('fleet.rectificationsOverdue'), value: totals.rectifications_overdue, tone: 'bad', to: '/rectifications?overdue=true' },
    { label: t('fleet.failing'), value: totals.failing, tone: 'bad', to: '/dues?standing=non_compliant' },
    { label: t('fleet.overdue'), value: totals.overdue, tone: 'bad', to: '/dues?overdue=true' },
    { label: t('fleet.returned'), value: totals.returned, tone: 'waiting', to: '/dues?standing=returned' },
    rectifications && { label: t('fleet.rectifications'), value: totals.rectifications, tone: 'waiting', to: '/rectifications' },
    { label: t('fleet.waiting'), value: totals.waiting, tone: 'active', to: may('review_submissions') ? '/queue' : '/dues?standing=submitted' },
    may('view_escalations') && { label: t('fleet.escalations'), value: totals.escalations, tone: 'bad', to: '/escalations' },
    { label: t('fleet.expiring'), value: totals.expiring, tone: 'waiting', ...(totals.expiring > 0 ? { to: '#expiring' } : {}) },
  ];
  return all.filter((figure): figure is Figure => figure !== false);
}
