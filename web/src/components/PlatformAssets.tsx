import { Alert, Form, Input, Select, Table, type TableColumnsType } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { api } from '../api/client';
import type { AssetName, Assets, MapAsset } from '../api/types';
import { all } from '../lib/lists';
import { useSession } from '../lib/session';
import { day, moment } from '../lib/time';
import { useWords } from '../lib/words';
import { Action, ReasonField } from './Action';
import { Loaded } from './Page';
import { Mark, State } from './State';

/** Names in scans that the inventory does not know; a person says once what each stands for. */
export function PlatformAssets({ platform }: { platform: string }) {
  const query = useQuery({ queryKey: ['assets', platform], queryFn: () => api.assets(platform) });
  return <Loaded query={query}>{(data) => <Shown platform={platform} assets={data} />}</Loaded>;
}

function Shown({ platform, assets }: { platform: string; assets: Assets }) {
  const { t, named } = useWords();
  const { may } = useSession();
  const columns: TableColumnsType<AssetName> = [
    { title: t('assets.name'), dataIndex: 'name', width: 240, render: (value: string) => <span className="mono">{value}</span> },
    {
      title: t('app.state'), key: 'state', width: 220,
      render: (_, row) => (
        <>
          <State family="assetName" value={row.state} />
          {row.component && <span className="mono"> {row.component}</span>}
          {row.candidates.length > 0 && <div className="quiet small">{t('assets.candidates', { names: row.candidates.join(t('app.comma')) })}</div>}
          {row.reason && <div className="quiet small">{row.reason}</div>}
          {row.said_at && <div className="quiet small">{moment(row.said_at)} {named(row.said_by)}</div>}
        </>
      ),
    },
    {
      title: t('assets.findings'), key: 'findings', align: 'right', width: 110,
      render: (_, row) => (row.mapping ? '' : <>{row.findings_open} {row.known_exploited > 0 && <Mark tone="bad">{t('exploited.mark')} {row.known_exploited}</Mark>}</>),
    },
    {
      title: t('assets.scans'), key: 'scans', width: 170,
      render: (_, row) =>
        row.mapping ? '' : (
          <>
            {t('assets.times', { count: row.scans })} {row.tool && <span className="quiet small">{row.tool}</span>}
            {row.last_submission && <div className="small"><Link to={`/submissions/${row.last_submission}`}>{t('app.submission')}</Link></div>}
          </>
        ),
    },
    { title: t('findings.lastSeen'), dataIndex: 'last_seen', width: 110, render: (value: string | null) => day(value) },
    ...(may('name_assets') ? [{ title: t('app.actions'), key: 'actions', width: 190, render: (_: unknown, row: AssetName) => <Actions platform={platform} row={row} /> }] : []),
  ];
  return (
    <section className="paper">
      <p className="quiet prose">{t('assets.hint')}</p>
      {!assets.inventory && <Alert type="warning" showIcon title={t('assets.noInventory')} />}
      {assets.cut && <Alert type="info" showIcon title={t('assets.cut')} />}
      <Table<AssetName> aria-label={t('platforms.assets')} size="small" rowKey={(row) => row.mapping ?? row.name} columns={columns} dataSource={assets.items} scroll={{ x: true }}
        pagination={assets.items.length > 50 ? { pageSize: 50, showSizeChanger: false } : false} locale={{ emptyText: t('assets.empty') }} />
    </section>
  );
}

function Components({ platform, first }: { platform: string; first: string[] }) {
  const { t } = useWords();
  const query = useQuery({ queryKey: ['components', platform, 'all'], queryFn: () => all((paging) => api.components(platform, paging)) });
  const current = (query.data ?? []).filter((row) => row.current);
  const sorted = [...current].sort((a, b) => Number(first.includes(b.id)) - Number(first.includes(a.id)));
  return (
    <Form.Item name="component" label={t('assets.component')} rules={[{ required: true, message: t('app.required') }]}>
      <Select showSearch={{ optionFilterProp: 'label' }} loading={query.isLoading} options={sorted.map((row) => ({ value: row.id, label: row.name && row.name !== row.id ? `${row.id} · ${row.name}` : row.id }))} />
    </Form.Item>
  );
}

function Actions({ platform, row }: { platform: string; row: AssetName }) {
  const { t } = useWords();
  const { may } = useSession();
  const button = { size: 'small' as const };
  const mapping = row.mapping;
  if (mapping) {
    if (row.state === 'disowned' && !may('disown_assets')) return null;
    return <Action label={t('assets.release')} hint={t('assets.releaseHint')} run={(values: { reason: string }) => api.releaseAsset(mapping, values)} done={t('assets.released')} button={button} fields={<ReasonField />} />;
  }
  return (
    <span className="states">
      <Action<MapAsset>
        label={t('assets.map')}
        hint={t('assets.mapHint', { name: row.name })}
        initial={{ name: row.name, ...(row.candidates[0] ? { component: row.candidates[0] } : {}) }}
        run={(values) => api.mapAsset(platform, { name: row.name, component: values.component, reason: values.reason })}
        done={t('assets.mapped')}
        button={{ ...button, type: 'primary' }}
        fields={
          <>
            <Form.Item label={t('assets.name')}>
              <Input value={row.name} readOnly aria-label={t('assets.name')} />
            </Form.Item>
            <Components platform={platform} first={row.candidates} />
            <ReasonField />
          </>
        }
      />
      {may('disown_assets') && (
        <Action label={t('assets.disown')} hint={t('assets.disownHint', { name: row.name })} run={(values: { reason: string }) => api.disownAsset(platform, { name: row.name, reason: values.reason })} done={t('assets.disowned')} button={button} fields={<ReasonField />} />
      )}
    </span>
  );
}
